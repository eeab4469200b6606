"""The list of goods at the gate: each point is ticked, and only then does `+` let them in."""

from passdesk.checkpoint.goods import GOODS
from passdesk.checkpoint.settling import Saying
from passdesk.desktop.checkpoint import changing
from passdesk.desktop.checkpoint.acting import ActKey
from passdesk.desktop.checkpoint.choice_rows import Choice, Question
from passdesk.desktop.checkpoint.choosing import Chooser
from passdesk.desktop.checkpoint.features import GateHost
from passdesk.desktop.checkpoint.state import GatePicture, Shown
from passdesk.desktop.look import Look
from passdesk.domain.zone import Tick


class GoodsSheet(Chooser):
    """Opens on `+`. Who leaves may leave before all of it is done."""

    def __init__(self, gate: GateHost) -> None:
        super().__init__(gate)
        self._of: Shown | None = None
        self._ticked: tuple[str, ...] = ()

    def acts(self, key: ActKey, *, lone: bool) -> bool:
        if self.is_open:
            return super().acts(key, lone=lone)
        shown = changing.standing(self.gate.picture.moment)
        if key != "let" or not lone or shown is None or not _ticks(self.gate.picture, shown) or shown.settling:
            return False
        if self._of is None or self._of.answer.entry != shown.answer.entry:
            self._ticked = ()
        self._of = shown
        self.ask()
        return True

    def caption(self, look: Look) -> str:
        return look.tr("Goods")

    def question(self, look: Look, picture: GatePicture) -> Question | None:
        shown = changing.standing(picture.moment)
        if shown is None or self._of is None or shown.answer.entry != self._of.answer.entry or shown.settling:
            return None
        listed, leaving = _ticks(picture, shown), shown.answer.verdict.direction == "exit"
        rows = tuple(Choice(look.place(tick.names), ticked=tick.code in self._ticked) for tick in listed)
        if len(self._ticked) == len(listed):
            title = look.tr("All of it was checked.")
            return Question(title, rows, look.tr("let leave") if leaving else look.tr("let pass"))
        if leaving:
            rows = (*rows, Choice(look.tr("Let leave without the rest")))
        does = look.tr("let leave") if self.chosen == len(listed) else look.tr("tick")
        return Question(look.tr("Tick what was checked."), rows, does)

    def take(self, chosen: int) -> None:
        shown = changing.standing(self.gate.picture.moment)
        if shown is None:
            return
        listed = _ticks(self.gate.picture, shown)
        if len(self._ticked) == len(listed) or chosen >= len(listed):
            ticked, leaving = self._ticked, shown.answer.verdict.direction == "exit"
            self.end()
            self.gate.settle(Saying("left" if leaving else "passed", ticked=ticked))
            return
        code = listed[chosen].code
        done = tuple(one for one in self._ticked if one != code) if code in self._ticked else (*self._ticked, code)
        self._ticked = tuple(tick.code for tick in listed if tick.code in done)
        left = [at for at, tick in enumerate(listed) if tick.code not in done]
        self.ask(next((at for at in left if at > chosen), left[0] if left else chosen))


def _ticks(picture: GatePicture, shown: Shown) -> tuple[Tick, ...]:
    """What is to be ticked, by the class of the pass."""
    verdict, holder, place = shown.answer.verdict, shown.holder, picture.place
    asked = shown.answer.awaiting and any(reason.code == GOODS for reason in verdict.reasons)
    if not asked or verdict.word == "refuse" or holder is None or not holder.known or place is None:
        return ()
    known = place.pass_class(holder.class_number)
    return known.goods.ticks if known is not None and known.goods is not None else ()
