"""Crossings with names: records of journals joined with what the register and the attachments say."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingFilter, CrossingRecord, Setting, fits
from passdesk.domain.entries import read_entry
from passdesk.domain.movements import Aside, mark_key
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk, Institution, Operator, Person
from passdesk.domain.register import Mark
from passdesk.domain.zone import Policy
from passdesk.records.own_crossings import own_crossings
from passdesk.store.about import entries_about
from passdesk.store.desk_store import DeskStore

_KEPT = 4096
_UNNAMED = Names("", "")


class Crossing(Struct, frozen=True):
    """A record with today's names beside it; a name that is not here, or was erased, is empty."""

    record: CrossingRecord
    setting: Setting
    names: Names
    institution: Names
    class_code: str
    short_number: str
    desk: str
    officer: str


def crossings(store: DeskStore, policy: Policy | None, asked: CrossingFilter) -> Iterator[Crossing]:
    """This desk's own crossings that fit, oldest first; read page by page, nothing is held open between them."""
    return joined(store, policy, asked, _records(store))


def _records(store: DeskStore) -> Iterator[CrossingRecord]:
    """Those of the journals this one continues come first."""
    former = store.former()
    try:
        for journal in (*former, store.journal):
            yield from own_crossings(journal)
    finally:
        for journal in former:
            journal.file.close()


def joined(
    store: DeskStore, policy: Policy | None, asked: CrossingFilter, records: Iterable[CrossingRecord]
) -> Iterator[Crossing]:
    """Records from wherever (this journal, the server's answer) that fit, with names from this desk."""
    joining = Joining(store, policy)
    found = (joining.fitting(asked, record) for record in records)
    yield from (one for one in found if one is not None)


class Joining:
    """Looks rows up one moment at a time and keeps the latest, so that an export holds no transaction open."""

    def __init__(self, store: DeskStore, policy: Policy | None) -> None:
        self._store, self._policy = store, policy
        self._pass = lru_cache(_KEPT)(self._find_pass)
        self._names = lru_cache(_KEPT)(self._find_names)
        self._institution = lru_cache(_KEPT)(self._find_institution)
        self._called = lru_cache(_KEPT)(self._find_called)

    def fitting(self, asked: CrossingFilter, record: CrossingRecord) -> Crossing | None:
        """The record with names beside it, if it is one of those asked for."""
        record = self._complete(record)
        setting = self._setting(record)
        return self._crossing(record, setting) if fits(asked, record, setting) else None

    def joined(self, record: CrossingRecord) -> Crossing:
        """The record with names beside it."""
        record = self._complete(record)
        return self._crossing(record, self._setting(record))

    def _complete(self, record: CrossingRecord) -> CrossingRecord:
        """With what is known by now: whose a sound pass is, and what came of who was set aside."""
        if record.person is None and record.verified and record.pass_id is not None:
            right = self._pass(record.pass_id)
            record = replace(record, person=right.person) if right is not None else record
        return record if record.outcome else self._settled_elsewhere(record)

    def _settled_elsewhere(self, record: CrossingRecord) -> CrossingRecord:
        """Whoever was set aside may have been settled at another desk: the register knows what came of them."""
        with self._store.view() as view:
            row = view.get(Aside, mark_key(record.mark))
        if not isinstance(row, Aside) or row.state != "settled":
            return record
        undone = self._undone(record.person, row.last) if record.person is not None and row.last is not None else None
        return replace(record, outcome=row.outcome, settled_by=row.last, annulled=undone)

    def _undone(self, person: bytes, movement: Mark) -> Mark | None:
        """The entry of this journal that undid it; the first is the one that did."""
        about = map(read_entry, entries_about(self._store.journal.file, (person,)))
        marks = [one.mark for one in about if one.kind == "annulled" and tuple(one.body["movement"]) == movement]
        return marks[-1] if marks else None

    def _setting(self, record: CrossingRecord) -> Setting:
        lane = self._policy.lanes.get(record.lane) if self._policy is not None else None
        right = self._pass(record.pass_id) if record.pass_id is not None else None
        return Setting(
            checkpoint=lane.checkpoint if lane is not None else "",
            line=lane.line if lane is not None else "",
            institution=right.institution if right is not None else None,
            class_number=right.class_number if right is not None else None,
        )

    def _crossing(self, record: CrossingRecord, setting: Setting) -> Crossing:
        right = self._pass(record.pass_id) if record.pass_id is not None else None
        number = setting.class_number
        known = self._policy.classes.get(number) if self._policy is not None and number is not None else None
        return Crossing(
            record=record,
            setting=setting,
            names=self._names(record.person) if record.person is not None else Names("", ""),
            institution=self._institution(setting.institution) if setting.institution is not None else _UNNAMED,
            class_code=known.code if known is not None else "",
            short_number=right.short_number if right is not None else "",
            desk=self._called(Desk, record.mark[0]),
            officer=self._called(Operator, record.officer) if record.officer is not None else "",
        )

    def _find_pass(self, pass_id: bytes) -> Pass | None:
        with self._store.view() as view:
            row = view.get(Pass, pass_id)
        return row if isinstance(row, Pass) else None

    def _find_names(self, person: bytes) -> Names:
        with self._store.view() as view:
            row = view.get(Person, person)
        names = self._store.names_of(row.names) if isinstance(row, Person) and row.names is not None else None
        return names or Names("", "")

    def _find_institution(self, institution: bytes) -> Names:
        with self._store.view() as view:
            row = view.get(Institution, institution)
        return row.called if isinstance(row, Institution) else _UNNAMED

    def _find_called(self, kind: type[Desk] | type[Operator], key: bytes) -> str:
        with self._store.view() as view:
            row = view.get(kind, key)
        return row.name if isinstance(row, Desk | Operator) else ""
