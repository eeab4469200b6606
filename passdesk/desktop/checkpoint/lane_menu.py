"""Which of the desk's lanes this window serves: a menu below the lane's name."""

from PySide6.QtWidgets import QWidget

from passdesk.desktop.checkpoint.state import GateCommands, GatePicture, LanePlace
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.menu import Item, Menu


class LaneMenu:
    """Lies over the page while it is open; never there where the desk has one lane."""

    def __init__(self, look: Look, gate: GateCommands) -> None:
        self._look, self._gate = look, gate
        self._menu: Menu | None = None

    @property
    def is_open(self) -> bool:
        return self._menu is not None

    def open(self, over: QWidget, picture: GatePicture) -> None:
        if self._menu is not None or not picture.may_choose:
            return
        look = self._look
        title, below = look.tr("Which lane is served here?"), look.tr("Whoever is not settled stays with their lane.")
        items = tuple(self._item(picture, lane) for lane in picture.lanes)
        self._menu = Menu(look, over, title, below, items, self._closed, left=True)

    def close(self) -> None:
        if self._menu is not None:
            self._menu.close_menu()

    def _item(self, picture: GatePicture, lane: str) -> Item:
        here = lane == picture.lane
        icon = "check" if here else "boom-gate-outline"
        return Item(lane_words(self._look, picture, lane), icon, lambda: self._gate.serve(lane), current=here)

    def _closed(self) -> None:
        self._menu = None


def lane_words(look: Look, picture: GatePicture, lane: str) -> str:
    """Its checkpoint and its own name; the name alone where the policy in force has no such lane."""
    place = LanePlace.of(picture.place.policy if picture.place is not None else None, lane)
    return lane if place is None else f"{look.place(place.checkpoint.names)}  ·  {lane}"
