"""What must hold of a zone. Each returns what is wrong, in words; nothing: all is well."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from passdesk.credential.entry_signers import signers_of
from passdesk.domain import canonical
from passdesk.domain.entries import Entry, read_entry
from passdesk.domain.folding import fold
from passdesk.domain.judging import resting_mark
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import Case, Presence
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk
from passdesk.domain.register import Draft, Mark, MemoryView, Row
from passdesk.domain.tables import TABLES, columns_for, is_sent
from passdesk.domain.trails import case_key
from passdesk.server.central import Central
from passdesk.server.rebuilding import rebuild
from passdesk.server.storage import Accepted, Reads
from passdesk.store.desk_store import DeskStore
from passdesk.store.journal import Journal
from passdesk.store.register_schema import OWN
from tests.simulation.movements import Movement, clashes, movements

Held = Mapping[tuple[str, bytes], bytes]
"""Rows as their canonical bytes."""

Moved = Mapping[bytes, Sequence[Movement]]

Recorded = Mapping[bytes, tuple[Mark, int]]
"""By person, the movement a desk recorded last and its corrected time then (µs)."""


def after_healing(central: Central, stores: Mapping[str, DeskStore]) -> list[str]:
    """Everything that must hold once every desk has exchanged until nothing was new."""
    with central.storage.reading() as reads:
        accepted = accepted_of(reads)
        heard = {(one.journal, one.seq): one.at for one in accepted if not one.branch}
        moved = movements((store.journal for store in stores.values()), heard, _issued(accepted))
        wrong = [
            *entries_once(accepted, [store.journal for store in stores.values()]),
            *rebuilt_equal(reads),
            *grants_on_changed_rows(accepted),
            *quarantined_without_case(reads, accepted),
            *revoked_passes_good(reads, accepted),
            *presence_against_movements(reads, moved),
            *cases_against_movements(reads, moved),
        ]
        for name, store in stores.items():
            wrong += [f"{name}: {one}" for one in _of_desk(reads, store, central.keys.public)]
    return wrong


def _issued(accepted: Iterable[Accepted]) -> Mapping[bytes, bytes]:
    """Whose each pass is."""
    entries = (read_entry(one.raw) for one in accepted if one.kind == "pass_issued" and one.judgement == "applies")
    return {entry.body["pass"]: entry.body["person"] for entry in entries}


def _of_desk(reads: Reads, store: DeskStore, server_public: bytes) -> Iterator[str]:
    yield from chain_broken(store, server_public)
    yield from rows_unequal(reads, store)
    yield from own_left(store)


def accepted_of(reads: Reads) -> list[Accepted]:
    """Every entry the server holds, in its one order."""
    found: list[Accepted] = []
    while page := reads.accepted(found[-1].acceptance if found else 0, 500):
        found += page
    return found


def entries_once(accepted: Iterable[Accepted], journals: Iterable[Journal]) -> Iterator[str]:
    """Each entry of each journal stands on the server once, byte for byte, those of its own line in order."""
    held: dict[bytes, list[Accepted]] = {}
    for one in accepted:
        held.setdefault(one.journal, []).append(one)
    for journal in journals:
        written, at_server = list(journal.raw_entries()), held.get(journal.id, [])
        missing = [seq for seq, raw in written if not any(raw == one.raw for one in at_server)]
        yield from (f"entry {seq} of {journal.name} is not at the server" for seq in missing)
        main = [one.seq for one in at_server if not one.branch]
        if main != list(range(1, len(main) + 1)) or len({one.hash for one in at_server}) != len(at_server):
            yield f"the entries of {journal.name} stand at the server as {[one.seq for one in at_server]}"


def chain_broken(store: DeskStore, server_public: bytes) -> Iterator[str]:
    """The journal verifies whole, signatures and receipts included, and a receipt covers its last entry."""
    with store.view() as view:
        report = store.journal.verify(view=view, server_public=server_public)
    yield from (f"entry {fault.seq}: {fault.what}" for fault in report.faults)
    if report.receipted != store.journal.seq:
        yield f"receipts cover {report.receipted} of {store.journal.seq} entries"


def rows_unequal(reads: Reads, store: DeskStore) -> Iterator[str]:
    """At the server's newest change, a desk's server rows are what the server's register has for its roles."""
    desk, register = reads.get(Desk, store.journal.id), store.registers.current
    assert isinstance(desk, Desk)
    if (register.generation, register.scope, register.number) != (reads.generation, desk.scope, reads.change):
        yield f"it stands at {register.generation, register.scope, register.number}, not at the head of the feed"
    expected = _bytes(columns_for(row, desk.roles) for row in _all(reads) if _is_for(row, desk))
    yield from _differences(server_rows(store), expected)


def server_rows(store: DeskStore) -> Held:
    """A desk's server rows, as they came."""
    return {(table, key): body for table, key, _, body in store.registers.current.server_rows()}


def _is_for(row: Row, desk: Desk) -> bool:
    """Gates and issuing desks receive the cases that name their own entries; here all serve every institution."""
    own_case = not isinstance(row, Case) or any(journal == desk.key for journal, _ in row.entries)
    everything = bool({"records", "admin"} & set(desk.roles))
    return is_sent(row.TABLE, desk.roles) and (everything or own_case)


def rebuilt_equal(reads: Reads) -> Iterator[str]:
    """The server's register is what its accepted entries amount to."""
    rebuilt = rebuild(reads)
    rows = (row for row in rebuilt.rows.values() if isinstance(row, Row))
    for one in _differences(_bytes(_all(reads)), _bytes(rows)):
        yield f"against its rebuild: {one}"


def own_left(store: DeskStore) -> Iterator[str]:
    """Once all is accounted for, nothing of a desk's own stands over the server's rows."""
    register = store.registers.current
    if register.accounted != store.journal.seq or register.mark != store.journal.seq:
        yield f"accounted {register.accounted}, folded {register.mark} of {store.journal.seq} entries"
    with register.file.reading() as reader:
        left = reader.rows("SELECT tbl, key FROM rows WHERE layer = ?", (OWN,))
    yield from (f"its own {table} {key.hex()} still stands over the server's" for table, key in left)
    if store.memory.entries:
        yield f"{len(store.memory.entries)} entries are still in memory"


def recorded_and_unknown(store: DeskStore, recorded: Recorded) -> Iterator[str]:
    """What a desk recorded since its last exchange is what it believes, or something later is."""
    with store.view() as view:
        for person, (mark, at) in recorded.items():
            presence = view.get(Presence, person)
            if not isinstance(presence, Presence) or (presence.movement != mark and presence.at < at):
                yield f"{person.hex()} moved by {mark[1]} at {at}, and the desk that recorded it believes {presence}"


def presence_against_movements(reads: Reads, moved: Moved) -> Iterator[str]:
    """Everybody is where the latest movement of all journals put them, and nobody else is anywhere."""
    latest = {person: (each[-1].at, each[-1].into) for person, each in moved.items()}
    said = {row.key: (row.at, row.inside) for row in reads.all(Presence)}
    for person in sorted(latest.keys() | said.keys()):
        if latest.get(person) != said.get(person):
            yield f"{person.hex()} is said to be at {said.get(person)}, their latest movement is {latest.get(person)}"


def cases_against_movements(reads: Reads, moved: Moved) -> Iterator[str]:
    """Neighbours that clash are a case that nothing has explained; neighbours that do not, or no more, are none."""
    clashing = set().union(*(clashes(each) for each in moved.values()))
    states = {case.entries: case.state for case in reads.all(Case) if case.kind == "two_lanes_apart"}
    yield from (f"{pair} clash, and their case is {states.get(pair)}" for pair in clashing if not _stands(states, pair))
    yield from (f"{pair} do not clash, and are a case" for pair in states.keys() - clashing if states[pair] == "open")


def _stands(states: Mapping[tuple[Mark, ...], str], pair: tuple[Mark, Mark]) -> bool:
    return states.get(pair) in ("open", "closed")


def grants_on_changed_rows(accepted: Iterable[Accepted]) -> Iterator[str]:
    """Every granting act that counts rested, when it was judged, on rows as they were named."""
    register = MemoryView()
    for one in sorted(accepted, key=lambda one: (one.judged, one.acceptance)):
        if one.judgement != "applies" or one.branch:
            continue
        entry = read_entry(one.raw)
        yield from _stale(entry, register)
        register.apply(fold(entry, register, signers=signers_of(entry, register)).changes)


def _stale(entry: Entry, register: MemoryView) -> Iterator[str]:
    kind = KINDS.get(entry.kind)
    if kind is None or kind.nature != "granting":
        return
    for (table, key), named in entry.body["rests_on"]:
        now = resting_mark(Draft(register), (table, key))
        if (None if named is None else (named[0], named[1])) != now:
            yield f"{entry.kind} {entry.content.seq} counts, and rested on another {table} {key.hex()}"


def quarantined_without_case(reads: Reads, accepted: Iterable[Accepted]) -> Iterator[str]:
    for one in accepted:
        if one.judgement == "quarantined" and not one.branch:
            case = reads.get(Case, case_key("stale_grant", (one.journal, one.seq)))
            if not isinstance(case, Case) or case.cause != one.cause:
                yield f"{one.kind} {one.seq} is quarantined ({one.cause}) without its case"
        if one.judgement == "unread":
            yield f"{one.kind} {one.seq} was not read"


def revoked_passes_good(reads: Reads, accepted: Iterable[Accepted]) -> Iterator[str]:
    """A revocation that was accepted is final."""
    for one in accepted:
        if one.kind == "pass_revoked" and one.judgement == "applies":
            row = reads.get(Pass, read_entry(one.raw).body["pass"])
            if not isinstance(row, Pass) or row.state != "revoked":
                yield f"a revoked pass is {row}"


def _all(reads: Reads) -> Iterator[Row]:
    for kind in TABLES.values():
        yield from reads.all(kind)


def _bytes(rows: Iterable[Row]) -> Held:
    return {row.ref: canonical.encode(row.to_map()) for row in rows}


def _differences(has: Held, expected: Held) -> Iterator[str]:
    for table, key in sorted(has.keys() | expected.keys()):
        one, other = has.get((table, key)), expected.get((table, key))
        if one != other:
            yield f"{table} {key.hex()} is {_said(one)}, expected {_said(other)}"


def _said(body: bytes | None) -> str:
    return "not there" if body is None else repr(canonical.decode(body, limit=1 << 20))
