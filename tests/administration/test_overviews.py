"""What an administrator sees of operators, desks, lanes and keys."""


import pytest

from passdesk.administration import desks, operators, staff_cards
from passdesk.administration.desk_overview import DeskLine, LaneLine, desk_overview
from passdesk.administration.desks import Place
from passdesk.administration.key_overview import key_overview
from passdesk.administration.operator_overview import OperatorLine, operator_lines
from passdesk.administration.places import open_places
from passdesk.domain.attachments import Names
from passdesk.domain.passes import IssuingScope
from passdesk.issuing.issuing_keys import create_issuing_key, withdraw_issuing_key
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing_in import change_password
from tests.factories.clocks import FakeClock
from tests.factories.people import YEAR
from tests.factories.zones import CHEAP, SINCE
from tests.server.zones import Served


@pytest.fixture
def office(served: Served) -> DeskStore:
    store = served.desk("office", "admin", "issuing")
    served.sync(store)
    return store


@pytest.fixture
def acting(served: Served, office: DeskStore) -> Acting:
    return Acting(office, served.admin, served.clock)


def line(store: DeskStore, name: str) -> OperatorLine:
    return next(one for one in operator_lines(store) if one.operator.name == name)


def test_an_operator_has_a_one_time_password_until_they_choose_their_own(acting: Acting, served: Served) -> None:
    added = operators.add(acting, "Ho Mei", ("hr",), cost=CHEAP)
    assert line(acting.store, "Ho Mei").one_time
    assert not line(acting.store, "admin").one_time
    change_password(acting.store, "Ho Mei", added.one_time_password, "a password of one's own", served.clock, CHEAP)
    assert not line(acting.store, "Ho Mei").one_time


def test_the_last_change_is_dated_here_and_named_elsewhere(acting: Acting, served: Served) -> None:
    operators.add(acting, "Ho Mei", ("hr",), cost=CHEAP)
    assert line(acting.store, "Ho Mei").changed_at == served.clock().wall
    other = served.desk("other", "records", "admin")
    served.sync(acting.store)
    served.sync(other)
    seen = line(other, "Ho Mei")
    assert (seen.changed_at, seen.changed_by) == (None, "office")


def test_a_card_is_the_last_change(acting: Acting, served: Served) -> None:
    served.clock.step(60)
    staff_cards.make_card(acting, "4711", cost=CHEAP)
    made = line(acting.store, "admin")
    assert made.operator.card is not None
    assert made.changed_at == made.operator.card_at


def test_who_is_disabled_stands_last(acting: Acting) -> None:
    for name in ("Au", "Zi"):
        operators.add(acting, name, ("hr",), cost=CHEAP)
    operators.disable(acting, operators.called(acting.store, "Au").key)
    assert [one.operator.name for one in operator_lines(acting.store)] == ["admin", "Zi", "Au"]


def states(store: DeskStore, clock: FakeClock) -> list[tuple[str, str]]:
    return [(one.row.name, one.state) for one in desk_overview(store, clock).desks]


def test_desks_places_and_lanes_stand_side_by_side(acting: Acting, served: Served, office: DeskStore) -> None:
    gate = served.desk("gate", "checkpoint", lanes=("F1-1",))
    served.sync(gate)
    served.sync(office)
    open_places(acting, [Place(name="next", roles=("checkpoint",), lanes=("F1-2",))], served.link(office).keep_codes)
    assert states(office, served.clock) == [
        ("office", "active"), ("gate", "active"), ("server", "active"), ("next", "open"),
    ]  # fmt: skip
    overview = desk_overview(office, served.clock)
    assert [lane.id for lane in overview.unserved] == ["S1-1", "S1-2", "S2-1"]
    assert isinstance(overview.lines[-1], LaneLine)
    here = overview.lines[0]
    assert isinstance(here, DeskLine)
    assert (here.here, here.unsent, here.heard_at is not None) == (True, 1, True)
    seen = next(one for one in overview.desks if one.row.name == "gate")
    assert (seen.unsent, seen.accounted) == (None, gate.journal.seq)


def test_a_disabled_desk_leaves_its_lane_without_one(acting: Acting, served: Served, office: DeskStore) -> None:
    gate = served.desk("gate", "checkpoint", lanes=("F1-1",))
    served.sync(gate)
    served.sync(office)
    desks.disable(acting, gate.journal.id)
    overview = desk_overview(office, served.clock)
    assert "F1-1" in [lane.id for lane in overview.unserved]
    assert overview.desks[-1].state == "disabled"


def test_keys_that_sign_passes_stand_first_with_their_scope(acting: Acting, served: Served) -> None:
    scope = IssuingScope((1, 99), (b"i" * 16,), YEAR, SINCE, SINCE + YEAR)
    made = create_issuing_key(acting, scope)
    first, *others = key_overview(acting.store, served.clock).lines
    assert (first.issuing, first.here, first.desk) == (made, True, "office")
    assert first.classes == ("talent", "99")
    assert first.institutions == (Names(b"i".hex() * 16),)
    assert {one.line.purpose for one in others} == {"root", "recovery", "server", "operator", "journal"}
    assert len({one.key for one in others}) == len(others)
    withdraw_issuing_key(acting, made)
    assert key_overview(acting.store, served.clock).lines[0].line.state == "withdrawn"
