"""What the door says of a try."""

from passdesk.desktop.desk_folder import Note
from passdesk.desktop.look import Look
from passdesk.desktop.sign_in.state import DoorPicture


def tried(look: Look, picture: DoorPicture) -> str:
    """What was wrong with the last try, and how long until the next is heard."""
    if picture.unequal:
        return look.tr("The two are not the same.")
    if picture.wait_s:
        span = look.span(picture.wait_s)
        wait = look.tr("Wait {span}; before that no try is looked at, right or wrong.", span=span)
        return look.said(picture.wrong, wait)
    return look.said(picture.wrong, picture.remedy)


def noted(look: Look, note: Note) -> str:
    match note:
        case "went on":
            return look.tr("This desk's log could not be the one last held here: it is kept, and the desk goes on in a "
                           "new one. An administrator has to confirm it.")  # fmt: skip
        case "power cut":
            return look.tr("The machine went off while this desk was open. Everything that was shown as recorded is "
                           "here.")  # fmt: skip
