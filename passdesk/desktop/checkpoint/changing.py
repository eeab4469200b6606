"""What becomes of the picture: pure, one function for each thing that happens to the lists of a gate."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.turning_away import TURNED_AWAY, likeliest
from passdesk.desktop.checkpoint.presenting import MOST_RECENT, Remembered, passed
from passdesk.desktop.checkpoint.state import (
    GatePicture,
    LanePlace,
    Moment,
    Passed,
    Question,
    Settled,
    Shown,
    TurningAway,
    Waiting,
    course_now,
)
from passdesk.domain.movements import Direction
from passdesk.domain.register import Mark


def standing(moment: Moment) -> Shown | None:
    """Whoever stands there and may await an officer."""
    shown = moment.shown if isinstance(moment, TurningAway) else moment
    return shown if isinstance(shown, Shown) else None


def put_aside(picture: GatePicture) -> GatePicture:
    """Whoever is shown and awaits an outcome is kept in the list."""
    shown = standing(picture.moment)
    if shown is None or shown.aside or not shown.answer.awaiting or not shown.is_of_somebody:
        return picture
    line = passed(shown.answer, shown.holder, None)
    rest = tuple(one for one in picture.unsettled if one.entry != line.entry)
    return replace(picture, unsettled=(line, *rest))


def presented(picture: GatePicture, shown: Shown) -> GatePicture:
    """A verdict came back. The same foreign code again is no other line; whoever came back a moment before and awaits
    an officer goes on waiting in the list."""
    picture = put_aside(picture)
    recent = picture.recent
    if not shown.answer.repeated:
        line = passed(shown.answer, shown.holder, shown.answer.outcome)
        recent = (line, *(one for one in recent if one.entry != line.entry))[:MOST_RECENT]
    question: Question = "wrong way" if set_wrong(recent) and not picture.by_person else ""
    return replace(picture, moment=shown, recent=recent, refused_key="", question=question)


def still_to_come(picture: GatePicture, held: Remembered) -> Remembered:
    """Of what a lane was about, what the picture has not by itself: it may have been read after a presentation."""
    here = {one.entry for one in (*picture.recent, *picture.unsettled)}
    recent = tuple(one for one in held.recent if one.entry not in here)
    return Remembered(recent, tuple(one for one in held.waiting if one.answer.entry not in here))


def remembered(picture: GatePicture, held: Remembered) -> GatePicture:
    """A lane goes on where it was; what happened since it was opened stays first."""
    waiting = tuple(passed(one.answer, one.holder, None) for one in held.waiting)
    recent = (*picture.recent, *held.recent)[:MOST_RECENT]
    return replace(picture, recent=recent, unsettled=(*picture.unsettled, *waiting))


def settled(picture: GatePicture, shown: Shown, outcome: str) -> GatePicture:
    """An outcome is on disk. Its green is theirs alone: whoever else stands there by now goes on standing there."""
    told = _with_outcomes(picture, {shown.answer.entry: outcome})
    return replace(told, moment=Settled(shown, outcome), refused_key="") if stands(picture, shown) else told


def stands(picture: GatePicture, shown: Shown) -> bool:
    """Whether they are the one on screen."""
    now = standing(picture.moment)
    return now is not None and now.answer.entry == shown.answer.entry


def beside(picture: GatePicture, shown: Shown) -> GatePicture:
    """They wait beside the lane, which is free for the next."""
    told = _with_outcomes(picture, {shown.answer.entry: "aside"})
    return replace(told, moment=Waiting(), refused_key="") if stands(picture, shown) else told


def annulled(picture: GatePicture, mark: Mark) -> GatePicture:
    """A crossing of this lane was undone; its green goes."""
    told = _with_outcomes(picture, {mark: "annulled"})
    moment = picture.moment
    shown = moment.shown if isinstance(moment, Settled) else moment
    gone = isinstance(shown, Shown) and shown.answer.entry == mark
    return replace(told, moment=Waiting()) if gone else told


def expired(picture: GatePicture, outcomes: Mapping[Mark, str]) -> GatePicture:
    """The desk itself said what became of some; whoever of them is on screen leaves it."""
    shown = standing(picture.moment)
    gone = shown is not None and shown.answer.entry in outcomes
    told = _with_outcomes(picture, outcomes)
    return replace(told, moment=Waiting()) if gone else told


def asking(picture: GatePicture, chosen: int) -> GatePicture:
    """The reasons to turn somebody away, the likeliest first."""
    match picture.moment:
        case TurningAway() as turning:
            return replace(picture, moment=replace(turning, chosen=chosen))
        case Shown() as shown if shown.answer.awaiting:
            first = likeliest(shown.answer.verdict.word)
            reasons = (first, *(reason for reason in TURNED_AWAY if reason != first))
            return replace(picture, moment=TurningAway(shown, reasons, chosen))
        case _:
            return picture


def ways(picture: GatePicture) -> tuple[Direction | None, ...]:
    """The ways a lane may be set to, in the order in which one key goes through them; None: its own."""
    directions = picture.place.lane.directions if picture.place is not None else ()
    return (*((None,) if picture.has_own_way else ()), *directions)


def next_way(picture: GatePicture) -> Direction | None:
    """What the key that turns the lane would turn it to."""
    possible = ways(picture)
    now = picture.chosen if picture.has_own_way else picture.direction
    return possible[(possible.index(now) + 1) % len(possible)] if now in possible else picture.chosen


def turned(picture: GatePicture, way: Direction | None) -> GatePicture:
    """The lane leads this way from now on; None: its own."""
    return headed(replace(picture, chosen=way, question="")) if way in ways(picture) else picture


def headed(picture: GatePicture) -> GatePicture:
    """Which way the lane leads by now: as it was chosen, or else by its own course at this time of day."""
    if picture.place is None:
        return picture
    lane, way = picture.place.lane, picture.chosen or course_now(picture.place, picture.now)
    direction = lane.default if way == "by-person" or way not in lane.directions else way
    return picture if direction == picture.direction else replace(picture, direction=direction)


def placed(picture: GatePicture, place: LanePlace | None) -> GatePicture:
    """The policy in force says so of the lane; it goes on in its direction where it still may."""
    fits = place is None or picture.chosen in (None, *place.lane.directions)
    return headed(replace(picture, place=place, chosen=picture.chosen if fits else None))


IN_A_ROW = 3
_WRONG_WAY = ("already_inside", "not_inside")


def set_wrong(recent: Sequence[Passed]) -> bool:
    """Whether the newest few, in one direction, were all where nobody comes from who goes that way."""
    newest = recent[:IN_A_ROW]
    same = len({(one.reason, one.direction) for one in newest}) == 1
    return len(newest) == IN_A_ROW and same and newest[0].reason in _WRONG_WAY


def _with_outcomes(picture: GatePicture, outcomes: Mapping[Mark, str]) -> GatePicture:
    def told(one: Passed) -> Passed:
        return replace(one, outcome=outcomes.get(one.entry, one.outcome))

    return replace(
        picture,
        recent=tuple(told(one) for one in picture.recent),
        unsettled=tuple(one for one in picture.unsettled if one.entry not in outcomes),
    )


def sound_of(answer: Recorded) -> str:
    """Which sound goes with a verdict."""
    match answer.verdict.instruction:
        case "pass":
            return "admit"
        case "turn back":
            return "refuse"
        case "hold":
            return "hold"
        case "check":
            return "check" if answer.verdict.word == "admit" else "attention"
