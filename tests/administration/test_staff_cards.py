"""Staff cards: everybody's own, drawn before they count, withdrawn by whom it may concern."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from passdesk.administration import operators, staff_cards
from passdesk.credential.qr_picture import read_back
from passdesk.domain.people import Operator
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk
from tests.factories.staff import Staff, a_staff
from tests.factories.zones import CHEAP, Zone

PIN = "4711"


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    zone, clock = Zone(), FakeClock()
    with a_desk(tmp_path / "desk", zone, clock) as store:
        yield a_staff(store, zone, clock)


def row(acting: Acting) -> Operator:
    return next(one for one in operators.listed(acting.store) if one.key == acting.signer.operator)


def test_a_card_is_a_picture_whose_code_reads(staff: Staff) -> None:
    made = staff_cards.make_card(staff.hr, PIN, cost=CHEAP)
    with Image.open(io.BytesIO(made.png)) as picture:
        assert read_back(picture) == made.text
    assert (made.entry.kind, made.missing) == ("operator_card_made", "")
    assert row(staff.hr).card is not None
    assert made.text not in repr(made)


def test_a_card_is_withdrawn_by_its_holder_or_an_administrator(staff: Staff) -> None:
    for by in (staff.hr, staff.admin):
        staff_cards.make_card(staff.hr, PIN, cost=CHEAP)
        with pytest.raises(Declined, match="does not have the role"):
            staff_cards.withdraw_card(staff.chief, staff.hr.signer.operator)
        staff_cards.withdraw_card(by, staff.hr.signer.operator)
        assert row(staff.hr).card is None
        with pytest.raises(Declined, match="has no staff card"):
            staff_cards.withdraw_card(by, staff.hr.signer.operator)
        staff.clock.step(1)
    with pytest.raises(Declined, match="No such operator"):
        staff_cards.withdraw_card(staff.admin, bytes(16))


def test_no_card_for_a_pin_that_is_none(staff: Staff) -> None:
    before = staff.store.journal.seq
    with pytest.raises(Misuse, match="4 to 12 digits"):
        staff_cards.make_card(staff.hr, "12", cost=CHEAP)
    assert staff.store.journal.seq == before


def test_a_clock_before_the_last_card_makes_none_that_would_not_count(staff: Staff) -> None:
    held = row(staff.hr)
    later = replace(held, card_at=staff.clock.wall + 3_600_000_000)
    staff.store.registers.current.apply_page([("operator", later.key, 1, later.to_map())], 1)
    with pytest.raises(Declined, match="in the future"):
        staff_cards.make_card(staff.hr, PIN, cost=CHEAP)
