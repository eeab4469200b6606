"""What the gate says below the band: where somebody was last seen, what the verdict rests on, which keys there are."""

from collections.abc import Iterator

from passdesk.checkpoint.holders import Holder
from passdesk.checkpoint.turning_away import TurnedAway
from passdesk.desktop.checkpoint.acting import may_let
from passdesk.desktop.checkpoint.state import (
    GatePicture,
    LanePlace,
    NotRead,
    Settled,
    Shown,
    TurningAway,
    course_now,
)
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.domain.admission import Provenance
from passdesk.domain.movements import Direction, Presence
from passdesk.domain.stays import StayClock
from passdesk.scanning.foreign_kinds import ForeignKind


def last_seen(look: Look, presence: Presence | None, place: LanePlace | None, now: int) -> str:
    """Out, first line, yesterday 19:12."""
    if presence is None:
        return look.tr("Never seen here")
    where = look.tr("In the park") if presence.inside else look.tr("Out")
    line = ""
    if place is not None and presence.lane in place.policy.lanes:
        line = look.place(place.policy.lines[place.policy.lanes[presence.lane].line].names)
    parts = (where, line, when(look, presence.at, now))
    return (", " if look.language == "en" else "，").join(part for part in parts if part)


def pass_words(look: Look, holder: Holder, place: LanePlace | None) -> str:
    """Its class, where it leads, and until when; somebody whom an officer found may have none."""
    if not holder.expires:
        return look.tr("No pass")
    parts = [look.tr("until {day}", day=look.day(holder.expires * 1_000_000))]
    if place is not None:
        lines = place.policy.lines_of(holder.lines)
        every = len(lines) == len(place.policy.lines) > 1
        named = look.tr("both lines") if every and len(lines) == 2 else look.listed(
            look.place(place.policy.lines[line].names) for line in lines
        )  # fmt: skip
        known = place.pass_class(holder.class_number)
        parts = [look.place(known.names) if known is not None else look.tr("Class not known"), named, *parts]
    return "  ·  ".join(part for part in parts if part)


def when(look: Look, at: int, now: int) -> str:
    """The time of day, with the day where it is not today."""
    days = (look.local(now).date() - look.local(at).date()).days
    if days == 0:
        return look.hour(at)
    if days == 1:
        return look.tr("yesterday {time}", time=look.hour(at))
    return f"{look.day(at, year=days > 300)} {look.hour(at)}"


def stay_words(look: Look, stay: StayClock) -> Iterator[str]:
    """Day 3 of 7 in Shenzhen Park, as seen here."""
    area = look.place(stay.area)
    if stay.day is not None and stay.of is not None:
        yield look.tr("day {day} of {of} in {area}, as seen here", day=stay.day, of=stay.of, area=area)
    if stay.used is not None and stay.limit is not None and stay.within is not None:
        yield look.tr(
            "{used} of {limit} days in any {within} in {area}, as seen here",
            used=stay.used, limit=stay.limit, within=stay.within, area=area,
        )  # fmt: skip
    if stay.until is not None:
        yield look.tr("to leave by {when}", when=look.moment(stay.until))


def leave_words(look: Look, stay: StayClock | None, now: int) -> str:
    """Until when a stay under way may last; "" where nothing limits it."""
    if stay is None or stay.until is None:
        return ""
    return look.tr("to leave by {when}", when=when(look, stay.until, now))


def rests_on(look: Look, provenance: Provenance, *, alone: bool, warns_after_s: int) -> tuple[str, Tone]:
    """What a verdict rests on, in one line: plain while all is well."""
    said, tone = [signature_words(look, provenance.signature)], "plain"
    age = provenance.exchange_age_s
    if alone:
        said.append(look.tr("this desk is the whole zone"))
    elif age is None:
        said.append(look.tr("never exchanged"))
        tone = "attention"
    elif age > warns_after_s:
        said.append(look.tr("no exchange for {span}", span=look.span(age)))
        tone = "attention"
    else:
        said.append(look.tr("exchanged {span} ago", span=look.span(age)))
    if not alone:
        if provenance.unheard:
            said.append(look.count(len(provenance.unheard), "{n} lane not heard", "{n} lanes not heard"))
            tone = "attention"
        else:
            said.append(look.tr("all lanes heard"))
    if provenance.clock_suspect:
        said.append(look.tr("clock in doubt"))
        tone = "attention"
    if provenance.vouched:
        said.append(look.tr("time vouched for by two"))
        tone = "attention"
    if provenance.restored:
        said.append(look.tr("server was restored"))
        tone = "attention"
    return "  ·  ".join(said), "attention" if tone == "attention" else "plain"


def signature_words(look: Look, signature: str) -> str:
    match signature:
        case "verified":
            return look.tr("Signature good")
        case "forged":
            return look.tr("Signature false")
        case "unknown_key":
            return look.tr("Key not known")
        case _:
            return look.tr("No signature")


def turned_away_words(look: Look, reason: TurnedAway) -> str:
    match reason:
        case "verdict":
            return look.tr("As the verdict says")
        case "not_the_holder":
            return look.tr("Not the holder of the pass")
        case "no_document":
            return look.tr("No document to compare")
        case "document_invalid":
            return look.tr("Document not valid")
        case "goods":
            return look.tr("Goods not allowed")
        case "conduct":
            return look.tr("Conduct")
        case "own_wish":
            return look.tr("Turned back by own wish")
        case "other":
            return look.tr("Another reason")


def foreign_words(look: Look, kind: ForeignKind) -> str:
    match kind:
        case "wechat":
            return look.tr("This is a WeChat code")
        case "alipay":
            return look.tr("This is an Alipay or UnionPay code")
        case "health":
            return look.tr("This is a health certificate")
        case "contact":
            return look.tr("This is a contact card")
        case "wifi":
            return look.tr("This is a code for a wireless network")
        case "web":
            return look.tr("This is the address of a web page")
        case "other":
            return look.tr("This is some other code")


def way_words(look: Look, picture: GatePicture, way: Direction | None) -> str:
    """A way a lane may be set to; its own with what it amounts to now."""
    if way is not None:
        return look.tr("Entry|direction") if way == "entry" else look.tr("Exit|direction")
    if picture.place is None or not picture.place.lane.timetable:
        return look.tr("By person")
    course = course_now(picture.place, picture.now)
    now = look.tr("By person") if course == "by-person" else way_words(look, picture, course)
    return look.tr("Timetable: {way}", way=now)


def act_keys(look: Look, picture: GatePicture) -> list[tuple[str, str]]:
    """(key, what it does) as they may be pressed in this moment."""
    moment = picture.moment
    match moment:
        case Shown() if moment.answer.awaiting and not moment.settling:
            leaving = moment.answer.verdict.direction == "exit"
            let = [("+", look.tr("let leave") if leaving else look.tr("let pass"))] if may_let(moment) else []
            return [*let, ("−", look.tr("keep here") if leaving else look.tr("turn away"))]
        case TurningAway():
            leaving = moment.shown.answer.verdict.direction == "exit"
            says = look.tr("keep here") if leaving else look.tr("turn away")
            return [("↑ ↓", look.tr("choose")), ("−", says), ("+", look.tr("back"))]
        case NotRead(offer_number=True):
            return [("F3", look.tr("type the short number"))]
        case _:
            return []


def awaiting(picture: GatePicture) -> bool:
    """Whether somebody stands there whom an officer has to settle."""
    moment = picture.moment
    return isinstance(moment, TurningAway) or (isinstance(moment, Shown) and moment.answer.awaiting)


def looks_other(before: Shown | None, now: Shown) -> bool:
    """Whether the face has to be looked at anew: another person, another photo, or something new against them."""
    if before is None or before.answer.entry != now.answer.entry or before.changed != now.changed:
        return True
    return (before.holder and before.holder.photo) != (now.holder and now.holder.photo)


def shown_of(picture: GatePicture) -> Shown | None:
    """Whoever is on screen."""
    match picture.moment:
        case Shown() as shown:
            return shown
        case TurningAway(shown=shown) | Settled(shown=shown):
            return shown
        case _:
            return None
