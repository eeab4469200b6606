"""Whoever stands in the picture as they are by what has come since: what was erased goes, what speaks against them is
said, and they are looked at again."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from passdesk.desktop.checkpoint import changing
from passdesk.desktop.checkpoint.features import Feature, GateHost
from passdesk.desktop.checkpoint.presenting import Lane, passed
from passdesk.desktop.checkpoint.state import GatePicture, Passed, Settled, Shown, TurningAway
from passdesk.desktop.checkpoint.telling import shown_of
from passdesk.desktop.jobs import Ok, Result
from passdesk.domain.register import Mark


class Again(Struct, frozen=True):
    """Everybody the picture shows, looked up once more."""

    shown: Mapping[Mark, Shown]
    recent: Mapping[Mark, Passed]


class Meanwhile(Feature):
    """`kept`: whose outcome is awaited at this lane. Looks after an exchange, and after something was written here."""

    def __init__(self, gate: GateHost, kept: dict[Mark, Shown]) -> None:
        super().__init__(gate)
        self._kept = kept

    def line_is(self) -> None:
        now, work = shown_of(self.gate.picture), self.gate.work
        others = () if now is None or now.answer.entry in self._kept else (now,)
        stands = changing.standing(self.gate.picture.moment) is not None and any(one.answer.awaiting for one in others)
        awaiting, settled = (*self._kept.values(), *(others if stands else ())), () if stands else others
        self.gate.opened.jobs.run(lambda: looked(work, awaiting, settled), self._looked)

    def _looked(self, result: Result[Again | None]) -> None:
        if not isinstance(result, Ok) or result.value is None:
            return
        again = result.value
        for mark in self._kept.keys() & again.shown.keys():
            self._kept[mark] = replace(again.shown[mark], settling=self._kept[mark].settling)
        before = self.gate.picture
        self.gate.become(brought_up(before, again))
        now, then = shown_of(self.gate.picture), shown_of(before)
        if now is not None and then is not None and now.changed and not then.changed:
            self.gate.play(changing.sound_of(now.answer))
        if before.finding.text:
            self.gate.find(before.finding.text)


def looked(work: Lane, awaiting: tuple[Shown, ...], settled: tuple[Shown, ...]) -> Again | None:
    """None where nothing but crossings has come since it was last asked. Of whom is settled nothing more is judged."""
    if not work.has_news():
        return None
    each = [*(work.again(one) for one in awaiting), *(work.again(one, judge=False) for one in settled)]
    return Again({one.answer.entry: one for one in each}, {one.entry: one for one in work.recent()})


def brought_up(picture: GatePicture, again: Again) -> GatePicture:
    """The same picture of the same people, as they are now."""

    def line(one: Passed) -> Passed:
        if one.entry in again.shown and one.outcome is None:
            held = again.shown[one.entry]
            return passed(held.answer, held.holder, None)
        return replace(again.recent[one.entry], outcome=one.outcome) if one.entry in again.recent else one

    moment, shown = picture.moment, shown_of(picture)
    now = again.shown.get(shown.answer.entry) if shown is not None else None
    match moment:
        case Shown() if now is not None:
            moment = replace(now, settling=moment.settling)
        case TurningAway() | Settled() if now is not None:
            moment = replace(moment, shown=now)
        case _:
            pass
    return replace(
        picture, moment=moment, recent=tuple(map(line, picture.recent)), unsettled=tuple(map(line, picture.unsettled))
    )
