"""What every stored register must answer as a `View`. Inherit, and say how rows get into yours."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest

from passdesk.domain.movements import Presence
from passdesk.domain.passes import Pass
from passdesk.domain.people import Filing, Institution, Operator, Person
from passdesk.domain.register import Row, View
from passdesk.errors import Damaged
from tests.factories.zones import id_of

A, B, C = id_of("a"), id_of("b"), id_of("c")


def a_filing(key: bytes, person: bytes, **changes: object) -> Filing:
    filing = {"person": person, "institution": A, "class_number": 1, "lines": 3, "valid_from": 1, "valid_until": 2,
              "filed_by": C} | changes  # fmt: skip
    return Filing(key=key, **filing)  # type: ignore[arg-type]  # a table of fields


class ViewContract(ABC):
    """`holding` puts rows in, in order, later ones over earlier, and opens a view of the result."""

    @abstractmethod
    @contextmanager
    def holding(self, rows: Iterable[Row]) -> Iterator[View]: ...

    def test_a_row_comes_back_as_it_was(self) -> None:
        trail = ((1, A, 2, True, "lane", (B, 1), C, 3, B, False),)
        rows: list[Row] = [
            Institution(key=A, last=(A, 1), tag=A[:4], name_latin="Université", name_chinese="大學", stopped_at=5),
            Person(key=B, names=A * 2, institutions=(A, C), formerly=()),
            Presence(key=B, inside=True, at=7, lane="lane", movement=(A, 2), trail=trail),
        ]
        with self.holding(rows) as view:
            assert [view.get(type(row), row.key) for row in rows] == rows

    def test_what_is_not_there_is_none(self) -> None:
        with self.holding([Person(key=A)]) as view:
            assert view.get(Person, B) is None
            assert view.get(Institution, A) is None
            assert view.find(Filing, "person", A) == []

    @pytest.mark.parametrize(
        ("field", "value", "found"),
        [("person", B, {A, B}), ("person", C, {C}), ("person", A, set()), ("institution", A, {A, B, C})],
    )
    def test_rows_are_found_by_an_indexed_field(self, field: str, value: bytes, found: set[bytes]) -> None:
        with self.holding([a_filing(A, B), a_filing(B, B), a_filing(C, C)]) as view:
            assert {row.key for row in view.find(Filing, field, value)} == found

    def test_a_tuple_is_found_under_each_of_its_values(self) -> None:
        with self.holding([Person(key=A, institutions=(B, C)), Person(key=B, institutions=(C,))]) as view:
            assert {row.key for row in view.find(Person, "institutions", C)} == {A, B}
            assert {row.key for row in view.find(Person, "institutions", B)} == {A}

    def test_text_is_found_whole(self) -> None:
        names = ["anna", "annabel", "陳"]
        rows = [
            Operator(key=id_of(name), name=name, public_key=b"", certificate=b"", roles=("hr",)) for name in names
        ]
        with self.holding(rows) as view:
            assert [row.name for row in view.find(Operator, "name", "anna")] == ["anna"]
            assert [row.name for row in view.find(Operator, "name", "陳")] == ["陳"]

    def test_a_changed_row_is_found_under_its_new_value_alone(self) -> None:
        with self.holding([a_filing(A, B), a_filing(A, C)]) as view:
            assert view.find(Filing, "person", B) == []
            assert [row.key for row in view.find(Filing, "person", C)] == [A]

    def test_pass_and_person_of_one_key_do_not_meet(self) -> None:
        a_pass = Pass(key=A, person=B, filing=B, institution=B, class_number=1, lines=1, issued_at=1, not_before=1,
                      expires=2, issuing_key=B, short_number="1", token=b"t")  # fmt: skip
        with self.holding([a_pass, Person(key=A)]) as view:
            assert view.get(Pass, A) == a_pass
            assert view.get(Person, A) == Person(key=A)


class ServerRowsContract(ViewContract):
    """What a register that takes rows from the feed must do besides."""

    @abstractmethod
    def apply(self, table: str, key: bytes, needs: int, body: dict[str, object] | None) -> None:
        """One row of a page, into what `holding` opens."""

    def test_a_row_too_new_is_known_to_be_there_and_not_read(self) -> None:
        self.apply("pass", A, 99, {"key": A, "colour": "blue"})
        with self.holding([]) as view:
            held = view.get(Pass, A)
            assert not isinstance(held, Pass | None)
            assert (held.table, held.key, held.needs) == ("pass", A, 99)

    def test_a_tombstone_takes_the_row_away(self) -> None:
        self.apply("filing", A, 1, a_filing(A, B).to_map())
        self.apply("filing", A, 1, None)
        with self.holding([]) as view:
            assert view.get(Filing, A) is None
            assert view.find(Filing, "person", B) == []

    @pytest.mark.parametrize(
        ("table", "body"),
        [("person", {"key": A, "colour": 1}), ("person", {"key": B}), ("person", {}), ("nothing", {"key": A})],
    )
    def test_a_row_of_this_shape_that_cannot_be_read_is_damaged(self, table: str, body: dict[str, object]) -> None:
        with pytest.raises(Damaged):
            self.apply(table, A, 1, body)
