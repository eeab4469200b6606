"""What the door says of a try."""

from passdesk.desktop.desk_folder import Note
from passdesk.desktop.look import Look
from passdesk.desktop.sign_in.state import DoorPicture


def tried(look: Look, picture: DoorPicture) -> str:
    """What was wrong with the last try, and how long until the next is heard."""
    if picture.unequal:
        return look.tr("The two are not the same.")
    wrong, remedy = _of_a_kind(look, picture)
    if picture.wait_s:
        span = look.span(picture.wait_s)
        remedy = look.tr("Wait {span}; before that no try is looked at, right or wrong.", span=span)
    return " ".join(part for part in (wrong, remedy) if part)


def _of_a_kind(look: Look, picture: DoorPicture) -> tuple[str, str]:
    """What went wrong and what to do, in this language where it is of a common kind."""
    tr = look.tr
    match picture.why:
        case "password":
            return tr("This name and password do not fit."), tr("Type it again; watch caps lock.")
        case "pin":
            hint = tr("Type the PIN again, or show the card you were given last.")
            return tr("This card and PIN do not fit."), hint
        case "too soon":
            return tr("After several wrong tries the next one is not looked at yet."), ""
        case "":
            return picture.wrong, picture.remedy


def noted(look: Look, note: Note) -> str:
    match note:
        case "went on":
            return look.tr("This desk's log could not be the one last held here: it is kept, and the desk goes on in a "
                           "new one. An administrator has to confirm it.")  # fmt: skip
        case "power cut":
            return look.tr("The machine went off while this desk was open. Everything that was shown as recorded is "
                           "here.")  # fmt: skip
