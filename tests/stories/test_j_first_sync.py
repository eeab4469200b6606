"""(j) A hundred thousand rows come in while the lane goes on scanning."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct, field
from msgspec.structs import replace

from passdesk.administration import desks
from passdesk.administration.desks import Place
from passdesk.domain import canonical
from passdesk.domain.movements import Direction
from passdesk.domain.people import Person
from passdesk.server.central import Central
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.sync.exchange import exchange
from passdesk.sync.wire import Cursor, Page, PageRow
from tests.server.in_process import InProcessLink
from tests.stories.town import Holder, Town, codes, pass_at, whereabouts

ROWS, PAGE = 100_000, 1_000


def many_rows() -> Iterator[tuple[PageRow, ...]]:
    """Pages of people nobody at this gate will meet."""
    for page in range(ROWS // PAGE):
        rows = (
            Person(key=person_numbered(number), last=(bytes(16), number + 1))
            for number in range(page * PAGE, (page + 1) * PAGE)
        )
        yield tuple(PageRow(row.TABLE, row.key, row.NEEDS, canonical.encode(row.to_map())) for row in rows)


def person_numbered(number: int) -> bytes:
    return sha256(number.to_bytes(4)).digest()[:16]


@dataclass
class LongFeed(InProcessLink):
    """The real feed, with a hundred thousand rows before its last page; between two pages the lane is served."""

    central: Central
    journal: bytes
    between: "Lane"
    pages: Iterator[tuple[PageRow, ...]] = dataclasses.field(default_factory=many_rows)
    ahead: list[int] = dataclasses.field(default_factory=lambda: [0])
    """By how much the numbers the desk is told run ahead of the real feed's: one for each page put in."""

    def speaking_for(self, journal: bytes, identity: Ed25519PrivateKey) -> "LongFeed":
        del identity
        return dataclasses.replace(self, journal=journal)

    def pull(self, cursor: Cursor | None) -> Page:
        page = super().pull(cursor and replace(cursor, number=cursor.number - self.ahead[0]))
        rows = None if page.more or page.anew or cursor is None else next(self.pages, None)
        if rows is None or cursor is None:
            return replace(page, number=page.number + self.ahead[0])
        self.between.serve()
        self.ahead[0] += 1
        return Page(page.generation, page.scope, cursor.number + 1, more=True, rows=rows)


class Lane(Struct):
    """Somebody crosses every few pages, in and out again; somebody the gate has not heard of tries too."""

    town: Town
    gate: DeskStore
    known: Holder
    unheard: Holder
    served: int = 0
    scanned: int = 0
    wrong: list[str] = field(default_factory=list)

    def serve(self) -> None:
        self.served += 1
        if self.served % 5:
            return
        inside = whereabouts(self.gate, self.known) is True
        self.expect(self.known, "exit" if inside else "entry", "admit", [])
        self.expect(self.unheard, "entry", "refuse", ["unknown_pass"])
        if whereabouts(self.gate, self.known) is inside:
            self.wrong.append("a movement was not known at once")

    def expect(self, holder: Holder, direction: Direction, word: str, reasons: Sequence[str]) -> None:
        answer = self.town.show(self.gate, holder, direction)
        entry = self.gate.journal.entry(answer.entry[1])
        self.scanned += 1
        if (answer.verdict.word, codes(answer)) != (word, reasons) or entry is None:
            self.wrong.append(f"{direction}: {answer.verdict.word} {codes(answer)}, expected {word} {reasons}")


def test_the_lane_goes_on_while_a_hundred_thousand_rows_come_in(town: Town) -> None:
    office, gate = town.office, town.gates["first"]
    known = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, gate)
    served_by = gate.registers.current.file.path

    # The administrator changes the desk, so its register starts anew; and there is a pass it has not heard of.
    unheard = town.holder("Li Na", "李娜")
    desks.change(
        Acting(office, town.served.admin, town.clock), gate.journal.id,
        Place(name="first", roles=("checkpoint",), lanes=("F1-1",)),
    )  # fmt: skip
    town.sync(office)

    # All through the sync the old register serves: who is known goes in and out, who is not is turned away.
    lane = Lane(town, gate, known, unheard)
    before = gate.journal.seq
    feed = LongFeed(town.served.central, gate.journal.id, lane)
    report = exchange(gate, feed, town.clock)
    assert report.anew
    assert report.received >= ROWS
    assert lane.wrong == []
    assert lane.served == ROWS // PAGE
    assert lane.scanned == 2 * (ROWS // PAGE // 5)
    assert gate.journal.seq == before + lane.scanned

    # The new file serves at once, with everything that was scanned meanwhile folded in, and the old one is gone.
    assert gate.registers.current.file.path != served_by
    assert not served_by.exists()
    with gate.view() as view:
        assert view.mark == gate.journal.seq
        assert all(isinstance(view.get(Person, person_numbered(number)), Person) for number in (0, ROWS - 1))
    assert pass_at(gate, unheard) is not None
    assert town.show(gate, unheard, "entry").admitted
    inside = whereabouts(gate, known)
    assert codes(town.show(gate, known, "entry" if inside else "exit")) == (["already_inside"] if inside else [])
