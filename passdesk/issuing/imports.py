"""People from a file: the difference is worked out and shown first, and only then written.

Who is who: the number of the document decides, kind and number together, whatever their case and spaces. A person
here without a readable document is matched by names and institution, if those fit exactly one. Anybody else is new;
`namesakes` counts people of the same names already here, for the officer's eyes.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from passdesk.clock import Clock
from passdesk.domain.people import Filing
from passdesk.domain.zone import Policy
from passdesk.errors import Misuse
from passdesk.issuing import filings, people
from passdesk.issuing.import_file import Fault, read_sheet
from passdesk.issuing.import_rows import Places, Wanted, read_wanted
from passdesk.issuing.known_people import Known, KnownPeople
from passdesk.issuing.person_fields import newest_day
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import policy_here


class New(Struct, frozen=True):
    """Somebody to add and to file. `namesakes`: people of the same names here under another document."""

    wanted: Wanted
    namesakes: int = 0


class Changed(Struct, frozen=True):
    """Somebody here already: (field, before, after) for what differs; whether the filing is missing."""

    wanted: Wanted
    person: bytes
    fields: tuple[tuple[str, str, str], ...]
    to_file: bool


class Difference(Struct, frozen=True):
    """What an import would do. `unchanged`: lines that say what is here already."""

    new: tuple[New, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: tuple[Wanted, ...] = ()
    faults: tuple[Fault, ...] = ()


class Imported(Struct, frozen=True):
    """What an import did."""

    added: int
    edited: int
    filed: int


def plan_import(store: DeskStore, clock: Clock, data: bytes) -> Difference:
    """Compare a CSV file's bytes with what this desk holds; nothing is written. `Misuse` as `read_sheet` gives it."""
    policy = policy_here(store, clock)
    sheet = read_sheet(data)
    places = Places.of(store, policy, newest_day(store, clock))
    read = [read_wanted(row, places) for row in sheet.rows]
    wanted = [one for one in read if isinstance(one, Wanted)]
    faults = [*sheet.faults, *(one for one in read if isinstance(one, Fault)), *_doubles(wanted)]
    if not wanted:
        return Difference(faults=_in_order(faults))
    known = KnownPeople.of(store)
    compared = [_compare(one, known, store) for one in wanted]
    return Difference(
        tuple(one for one in compared if isinstance(one, New)),
        tuple(one for one in compared if isinstance(one, Changed)),
        tuple(one for one in compared if isinstance(one, Wanted)),
        _in_order(faults),
    )


def apply_import(
    acting: Acting, difference: Difference, progress: Callable[[int], None] = lambda _: None
) -> Imported:
    """Write the difference, one act at a time; cut short, the same file again goes on where it ended.

    `progress` is told how many people are written; what it raises ends the work between two people. `Misuse` while the
    difference has faults: a file is taken whole or not at all.
    """
    if difference.faults:
        count = len(difference.faults)
        faulty = f"{count} faulty lines" if count > 1 else "1 faulty line"
        raise Misuse(
            f"The file has {faulty}; the first is line "
            f"{difference.faults[0].line}: {difference.faults[0].words}.",
            kept="Nobody was imported.",
            remedy="Mend the file and try again.",
        )
    policy = policy_here(acting.store, acting.clock)
    filed = edited = 0
    for done, new in enumerate(difference.new):
        progress(done)
        _file(acting, policy, people.add(acting, new.wanted.details(), compared=True), new.wanted)
    for done, changed in enumerate(difference.changed, len(difference.new)):
        progress(done)
        if changed.fields:
            people.edit(acting, changed.person, changed.wanted.details(*_groups(changed)), compared=True)
            edited += 1
        if changed.to_file:
            _file(acting, policy, changed.person, changed.wanted)
            filed += 1
    return Imported(len(difference.new), edited, filed + len(difference.new))


def _file(acting: Acting, policy: Policy, person: bytes, wanted: Wanted) -> None:
    filings.file(
        acting,
        person,
        wanted.institution,
        policy.classes[wanted.class_number].code,
        valid_from=wanted.valid_from,
        valid_until=wanted.valid_until,
        lines=policy.lines_of(wanted.lines),
    )


def _groups(changed: Changed) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field.partition(".")[0] for field, _, _ in changed.fields))


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.line))


def _doubles(wanted: Iterable[Wanted]) -> list[Fault]:
    first: dict[tuple[str, str], int] = {}
    return [
        Fault(one.line, f"has the document of line {line}")
        for one in wanted
        if (line := first.setdefault(one.document, one.line)) != one.line
    ]


def _compare(wanted: Wanted, known: KnownPeople, store: DeskStore) -> New | Changed | Wanted:
    found = known.matching(wanted)
    if found is None:
        return New(wanted, known.namesakes(wanted))
    if not wanted.names.language:  # names are written whole
        wanted = replace(wanted, names=replace(wanted.names, language=found.fields["names.language"]))
    fields = _differing(wanted, found)
    to_file = not _is_filed(wanted, found, store)
    return Changed(wanted, found.person, fields, to_file) if fields or to_file else wanted


def _differing(wanted: Wanted, found: Known) -> tuple[tuple[str, str, str], ...]:
    """An empty cell asks nothing, so that a file without phones wipes none out."""
    before = found.fields
    return tuple(
        (name, before.get(name, ""), now) for name, now in wanted.fields.items() if now and now != before.get(name, "")
    )


def _is_filed(wanted: Wanted, found: Known, store: DeskStore) -> bool:
    with store.view() as view:
        rows = view.find(Filing, "person", found.person)
    return any(row.state != "withdrawn" and wanted.is_filed_by(row) for row in rows)
