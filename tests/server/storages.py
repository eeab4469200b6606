"""What every storage of a server must do. Inherit, and say how one is made."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest

from passdesk.domain.people import Note, Operator, Person
from passdesk.domain.register import Row, View
from passdesk.server.storage import Accepted, Annulment, CrossingRow, Fate, Place, Settled, Storage
from passdesk.sync.crossings import Crossing, CrossingQuery
from passdesk.sync.wire import BranchHead, JournalMark
from tests.contracts.views import ViewContract
from tests.factories.zones import id_of

A, B = id_of("a"), id_of("b")


def hash_of(number: int) -> bytes:
    return number.to_bytes(32)


def an_entry(number: int, seq: int, branch: bytes = b"", judgement: Fate = "applies") -> Accepted:
    return Accepted(number, A, branch, seq, hash_of(number), "shown", 5, judgement, "", number, b"raw%d" % number)


def a_crossing(number: int, **changes: object) -> CrossingRow:
    values: dict[str, object] = {
        "journal": A, "branch": b"", "seq": number, "at": 100 * number, "presentation": B, "person": B, "pass_id": None,
        "institution": None, "class_number": 2, "line": "first", "checkpoint": "futian", "lane": "futian-1",
        "direction": "entry", "verdict": "refuse", "reasons": ("expired", "suspended"), "instruction": "turn back",
        "verified": True, "input": "camera", "outcome": None, "outcome_at": None, "outcome_by": None, "ms": None,
        "override": False,
    }  # fmt: skip
    return CrossingRow(number, Crossing(**(values | changes)), number, A, False)  # type: ignore[arg-type]


class StorageContract(ViewContract, ABC):
    storage: Storage

    @abstractmethod
    def make(self) -> Storage: ...

    @pytest.fixture(autouse=True)
    def _made(self) -> Iterator[None]:
        self.storage = self.make()
        yield
        self.storage.close()

    @contextmanager
    def holding(self, rows: Iterable[Row]) -> Iterator[View]:
        for row in rows:
            with self.storage.writing() as writes:
                writes.put_rows({row.ref: row})
        with self.storage.reading() as reads:
            yield reads

    def test_a_transaction_that_fails_leaves_nothing(self) -> None:
        def fail() -> None:
            with self.storage.writing() as writes:
                writes.accept(an_entry(1, 1))
                writes.put_rows({("person", A): Person(key=A)})
                writes.put_attachment(hash_of(1), b"blob")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        with self.storage.reading() as reads:
            assert (reads.change, reads.acceptance, reads.accepted(0, 9), reads.get(Person, A)) == (0, 0, [], None)
            assert reads.stored([hash_of(1)]) == set()

    def test_entries_keep_their_order_and_heads_follow(self) -> None:
        branch = hash_of(3)
        with self.storage.writing() as writes:
            for entry in (an_entry(1, 1), an_entry(2, 2), an_entry(3, 2, branch)):
                writes.accept(entry)
        with self.storage.reading() as reads:
            assert [one.acceptance for one in reads.accepted(0, 9)] == [1, 2, 3]
            assert [one.acceptance for one in reads.accepted(1, 1)] == [2]
            assert reads.heads(A) == [BranchHead(b"", 2, hash_of(2)), BranchHead(branch, 2, branch)]
            assert reads.head(A, b"") == Place(b"", 2, hash_of(2))
            assert reads.place(A, branch) == Place(branch, 2, branch)
            assert (reads.place(B, branch), reads.head(B, b"")) == (None, None)
            assert (reads.raw(A, branch, 2), reads.raw(A, b"", 3)) == (b"raw3", None)

    def test_what_waits_is_found_until_it_is_judged(self) -> None:
        with self.storage.writing() as writes:
            writes.accept(an_entry(1, 1, judgement="waits"))
            writes.accept(an_entry(2, 2))
        with self.storage.writing() as writes:
            assert [one.acceptance for one in writes.unsettled()] == [1]
            writes.judge(1, "applies", "", 7, 2)
        with self.storage.reading() as reads:
            assert reads.unsettled() == []
            assert [(one.judgement, one.at, one.judged) for one in reads.accepted(0, 1)] == [("applies", 7, 2)]

    def test_a_journal_is_heard_when_it_says_so(self) -> None:
        with self.storage.writing() as writes:
            writes.accept(an_entry(1, 1))
            assert writes.journals() == [JournalMark(A, 1, 0)]
            writes.heard(A, 77)
            writes.accept(an_entry(2, 2))
            assert writes.journals() == [JournalMark(A, 2, 77)]

    def test_rows_travel_in_the_order_they_changed(self) -> None:
        with self.storage.writing() as writes:
            writes.put_rows({("person", A): Person(key=A), ("person", B): Person(key=B)})
        with self.storage.writing() as writes:
            writes.put_rows({("person", A): Person(key=A, state="suspended")})
            writes.put_rows({("person", B): None})
        with self.storage.reading() as reads:
            assert [(row.change, row.key, row.body is None) for row in reads.rows_since(0, 9)] == [
                (3, A, False), (4, B, True)
            ]  # fmt: skip
            assert [row.change for row in reads.rows_since(3, 9)] == [4]
            assert reads.get(Person, B) is None
            assert [row.key for row in reads.all(Person)] == [A]

    def test_what_is_erased_never_comes_back(self) -> None:
        one, two = hash_of(1), hash_of(2)
        with self.storage.writing() as writes:
            writes.put_attachment(one, b"one")
            writes.erase([one, two])
            writes.erase([one])
            writes.put_attachment(one, b"one")
            writes.put_attachment(two, b"two")
        with self.storage.reading() as reads:
            assert (reads.attachment(one), reads.attachment(two)) == (None, None)
            assert reads.erased([one, two, hash_of(3)]) == {one, two}
            assert reads.erased_since(0, 9) == [(1, one), (2, two)]
            assert reads.erased_since(1, 9) == [(2, two)]

    def test_an_attachment_is_found_by_the_rows_that_name_it(self) -> None:
        operator = Operator(key=B, name="o", public_key=b"", certificate=b"", roles=(), wrapped=hash_of(2))
        with self.storage.writing() as writes:
            writes.put_rows({("person", A): Person(key=A, names=hash_of(1)), operator.ref: operator})
            writes.put_rows({("note", A): Note(key=A, note=hash_of(4))})
            assert writes.owners(hash_of(1)) == [("person", A)]
            writes.put_rows({("person", A): Person(key=A, names=hash_of(3))})
        with self.storage.reading() as reads:
            assert (reads.owners(hash_of(1)), reads.owners(hash_of(3))) == ([], [("person", A)])
            assert reads.owners(hash_of(2)) == [("operator", B)]
            assert reads.owners(hash_of(4)) == [("note", A)]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            (CrossingQuery(), [1, 2, 3]),
            (CrossingQuery(since=200, until=300), [2]),
            (CrossingQuery(reason="expired"), [1, 3]),
            (CrossingQuery(reason="exp"), []),
            (CrossingQuery(lane="futian-2"), [2]),
            (CrossingQuery(outcome="passed"), [3]),
            (CrossingQuery(outcome=""), [1, 2]),
            (CrossingQuery(override=True), [3]),
            (CrossingQuery(officer=A), [3]),
            (CrossingQuery(person=A), []),
            (CrossingQuery(class_number=2, verdict="refuse", line="first", desk=A), [1, 2, 3]),
            (CrossingQuery(after=1), [2, 3]),
        ],
    )
    def test_crossings_are_asked_for(self, query: CrossingQuery, found: list[int]) -> None:
        with self.storage.writing() as writes:
            writes.put_crossings([a_crossing(1), a_crossing(2, lane="futian-2", reasons=("x",)), a_crossing(3)])
            writes.settle([Settled(A, b"", 3, "passed", 400, A, 9, (A, 8))])
            writes.settle([Settled(A, b"", 3, "left", 500, B, 1, (A, 9))])
        with self.storage.reading() as reads:
            assert [number for number, _ in reads.crossings(query, 9)] == found

    def test_a_late_anchor_corrects_the_crossings_of_its_boot(self) -> None:
        with self.storage.writing() as writes:
            writes.put_crossings([a_crossing(1), a_crossing(2, branch=hash_of(9))])
            writes.retime(A, b"", A, 1000, 1 << 60)
            writes.retime(A, b"", A, 2000, 1 << 60)
            assert [crossing.at for _, crossing in writes.crossings(CrossingQuery(), 9)] == [1001, 200]

    def test_generation_rises_and_secrets_are_kept(self) -> None:
        with self.storage.writing() as writes:
            assert [writes.raise_generation(1), writes.raise_generation(50), writes.raise_generation(7)] == [2, 50, 51]
            writes.set_secret("code:a", b"1")
            writes.set_secret("code:b", b"2")
            writes.set_secret("code:a", None)
        with self.storage.reading() as reads:
            assert (reads.generation, reads.secrets("code:"), reads.secret("code:a")) == (51, {"code:b": b"2"}, None)

    def test_a_reader_sees_one_moment_while_the_writer_goes_on(self) -> None:
        with self.storage.reading() as reads:
            before = reads.change
            with self.storage.writing() as writes:
                writes.put_rows({("person", A): Person(key=A)})
            assert (reads.get(Person, A), reads.change) == (None, before)
        with self.storage.reading() as reads:
            assert reads.get(Person, A) == Person(key=A)

    def test_a_crossing_says_which_entry_settled_it_and_which_undid_it(self) -> None:
        along, branch = {"outcome": "passed", "outcome_at": 300}, hash_of(9)
        with self.storage.writing() as writes:
            writes.annul([Annulment((A, 3), B, (B, 70)), Annulment((A, 3), B, (B, 71))])  # before it has come
            writes.put_crossings([a_crossing(1), a_crossing(2), a_crossing(3, **along), a_crossing(4, **along)])
            writes.put_crossings([a_crossing(5, branch=branch, **along)])
            writes.settle([Settled(A, b"", 2, "passed", 400, A, 9, (B, 8))])
            writes.annul([Annulment((B, 8), B, (A, 72)), Annulment((A, 2), B, (A, 73))])
            writes.annul([Annulment((A, 4), A, (A, 74))])  # of another person
            writes.annul([Annulment((branch[:16], 5), B, (A, 75))])
        with self.storage.reading() as reads:
            found = [(one.settled_by, one.annulled) for _, one in reads.crossings(CrossingQuery(), 9)]
        assert found == [(None, None), ((B, 8), (A, 72)), (None, (B, 70)), (None, None), (None, (A, 75))]
