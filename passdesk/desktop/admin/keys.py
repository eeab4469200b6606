"""The keys: listed, one that signs passes made on this desk, withdrawn."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from passdesk.administration.key_overview import KeyOverview, ScopedKey, key_overview
from passdesk.desktop.admin.board import Board, Read
from passdesk.desktop.admin.institutions import institutions_to_choose
from passdesk.desktop.admin.keys_state import MakeKey, WantedScope
from passdesk.desktop.admin.parts import short_id
from passdesk.desktop.jobs import Ok
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.passes import IssuingScope
from passdesk.issuing.issuing_keys import create_issuing_key, withdraw_issuing_key
from passdesk.store.told import seconds

_DAY = 86_400


class Keys(Board[ScopedKey]):
    """`picture.extra` is the whole `KeyOverview`."""

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__(opened, lambda: _read(opened))

    @property
    def overview(self) -> KeyOverview:
        extra = self.picture.extra
        return extra if isinstance(extra, KeyOverview) else KeyOverview()

    @property
    def _local(self) -> tzinfo:
        policy = self.overview.policy
        return UTC if policy is None else policy.local

    def ask_make(self) -> None:
        today = datetime.fromtimestamp(seconds(self.opened.store, self.opened.clock()), self._local).date()
        self.opened.jobs.run(
            lambda: institutions_to_choose(self.opened.store),
            lambda came: self.ask(MakeKey(today, came.value if isinstance(came, Ok) else ())),
        )

    def make(self, wanted: WantedScope) -> None:
        """From the beginning of the first day, or from now on, to the end of the last."""
        now = seconds(self.opened.store, self.opened.clock())
        scope = IssuingScope(
            classes=tuple(wanted.classes),
            institutions=tuple(wanted.institutions),
            longest=wanted.longest_days * _DAY,
            not_before=max(now, _begins(wanted.first, self._local)),
            expires=_begins(wanted.last + timedelta(days=1), self._local),
        )
        self.act(
            lambda acting: create_issuing_key(acting, scope), lambda made: self.done("key made", short_id(made))
        )

    def withdraw(self, issuing: bytes, reason: str | None) -> None:
        self.act(
            lambda acting: withdraw_issuing_key(acting, issuing, reason),
            lambda _: self.done("key withdrawn", short_id(issuing)),
        )


def _read(opened: OpenedDesk) -> Read[ScopedKey]:
    overview = key_overview(opened.store, opened.clock)
    return Read(overview.lines, overview)


def _begins(day: date, local: tzinfo) -> int:
    return int(datetime.combine(day, time(), local).timestamp())
