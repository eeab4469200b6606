"""An operator's password, card and key: which of several counts, whatever order they are heard in."""

from typing import Any

from passdesk.domain.judging import Applies
from passdesk.domain.people import Operator
from tests.domain.builders import MINUTE, START, Park, ident, key_of, peopled, why

GUARD: dict[str, Any] = {"operator": ident("guard")}


def card(zone: Park) -> bytes | None:
    return zone.row(Operator, "guard").card


def made(zone: Park, name: str, minute: int, desk: str = "gate1") -> None:
    done = zone.do(desk, "operator_card_made", "guard", at=minute * MINUTE, card=key_of(name), **GUARD)
    assert done.judgement == Applies()


def withdrawn(zone: Park, name: str | None, minute: int, by: str = "guard") -> None:
    named = None if name is None else key_of(name)
    done = zone.do("board", "operator_card_withdrawn", by, at=minute * MINUTE, withdrawn=named, **GUARD)
    assert done.judgement == Applies()


def renewal(name: str = "renewed") -> dict[str, Any]:
    return {**GUARD, "public_key": key_of(name), "certificate": name.encode(), "wrapped": key_of(f"{name} once")}


def test_a_new_card_replaces_the_old_one_and_moves_no_state() -> None:
    zone = peopled()
    before = zone.row(Operator, "guard").last
    made(zone, "one", 1)
    made(zone, "two", 2)
    assert (card(zone), zone.row(Operator, "guard").last) == (key_of("two"), before)


def test_an_older_card_that_is_heard_of_later_opens_nothing() -> None:
    zone = peopled()
    made(zone, "newer", 5)
    made(zone, "older", 3, desk="gate2")
    assert card(zone) == key_of("newer")
    withdrawn(zone, "newer", 6)
    made(zone, "lost before", 4, desk="office")
    assert card(zone) is None
    made(zone, "another", 7)
    assert card(zone) == key_of("another")


def test_the_card_that_is_named_goes_whatever_the_clocks_say() -> None:
    zone = peopled()
    made(zone, "one", 9)
    withdrawn(zone, "one", 2, by="admin")
    assert card(zone) is None


def test_a_withdrawal_heard_late_leaves_the_card_made_since() -> None:
    zone = peopled()
    made(zone, "one", 1)
    made(zone, "two", 3)
    withdrawn(zone, "one", 2)
    assert card(zone) == key_of("two")
    withdrawn(zone, None, 4)
    assert card(zone) is None


def test_a_renewed_operator_has_a_new_key_and_neither_password_nor_card_of_the_old() -> None:
    zone = peopled()
    made(zone, "one", 1)
    old = zone.row(Operator, "guard")
    assert zone.do("gate1", "operator_renewed", "admin", at=5 * MINUTE, **renewal()).judgement == Applies()
    row = zone.row(Operator, "guard")
    assert (row.public_key, row.certificate, row.wrapped) == (key_of("renewed"), b"renewed", key_of("renewed once"))
    assert (row.rewrapped, row.card, row.roles, row.state) == (False, None, old.roles, "active")
    assert row.former == ((old.public_key, old.certificate, START + 5 * MINUTE),)
    made(zone, "of the old key", 4, desk="gate2")
    late = zone.do("gate2", "operator_rewrapped", "guard", at=4 * MINUTE, wrapped=key_of("old password"), **GUARD)
    assert late.judgement == Applies()
    row = zone.row(Operator, "guard")
    assert (row.card, row.wrapped, row.rewrapped) == (None, key_of("renewed once"), False)
    zone.do("gate1", "operator_rewrapped", "guard", at=6 * MINUTE, wrapped=key_of("own"), **GUARD)
    assert (zone.row(Operator, "guard").wrapped, zone.row(Operator, "guard").rewrapped) == (key_of("own"), True)


def test_of_two_renewals_the_second_to_be_heard_rests_on_a_stale_row() -> None:
    zone = peopled()
    late = zone.write("gate2", "operator_renewed", ("admin",), **renewal("late"))
    zone.do("gate1", "operator_renewed", "admin", **renewal())
    assert why(zone.take(late, ("admin",)).judgement) == "stale"


def test_neither_a_disabled_operator_is_renewed_nor_an_old_key_brought_back() -> None:
    zone = peopled()
    old = zone.row(Operator, "guard").public_key
    again = {**renewal(), "public_key": old}
    assert why(zone.do("gate1", "operator_renewed", "admin", **again).judgement) == "key_used"
    zone.do("gate1", "operator_renewed", "admin", **renewal())
    assert why(zone.do("gate1", "operator_renewed", "admin", **again).judgement) == "key_used"
    zone.do("head", "operator_disabled", "admin", **GUARD)
    assert why(zone.do("gate1", "operator_renewed", "admin", **renewal("third")).judgement) == "operator_disabled"


def test_sixteen_former_keys_are_remembered() -> None:
    zone = peopled()
    for number in range(18):
        zone.do("gate1", "operator_renewed", "admin", at=number * MINUTE, **renewal(f"key {number}"))
    former = zone.row(Operator, "guard").former
    assert [public for public, *_ in former] == [key_of(f"key {number}") for number in range(1, 17)]


def test_a_program_that_knows_no_cards_is_told_that_it_can_not_read_the_row() -> None:
    zone = peopled()
    assert zone.row(Operator, "guard").needs == 1
    made(zone, "one", 1)
    assert zone.row(Operator, "guard").needs == 2
    withdrawn(zone, "one", 2)
    assert zone.row(Operator, "guard").needs == 2
    assert zone.row(Operator, "admin").needs == 1
    zone.do("gate1", "operator_renewed", "admin", **renewal())
    assert zone.row(Operator, "guard").needs == 2
    assert Operator.from_map(zone.row(Operator, "guard").to_map()) == zone.row(Operator, "guard")
