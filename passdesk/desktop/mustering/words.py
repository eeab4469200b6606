"""What the window says of evacuations and musters."""

from passdesk.desktop.look import Look
from passdesk.desktop.mustering.state import MusterPicture, Part, Told
from passdesk.desktop.theme import Tone
from passdesk.domain.attachments import Names
from passdesk.domain.people import Evacuation
from passdesk.records.mustering.counting import Doubt, Muster
from passdesk.records.mustering.ticking import Why


def alarm_words(look: Look, held: Evacuation, now: int) -> str:
    """EVACUATION since 14:02: lanes are free out, nobody enters."""
    day = "" if look.local(now).date() == look.local(held.at).date() else f"{look.day(held.at, year=False)} "
    words = look.tr("EVACUATION since {time}: lanes are free out, nobody enters", time=f"{day}{look.hour(held.at)}")
    return f"{words}  ·  {reason_words(look, held.reason)}" if held.reason else words


def reason_words(look: Look, reason: str) -> str:
    known = {
        "fire": look.tr("Fire"), "gas": look.tr("Gas"), "threat": look.tr("Threat"), "drill": look.tr("Drill"),
        "other": look.tr("Another reason"),
    }  # fmt: skip
    return known.get(reason, reason)


def spoken(look: Look, least: int, most: int) -> str:
    """A number, or a range where some are in doubt."""
    return f"{least:,}" if least == most else look.tr("{least} to {most}", least=f"{least:,}", most=f"{most:,}")


def because(look: Look, doubt: Doubt) -> str:
    match doubt:
        case "long_inside":
            return look.tr("inside for long: an exit may be missing")
        case "two_lanes":
            return look.tr("two lanes disagree")
        case "settled_twice":
            return look.tr("two desks disagree")
        case "unknown":
            return look.tr("what came of the crossing is unknown")
        case "awaited":
            return look.tr("at a gate, not settled yet")
        case "aside":
            return look.tr("set aside at a gate")
        case "lane_silent":
            return look.tr("came by a lane that is silent")
        case "pass_unheard":
            return look.tr("pass not known here")


def why_words(look: Look, why: Why) -> str:
    match why:
        case "no_pass":
            return look.tr("That is no pass. Tick by name.")
        case "forged":
            return look.tr("Forged or damaged: the signature does not hold. Tick by name.")
        case "unknown_key":
            return look.tr("No key known here has signed it. Tick by name.")
        case "wrong_zone":
            return look.tr("A pass of another zone.")
        case "unknown_pass":
            return look.tr("A sound pass, but nobody here knows whose. Tick by name.")
        case "stopped":
            return look.tr("This pass was revoked and may be in other hands. Look at the face, and tick by name.")


def told_words(look: Look, told: Told) -> str:
    if told.why is not None:
        return f"{look.tr('NOBODY TICKED')}  ·  {why_words(look, told.why)}"
    name = called(look, told.names)
    return look.tr("Found: {name}", name=name) if told.present else look.tr("No longer ticked: {name}", name=name)


def last_words(look: Look, picture: MusterPicture) -> tuple[str, Tone]:
    """What was done last, or what there is to do."""
    told = picture.told
    if picture.moved is not None:
        return look.count(picture.moved, "{n} person was moved out.", "{n} people were moved out."), "admit"
    if told is not None:
        return told_words(look, told), "admit" if told.why is None else "refuse"
    return look.tr("Scan passes here, or choose somebody and press Space. Nobody crosses: they are found."), "plain"


def called(look: Look, names: Names) -> str:
    return look.listed(filter(None, (names.latin, names.chinese))) or look.tr("Name not here")


def part_words(look: Look, part: Part) -> str:
    match part:
        case "missing":
            return look.tr("Missing")
        case "certain":
            return look.tr("Certain")
        case "possible":
            return look.tr("Possible")
        case "found":
            return look.tr("Found|people")


def part_count(look: Look, muster: Muster, part: Part) -> str:
    match part:
        case "missing":
            return spoken(look, muster.missing_least, muster.missing_most)
        case "certain":
            return f"{muster.least:,}"
        case "possible":
            return f"{muster.most - muster.least:,}"
        case "found":
            return f"{muster.found:,}"


def silent_words(look: Look, muster: Muster) -> str:
    said = [
        look.tr("lane {lane} silent since {time}", lane=one.lane, time=look.moment(one.since)) if one.since
        else look.tr("lane {lane} never heard", lane=one.lane)
        for one in muster.silent
    ]  # fmt: skip
    return look.tr("May be incomplete: {lanes}.", lanes=look.listed(said)) if said else ""


def printing_words(look: Look, picture: MusterPicture) -> str:
    printing = picture.printing
    if printing is None:
        return ""
    if printing.done:
        return look.tr("Saved: {path}", path=printing.path) if printing.path else look.tr("Sent to the printer.")
    if not printing.pages:
        return look.tr("One moment …")
    return look.tr("Page {n} of {m} …", n=printing.page + 1, m=printing.pages)
