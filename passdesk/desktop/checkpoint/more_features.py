"""The features of a gate, in the order in which they are asked for a key."""

from passdesk.desktop.checkpoint.beside import AsideList
from passdesk.desktop.checkpoint.clock_watching import ClockWatching
from passdesk.desktop.checkpoint.emptying import Emptying
from passdesk.desktop.checkpoint.features import Feature, GateHost
from passdesk.desktop.checkpoint.goods_sheet import GoodsSheet
from passdesk.desktop.checkpoint.overriding import Overriding
from passdesk.desktop.checkpoint.paper_typing import PaperTyping
from passdesk.desktop.checkpoint.puts_right import PutsRight
from passdesk.desktop.checkpoint.shift import ShiftSheet
from passdesk.desktop.checkpoint.why import WhySheet


def in_order(gate: GateHost, finder: Feature, choice: Feature, meanwhile: Feature) -> tuple[Feature, ...]:
    """These and those that need nothing but the gate. While the sheet that tells why lies there, F7 is its own, and not
    of the `choice` of a lane."""
    return (finder, WhySheet(gate), choice, meanwhile, *(make(gate) for make in _MAKERS))


_MAKERS: tuple[type[Feature], ...] = (
    PaperTyping, ClockWatching, AsideList, GoodsSheet, Overriding, PutsRight, ShiftSheet, Emptying,
)  # fmt: skip
