"""A desk at its full size, as years of crossings and a synced register leave it: made once, kept in build/bench.

Rows are the server's, in register order; every entry of the journal is a real one, sealed and chained. What the desk
knows of its people is what the fold of these entries makes of them.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
from msgspec import Struct, field

import passdesk
from passdesk.clock import MICROSECONDS, Reading, system_clock
from passdesk.credential import keys
from passdesk.credential.issuing_key import IssuingKey
from passdesk.credential.short_number import short_number
from passdesk.credential.token import text_of
from passdesk.demo.portraits import drawn_face
from passdesk.desktop.settings import Settings, save
from passdesk.domain.attachments import Attachment, Names
from passdesk.domain.entries import Clocked, Content, Entry, seal
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import Presence, Step, Times
from passdesk.domain.passes import Claims, IssuingScope, Pass
from passdesk.domain.people import Filing, Institution, Person
from passdesk.domain.register import Row
from passdesk.domain.spells import Counted, counted
from passdesk.domain.timekeeping import learnt
from passdesk.store import row_storage
from passdesk.store.creating import Keeping, new_desk
from passdesk.store.database_file import DatabaseFile
from passdesk.store.desk_store import DeskStore
from passdesk.store.register_file import PageRow
from passdesk.store.register_schema import SERVER
from tests.factories.clocks import START, FakeClock
from tests.factories.people import YEAR, Holder, Office, a_holder, shown
from tests.factories.zones import CHEAP, SINCE, Zone, founding, id_of, recovery_pair, seed_of

PASSPHRASE = "bench-passphrase"
LANE, OFFICER = "F1-1", "officer"
CROSSINGS_EACH, COMING = 10, 5_100
INSTITUTIONS, PORTRAITS = 100, 200
_SPAN_US = 92 * 86_400 * MICROSECONDS
_BEGAN = START + 3600 * MICROSECONDS
ENDED = _BEGAN + _SPAN_US
_BOOT, _ANCHOR = (7).to_bytes(16), _BEGAN
_PAGE, _COMMIT = 2_000, 20_000
_SURNAMES = ("Chan", "Wong", "Lee", "Ho", "Cheung", "Li", "Wang", "Zhang", "Liu", "Smith", "García", "Yamada")
_GIVEN = ("Siu Ming", "Ka Yan", "Wei", "Min", "Xiu", "Ann", "Ming", "José", "Mei Ling", "Tze Kin", "Hoi")
_CHINESE = "陳黃李何張王劉趙歐小明家欣偉敏美玲子健海"
KEPT = Path("build/bench")
T = TypeVar("T")


class Ongoing(Struct):
    """The clock of a desk that was started after all that happened on it."""

    began: Reading = field(default_factory=system_clock)

    def __call__(self) -> Reading:
        passed = system_clock().boot - self.began.boot
        return Reading(ENDED + 600 * MICROSECONDS + passed, 60 * MICROSECONDS + passed, (9).to_bytes(16))


def full_desk(people: int) -> Path:
    """The folder of a desk with so many people and ten crossings each; not to be written to. Beside its files stands
    `coming`: for each person who may be shown the text of their pass and whether they are inside."""
    folder = KEPT / f"desk-{people}-{_made_by()}"
    if not folder.exists():
        for old in KEPT.glob(f"desk-{people}-*"):
            shutil.rmtree(old)
        fresh = KEPT / f"begun-{people}"
        shutil.rmtree(fresh, ignore_errors=True)
        _make(fresh, people)
        fresh.rename(folder)
    return folder


def coming(folder: Path) -> list[tuple[str, bool]]:
    lines = (line.split() for line in (folder / "coming").read_text(encoding="ascii").splitlines())
    return [(text, inside == "inside") for text, inside in lines]


def queries() -> Iterator[str]:
    """What is looked for, in Latin letters and in Chinese, from one letter on: many fit, some, one, nobody."""
    for number in range(25):
        latin = f"{_SURNAMES[number % 12]} {_GIVEN[number % 11]}"
        chinese = _CHINESE[number % 9] + _CHINESE[9 + number % 11]
        for name in (latin, " ".join(reversed(latin.split()))):
            yield from (name[:1], name[:2], name[:3].lower(), name, f"{name} {number}")
        yield from (chinese[:1], chinese[1:], chinese, chinese[::-1], f"{latin[:2]} {chinese[:1]}", "Nobody", "龘", "q")


def _made_by() -> str:
    """Another program may make other files: what it would read them with counts, and how they are made."""
    root = Path(passdesk.__file__).parent
    sources = [*sorted((root / "store").glob("*.py")), *sorted((root / "domain").glob("*.py")), Path(__file__)]
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]


def _make(folder: Path, people: int) -> None:
    zone, clock = Zone(), FakeClock()
    with new_desk(
        folder, Keeping(PASSPHRASE, None, CHEAP), recovery_public=recovery_pair("recovery")[1], zone=zone.name,
        root_public=zone.root_public, seed=seed_of("desk"), name="desk",
    ) as store:  # fmt: skip
        body, wrapped = founding(zone, keys.public_of(store.journal.identity), lanes=(LANE,))
        store.write("zone_founded", body, reading=clock.step(), signers=(zone.root,), attachments=(wrapped,))
        office = Office(store, zone, clock)
        holder = a_holder(office)
        office.operator(OFFICER, "checkpoint")
        store.catch_up()
        town = _Town(store, holder, people)
        _in_a_hurry(store.journal.file)
        portraits = _keep_portraits(store)
        _keep_names(store, people)
        clocked = _keep_crossings(town)
        _keep_rows(town, portraits)
        _settle(town, clocked)
        (folder / "coming").write_text("".join(f"{text} {where}\n" for text, where in town.coming), encoding="ascii")
    save(folder, Settings(camera=None))


class _Town:
    """People by number. Their ids rise with it, so that what is written in order is written fast."""

    def __init__(self, store: DeskStore, holder: Holder, people: int) -> None:
        self.store, self.holder, self.people = store, holder, people
        self.first = store.journal.seq + 1
        self.key = IssuingKey.of(seed_of("issuing"), IssuingScope((), (), YEAR, SINCE, SINCE + 10 * YEAR))
        self.ids = sorted(sha256(b"p%d" % number).digest()[:16] for number in range(people))
        every = max(1, people // COMING)
        self.comes = frozenset(range(0, people, every))
        self.coming: list[tuple[str, str]] = []

    def of(self, number: int, what: int) -> bytes:
        """Another id of the same person: 1 filing, 2 pass."""
        return self.ids[number][:15] + bytes([what])

    def is_entry(self, number: int, turn: int) -> bool:
        return (number + turn) % 2 == 0

    def seq(self, number: int, turn: int) -> int:
        return self.first + turn * self.people + number

    def at(self, number: int, turn: int) -> int:
        """µs since all began."""
        return (turn * self.people + number) * _SPAN_US // (CROSSINGS_EACH * self.people)


def _names(number: int) -> Attachment:
    latin = f"{_SURNAMES[number % 12]} {_GIVEN[number % 11]} {number}"
    chinese = _CHINESE[number % 9] + _CHINESE[9 + number % 11] + _CHINESE[9 + number % 7]
    return Attachment("names", number.to_bytes(16), Names(latin, chinese).to_content())


def _in_a_hurry(file: DatabaseFile) -> None:
    """Until it is closed: what is made here can be made again."""
    with file.writer() as writer:
        writer.execute("PRAGMA synchronous = 0")
        writer.execute("PRAGMA cache_size = -131072")
        writer.execute("PRAGMA wal_autocheckpoint = 30000")


def _keep_portraits(store: DeskStore) -> Sequence[bytes]:
    rng = np.random.default_rng(5)
    return store.attachments.put_all(
        Attachment("gate_photo", number.to_bytes(16), drawn_face(rng)) for number in range(PORTRAITS)
    )


def _keep_names(store: DeskStore, people: int) -> None:
    """In the order of their hashes, as their index has them."""
    each = sorted((kept.hash, kept.to_bytes()) for kept in map(_names, range(people)))
    with store.journal.file.write() as writer:
        writer.executemany("INSERT INTO attachments (hash, content) VALUES (?, ?)", each)


def _keep_crossings(town: _Town) -> Times:
    journal, times = town.store.journal, Times(key=town.store.journal.id)
    for some in _some(_crossings(town), _COMMIT):
        with journal.file.write() as writer:
            lines = ((entry.content.seq, entry.kind, entry.raw) for entry in some)
            writer.executemany("INSERT INTO entries (seq, kind, raw) VALUES (?, ?, ?)", lines)
        last = some[-1]
        journal.seq, journal.head_hash = last.content.seq, last.hash
        times = learnt(last.content.at, last.content.clock, times)
    assert journal.head_file is not None
    journal.head_file.write(journal.head)
    return times


def _crossings(town: _Town) -> Iterator[Entry]:
    journal, prev, laid_out = town.store.journal, town.store.journal.head_hash, KINDS["shown"].laid_out
    same = shown() | {"lane": LANE, "policy": bytes(32), "age": 12, "kid": town.key.known.id[:4], "verified": True}
    for turn in range(CROSSINGS_EACH):
        for number in range(town.people):
            seq, at = town.seq(number, turn), town.at(number, turn)
            body = same | {
                "presentation": seq.to_bytes(16), "pass_id": town.of(number, 2), "person": town.ids[number],
                "direction": "entry" if town.is_entry(number, turn) else "exit", "photo": bytes(32),
                "after": [journal.id, town.seq(number, turn - 1)] if turn else None,
            }  # fmt: skip
            content = Content(
                journal.id, seq, prev, _BEGAN + at, Clocked(at, _ANCHOR, _BOOT), (0, 1000), None, "shown",
                laid_out(body),
            )  # fmt: skip
            entry = seal(content.to_bytes(vouched=True), (), content, fits=True)
            prev = entry.hash
            yield entry


def _keep_rows(town: _Town, portraits: Sequence[bytes]) -> None:
    register = town.store.registers.current
    register.checkpoint_rarely(rarely=True)
    with register.file.writer() as writer:
        writer.execute("PRAGMA synchronous = 0")
    register.apply_page(_sent(Institution(key=id_of(f"i{n}"), tag=id_of(f"i{n}")[:4], name_latin=f"Institution {n}")
                              for n in range(INSTITUTIONS)), 1)  # fmt: skip
    for page, some in enumerate(_some(iter(range(town.people)), _PAGE), 2):
        register.apply_page(_sent(row for number in some for row in _rows(town, number, portraits)), page)
    register.read_names(town.store.names_of)


def _some(each: Iterator[T], most: int) -> Iterator[list[T]]:
    while some := list(islice(each, most)):
        yield some


def _sent(rows: Iterable[Row]) -> list[PageRow]:
    return [(one.TABLE, one.key, one.NEEDS, one.to_map()) for one in rows]


def _rows(town: _Town, number: int, portraits: Sequence[bytes]) -> Iterator[Row]:
    person, filing, pass_id = town.ids[number], town.of(number, 1), town.of(number, 2)
    institution = id_of(f"i{number % INSTITUTIONS}")
    now, expires = SINCE, ENDED // MICROSECONDS + 90 * 86_400
    token = b""
    if number in town.comes:
        token = town.key.issue(Claims(town.store.journal.zone, expires, now, now, pass_id, 1, 3, institution[:4]))
    trail = _trail(town, number)
    last = trail[-1]
    if token:
        town.coming.append((text_of(token), "inside" if last.into else "outside"))
    yield Person(
        key=person, names=_names(number).hash, institutions=(institution,), gate_photo=portraits[number % PORTRAITS]
    )
    yield Filing(
        key=filing, person=person, institution=institution, class_number=1, lines=3, valid_from=now,
        valid_until=expires, filed_by=town.holder.hr.operator, state="approved",
    )  # fmt: skip
    yield Pass(
        key=pass_id, person=person, filing=filing, institution=institution, class_number=1, lines=3, issued_at=now,
        not_before=now, expires=expires, issuing_key=town.key.known.id, short_number=short_number(pass_id), token=token,
    )  # fmt: skip
    stay, before = counted(Counted(), trail), trail[-2]
    yield Presence(
        key=person, inside=last.into, at=last.at, lane=LANE, movement=last.mark, trail=trail,
        previous=(before.at, *before.mark, before.into, before.lane), spells=stay.spells,
        since=stay.since if last.into else 0, entries=stay.entries,
    )  # fmt: skip


def _trail(town: _Town, number: int) -> tuple[Step, ...]:
    journal, pass_id = town.store.journal.id, town.of(number, 2)
    return tuple(
        Step(
            _BEGAN + town.at(number, turn), journal, town.seq(number, turn), town.is_entry(number, turn), LANE,
            (journal, town.seq(number, turn - 1)) if turn else None, pass_id, town.at(number, turn), _BOOT,
            anchored=True,
        )
        for turn in range(CROSSINGS_EACH)
    )  # fmt: skip


def _settle(town: _Town, times: Times) -> None:
    """The server has accounted for all of it."""
    store, register = town.store, town.store.registers.current
    with register.change() as change:
        change.sink(store.journal.id)
        row_storage.put(change.writer, SERVER, times)
        change.set(mark=store.journal.seq, accounted=store.journal.seq)
    register.checkpoint_rarely(rarely=False)
    for file in (register.file, store.journal.file):
        file.checkpoint()
