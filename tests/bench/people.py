"""The table of people at its full size: opened, searched and paged, against the same SQL on a bare connection."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from passdesk.domain.attachments import Names
from passdesk.domain.passes import Pass
from passdesk.domain.people import Filing, Institution, Person
from passdesk.domain.register import Row
from passdesk.records.people_listing import PeopleFilter, list_people, people_rows
from passdesk.store import name_words
from passdesk.store.desk_store import DeskStore
from passdesk.store.engine import Connection, connect
from passdesk.store.ideographs import folded
from passdesk.store.people_list import bring_up
from tests.bench.harness import Compared, row
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY, a_desk
from tests.factories.zones import id_of

PEOPLE, INSTITUTIONS, PAGE = 200_000, 100, 100
_AT_A_TIME = 2000
_SURNAMES = ("Chan", "Wong", "Lee", "Ho", "Cheung", "Li", "Wang", "Zhang", "Liu", "Smith", "García", "Yamada")
_GIVEN = ("Siu Ming", "Ka Yan", "Wei", "Min", "Xiu", "Ann", "Ming", "José", "Mei Ling", "Tze Kin", "Hoi")
_CHINESE = "陳黃李何張王劉趙歐小明家欣偉敏美玲子健海"
_DAY = 86_400


class Town(Struct, frozen=True):
    """A desk with everybody on it, and a connection to the same file that knows nothing of it."""

    store: DeskStore
    clock: FakeClock
    bare: Connection


@cache
def town() -> Town:
    """Built once for all rows of this module."""
    folder, clock = Path(tempfile.mkdtemp(prefix="passdesk-bench-")), FakeClock()
    atexit.register(shutil.rmtree, folder)
    store = a_desk(folder / "desk", clock=clock)
    register, now = store.registers.current, clock().wall // 1_000_000
    held: dict[bytes, Names] = {}
    register.checkpoint_rarely(rarely=True)
    for number, first in enumerate(range(0, PEOPLE, _AT_A_TIME), 1):
        rows = [one for each in range(first, first + _AT_A_TIME) for one in _person(each, now, held)]
        register.apply_page([(one.TABLE, one.key, one.NEEDS, one.to_map()) for one in rows], number)
    register.read_names(held.get)
    bring_up(register, held.get, lambda _: False)
    register.checkpoint_rarely(rarely=False)
    register.file.checkpoint()
    return Town(store, clock, connect(register.file.path, DATABASE_KEY, readonly=True))


def _person(number: int, now: int, held: dict[bytes, Names]) -> Iterator[Row]:
    names = Names(
        f"{_SURNAMES[number % 12]} {_GIVEN[number % 11]} {number}",
        _CHINESE[number % 9] + _CHINESE[9 + number % 11] + _CHINESE[9 + number % 7],
    )
    hash_ = sha256(names.to_content()).digest()
    held[hash_] = names
    person, filing, institution = id_of(f"p{number}"), id_of(f"f{number}"), id_of(f"i{number % INSTITUTIONS}")
    if number < INSTITUTIONS:
        yield Institution(key=institution, tag=institution[:4], name_latin=f"Institution {number}")
    yield Person(key=person, names=hash_, institutions=(institution,))
    yield Filing(
        key=filing, person=person, institution=institution, class_number=1, lines=3, valid_from=0,
        valid_until=now + (number % 400) * _DAY, filed_by=bytes(16), state="filed" if number % 50 == 0 else "approved",
    )  # fmt: skip
    yield Pass(
        key=id_of(f"a{number}"), person=person, filing=filing, institution=institution, class_number=1, lines=3,
        issued_at=0, not_before=0, expires=now + (number % 200) * _DAY, issuing_key=bytes(16),
        short_number=f"{number:011d}", token=b"", state="suspended" if number % 97 == 0 else "good",
    )  # fmt: skip


def _chips(now: int) -> tuple[tuple[str, int, int], ...]:
    ever = 1 << 60
    dated = ("to_issue", now, ever), ("to_print", now, ever), ("ends", now, now + 30 * _DAY)
    return ("awaiting", -1, ever), *dated, ("stopped", -1, ever)


_IN_FACET = "FROM facets WHERE facet = ? AND value > ? AND value <= ?"


def _listed(asked: PeopleFilter, sql: str, chips: str, *matches: str, number: str = "") -> Iterator[Compared]:
    """Bare: the list by each match in turn, whose number ends so, and every chip among those found."""
    place = town()
    now = place.clock().wall // 1_000_000

    def ours() -> None:
        assert list_people(place.store, place.clock, asked).numbers

    def base() -> None:
        if number:
            place.bare.rows(_ENDED, (number,))
        found = [row for match in matches for row in place.bare.rows(sql, (match,))] or place.bare.rows(sql)
        few = ",".join(str(number) for (number,) in found) if len(found) < PAGE else ""
        for chip in _chips(now):
            place.bare.rows(chips.format(few=few), chip)

    yield Compared(ours, base)


@row("table of 200,000 people opened, every chip counted", target="<= 2.0")
def opened() -> Iterator[Compared]:
    sql = "SELECT id FROM listed ORDER BY name, id"
    yield from _listed(PeopleFilter(), sql, f"SELECT count(DISTINCT id) {_IN_FACET}")


_SEARCH = (
    "SELECT id FROM listed WHERE person IN (SELECT named.person FROM searched "
    "JOIN named ON named.id = searched.rowid WHERE searched MATCH ?) ORDER BY name, id"
)


_ENDED = (
    "SELECT DISTINCT key FROM idx INDEXED BY short_ends WHERE tbl = 'pass' AND field = 'short_number' "
    "AND substr(value, -4) = CAST(? AS BLOB)"
)


@row("200,000 people searched: ch", target="<= 2.0")
def searched_in_latin() -> Iterator[Compared]:
    yield from _listed(PeopleFilter(text="ch"), _SEARCH, f"SELECT id {_IN_FACET}", '"ch"*')


@row("200,000 people searched: 陳", target="<= 2.0")
def searched_in_chinese() -> Iterator[Compared]:
    """Every form of a character is kept as one."""
    yield from _listed(PeopleFilter(text="陳"), _SEARCH, f"SELECT id {_IN_FACET}", f'"{folded("陳")}"')


@row("200,000 people searched: chan ming 1200", target="<= 2.0")
def searched_for_few() -> Iterator[Compared]:
    among = "SELECT id FROM facets WHERE +facet = ? AND +value > ? AND +value <= ? AND id IN ({few})"
    words = ("chan", "ming", "1200")
    matches = name_words.begun(words), name_words.run_together(words)
    yield from _listed(PeopleFilter(text=" ".join(words)), _SEARCH, among, *matches, number="1200")


@row(f"a page of {PAGE} from the middle of 200,000 people", target="<= 2.0")
def paged() -> Iterator[Compared]:
    """Bare: the next rows by the key of the one before, and what is shown of them: their own, filings and passes."""
    place = town()
    numbers = list_people(place.store, place.clock, PeopleFilter()).numbers[PEOPLE // 2 : PEOPLE // 2 + PAGE]
    before = place.bare.one("SELECT name, id FROM listed ORDER BY name, id LIMIT 1 OFFSET ?", (PEOPLE // 2 - 1,))
    assert before is not None

    def ours() -> None:
        assert None not in people_rows(place.store, place.clock, None, numbers)

    def base() -> None:
        found = place.bare.rows(
            "SELECT person, body FROM listed CROSS JOIN rows ON tbl = 'person' AND key = person "
            "WHERE (name, id) > (?, ?) ORDER BY name, id LIMIT ?", (*before, PAGE)
        )  # fmt: skip
        people = [person for person, _ in found]
        marks = ",".join("?" * PAGE)
        for table in ("filing", "pass"):
            place.bare.rows(
                f"SELECT body FROM idx CROSS JOIN rows USING (tbl, key) WHERE idx.tbl = '{table}' AND field = 'person' "
                f"AND value IN ({marks})", people
            )  # fmt: skip

    yield Compared(ours, base, rounds=21)
