"""Two people say what time it is: asked for where this PC's clock is plainly wrong and no server tells the time."""

import re
from collections.abc import Callable
from datetime import datetime, tzinfo

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from passdesk.credential.staff_card import card_in
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.people import Operator
from passdesk.errors import PassdeskError
from passdesk.store.signing import Signer
from passdesk.store.signing_in import sign_in, sign_in_by_card
from passdesk.store.vouching import asks_for_time, check_time, vouch

_DIGITS = re.compile(r"[0-9]+")


class TimePicture(Struct, frozen=True):
    """`asks`: the time is to be asked for. `wall`: what the clock says, `latest`: what it is at the least, µs UTC.
    `day`, `hour`, `name`: as typed. `card`: the text of the second person's staff card, `holder` whose it is. `unread`:
    what was typed is no time; `nobody`: the second person is missing."""

    asks: bool = False
    wall: int = 0
    latest: int = 0
    day: str = ""
    hour: str = ""
    name: str = ""
    card: str = ""
    holder: str = ""
    busy: bool = False
    unread: bool = False
    nobody: bool = False
    wrong: str = ""
    remedy: str = ""
    tries: int = 0


class TimeAsking(QObject):
    """`pictured` whenever the picture is another; `wanted` when somebody signs in at a desk that asks, until it is put
    off; `over` when it asks no more."""

    pictured = Signal(object)
    wanted = Signal()
    over = Signal()

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__()
        self._opened = opened
        self._put_off = False
        self.picture = TimePicture()
        opened.session.changed.connect(self._begin)

    def look(self) -> None:
        """Whether the time is still to be asked for."""
        self._opened.jobs.run(lambda: _asked(self._opened), self._looked)

    def put_off(self) -> None:
        """Verdicts go on with a clock in doubt; the menu asks again."""
        self._put_off = True
        self._show(TimePicture(asks=self.picture.asks, wall=self.picture.wall, latest=self.picture.latest))

    def typed(self, day: str, hour: str, name: str) -> None:
        """Kept, for the page may be built anew."""
        self.picture = replace(self.picture, day=day, hour=hour, name=name)

    def takes(self, text: str) -> bool:
        """Whether a code is a staff card: the second person's, whose PIN is asked for next."""
        card = card_in(text)
        if card is None:
            return False
        with self._opened.store.view() as view:
            row = view.get(Operator, card.operator)
        if not self.picture.busy:
            holder = row.name if isinstance(row, Operator) else ""
            self._show(replace(self.picture, card=text, holder=holder, wrong="", remedy="", nobody=False))
        return True

    def vouch(self, secret: str, zone: tzinfo) -> None:
        """With what was typed and the second person's password, or PIN where they showed their card."""
        picture, acting, opened = self.picture, self._opened.session.acting, self._opened
        if picture.busy or acting is None:
            return
        at = read_time(picture.day, picture.hour, zone)
        nobody = not secret or not (picture.card or picture.name.strip())
        self._show(replace(picture, busy=at is not None and not nobody, unread=at is None, nobody=nobody, wrong="",
                           remedy=""))  # fmt: skip
        if at is not None and not nobody:
            second = _second(opened, picture, secret)
            first = acting.signer
            opened.jobs.run(lambda: _vouched(opened, at, first, second), self._was_vouched)

    def _begin(self) -> None:
        self._show(TimePicture())
        if not self._opened.session.locked:
            self.look()

    def _looked(self, result: Result[TimePicture]) -> None:
        if not isinstance(result, Ok) or self.picture.busy:
            return
        asked, before = result.value, self.picture
        self._show(replace(before, asks=asked.asks, wall=asked.wall, latest=asked.latest))
        if before.asks and not asked.asks:
            self._put_off = False
            self.over.emit()
        elif asked.asks and not before.asks and not self._put_off and not self._opened.session.locked:
            self.wanted.emit()

    def _was_vouched(self, result: Result[None]) -> None:
        match result:
            case Ok():
                self._opened.written()
                self._show(TimePicture())
                self.over.emit()
            case Err(error):
                self._failed(error)

    def _failed(self, error: PassdeskError) -> None:
        tried = replace(self.picture, busy=False, tries=self.picture.tries + 1, wrong=error.happened)
        self._show(replace(tried, remedy=error.remedy))

    def _show(self, picture: TimePicture) -> None:
        self.picture = picture
        self.pictured.emit(picture)


def read_time(day: str, hour: str, zone: tzinfo) -> int | None:
    """µs UTC of a day ("2026-11-28", "20261128", also with other marks between) and an hour ("08:40", "840") in `zone`;
    None for what is no time. Digits alone will do: a numpad has no colon."""
    days, hours = "".join(_DIGITS.findall(day)), "".join(_DIGITS.findall(hour))
    parts = _DIGITS.findall(day)
    if len(parts) == 3:
        days = f"{parts[0]:>04}{parts[1]:>02}{parts[2]:>02}"
    if len(days) != 8 or not 3 <= len(hours) <= 4 or max(map(len, (day, hour))) > 20:
        return None
    try:
        moment = datetime.strptime(days + f"{hours:>04}", "%Y%m%d%H%M").replace(tzinfo=zone)
        return int(moment.timestamp()) * 1_000_000
    except (ValueError, OverflowError):
        return None


def _asked(opened: OpenedDesk) -> TimePicture:
    reading, times = opened.clock(), opened.store.journal.times()
    return TimePicture(asks_for_time(opened.store, reading), reading.wall, max(times.floor, times.latest))


def _second(opened: OpenedDesk, picture: TimePicture, secret: str) -> Callable[[], Signer]:
    """Their key unlocked; nobody else is signed in by it."""
    store, clock, card, name = opened.store, opened.clock, picture.card, picture.name.strip()
    return lambda: sign_in_by_card(store, card, secret, clock) if card else sign_in(store, name, secret, clock)


def _vouched(opened: OpenedDesk, at: int, first: Signer, second: Callable[[], Signer]) -> None:
    """A time nobody can vouch for is said before anybody's password is looked at."""
    check_time(opened.store, at)
    vouch(opened.store, at, (first, second()), opened.clock())
