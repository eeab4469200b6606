"""What an operator does for themselves: another password, a staff card."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.administration.staff_cards import MadeCard, make_card
from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.printing import print_card
from passdesk.desktop.widgets.choosing_files import Choose, ask_place
from passdesk.errors import PassdeskError
from passdesk.store.signing_in import change_password

T = TypeVar("T")
Print = Callable[[bytes, str], None]


class AccountPicture(Struct, frozen=True):
    """`unequal`: the new one was typed in two ways. `card`: the one just made, held nowhere but here. `told`: what was
    done with it."""

    busy: bool = False
    unequal: bool = False
    wrong: str = ""
    remedy: str = ""
    changed: bool = False
    card: MadeCard | None = None
    told: Literal["", "saved", "printed"] = ""
    tries: int = 0


class Account(QObject):
    """Of whoever is signed in. `pictured` whenever the picture is another; `begin` forgets what was made, also what is
    made only after it: a card is shown to nobody but who asked for it."""

    pictured = Signal(object)

    def __init__(
        self, opened: OpenedDesk, *, choose_place: Choose = ask_place, print_card: Print = print_card,
        cost: Cost = DEFAULT_COST,
    ) -> None:  # fmt: skip
        super().__init__()
        self._opened, self._choose_place, self._print, self._cost = opened, choose_place, print_card, cost
        self.picture = AccountPicture()
        self._turn = 0

    def begin(self) -> None:
        self._turn += 1
        self._show(AccountPicture())

    def change_password(self, password: str, new_password: str, again: str) -> None:
        operator, store, clock, cost = self._opened.session.operator, self._opened.store, self._opened.clock, self._cost
        if operator is not None and self._same(new_password, again):
            name = operator.name
            self._work(
                lambda: change_password(store, name, password, new_password, clock, cost),
                lambda _: self._recorded(changed=True),
            )

    def make_card(self, pin: str, again: str) -> None:
        acting, cost = self._opened.session.acting, self._cost
        if acting is not None and self._same(pin, again):
            self._work(lambda: make_card(acting, pin, cost=cost), lambda card: self._recorded(card=card))

    def save_card(self) -> None:
        card = self.picture.card
        path = self._choose_place("staff-card.png", "*.png") if card is not None else None
        if path is not None and card is not None:
            png = card.png
            self._work(lambda: _write(path, png), lambda _: self._show(replace(self.picture, told="saved")))

    def print_card(self, printer: str) -> None:
        card = self.picture.card
        if card is not None:
            png = card.png
            self._work(
                lambda: self._print(png, printer), lambda _: self._show(replace(self.picture, told="printed"))
            )

    def _work(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        turn = self._turn

        def came(result: Result[T]) -> None:
            if turn != self._turn:
                self._opened.written()
                return
            self._show(replace(self.picture, busy=False))
            match result:
                case Ok(value):
                    done(value)
                case Err(error):
                    self._failed(error)

        self._show(replace(self.picture, busy=True, unequal=False, wrong="", remedy="", told=""))
        self._opened.jobs.run(work, came)

    def _recorded(self, *, changed: bool = False, card: MadeCard | None = None) -> None:
        self._opened.written()
        self._show(replace(self.picture, changed=changed, card=card))

    def _failed(self, error: PassdeskError) -> None:
        tries = self.picture.tries + 1
        self._show(replace(self.picture, wrong=error.happened, remedy=error.remedy, tries=tries))

    def _same(self, chosen: str, again: str) -> bool:
        if chosen != again:
            self._show(replace(self.picture, unequal=True, wrong="", remedy="", tries=self.picture.tries + 1))
        return chosen == again and not self.picture.busy

    def _show(self, picture: AccountPicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)


def _write(path: Path, data: bytes) -> None:
    """A whole file or none."""
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
