"""Running the zone: operators, desks, the policy, and the list of keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.administration import desks, operators, policies
from passdesk.administration.desks import Place
from passdesk.administration.keys import list_keys
from passdesk.domain.passes import IssuingScope
from passdesk.domain.zone import PolicyMistakes
from passdesk.errors import Declined, Misuse
from passdesk.issuing import issuing_keys
from passdesk.store.policy_here import policy_here
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk
from tests.factories.people import YEAR
from tests.factories.staff import Staff, a_staff
from tests.factories.zones import CHEAP, SINCE, Zone, policy_toml


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    zone, clock = Zone(), FakeClock()
    with a_desk(tmp_path / "desk", zone, clock) as store:
        yield a_staff(store, zone, clock)


def test_operators_are_added_listed_and_disabled(staff: Staff) -> None:
    added = operators.add(staff.admin, " May Ho ", ("hr", "approver"), cost=CHEAP)
    row = operators.called(staff.store, "May Ho")
    assert (row.key, row.roles, row.rewrapped) == (added.operator, ("hr", "approver"), False)
    assert [one.name for one in operators.listed(staff.store)] == ["May Ho", "admin", "approver", "hr", "supervisor"]
    operators.disable(staff.admin, row.key)
    assert operators.called(staff.store, "May Ho").state == "disabled"
    with pytest.raises(Misuse, match="No operator is called 'Nobody'"):
        operators.called(staff.store, "Nobody")


@pytest.mark.parametrize(
    ("name", "roles", "error", "words"),
    [
        ("hr", ("hr",), Declined, "name is taken"),
        ("May", ("king",), Misuse, "no role 'king'"),
        ("May", (), Misuse, "needs roles"),
        ("May", ("hr", "hr"), Misuse, "each once"),
        ("", ("hr",), Misuse, "needs a name"),
        ("x" * 65, ("hr",), Misuse, "at most 64"),
        ("May\u200b", ("hr",), Misuse, "can't be shown"),
    ],
)
def test_operators_not_added(
    staff: Staff, name: str, roles: tuple[str, ...], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        operators.add(staff.admin, name, roles, cost=CHEAP)


def test_only_an_administrator_adds_operators(staff: Staff) -> None:
    with pytest.raises(Declined, match="does not have the role"):
        operators.add(staff.chief, "May", ("hr",), cost=CHEAP)


def test_a_policy_is_published_and_in_force_at_once(staff: Staff) -> None:
    toml = policy_toml().replace(b"shown_just_now_seconds = 30", b"shown_just_now_seconds = 45")
    policies.publish(staff.admin, toml)
    assert policy_here(staff.store, staff.clock).operation.shown_just_now_s == 45


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b'zone = "hetao"', b'zone = "other"', "for good"),
        (b"[classes.visitor]\nnumber = 4", b"[classes.visitor]\nnumber = 5", "4 was in use"),
        (b"retention_days = 180", b"retention_days = -1", r"operation\.retention_days"),
        (b"[areas.park]", b"[areas.park", "is not TOML"),
    ],
)
def test_a_policy_that_may_not_follow_is_named_by_path_and_the_old_one_stays(
    staff: Staff, old: bytes, new: bytes, words: str
) -> None:
    before = policy_here(staff.store, staff.clock)
    with pytest.raises(PolicyMistakes, match=words):
        policies.publish(staff.admin, policy_toml().replace(old, new))
    assert policy_here(staff.store, staff.clock) == before


def test_a_policy_too_long_for_an_entry_is_misuse(staff: Staff) -> None:
    with pytest.raises(Misuse, match="too long"):
        policies.publish(staff.admin, policy_toml() + b"# more\n" * 2000)


def test_desks_change_and_are_disabled(staff: Staff) -> None:
    (desk,), places = desks.listed(staff.store)
    assert places == []
    place = Place(name="Gate", roles=("checkpoint", "admin"), lanes=("F1-1",))
    desks.change(staff.admin, desk.key, place)
    row = desks.held(staff.store, desk.key)
    assert (row.name, row.lanes, row.scope) == ("Gate", ("F1-1",), desk.scope + 1)
    for wrong, words in [
        (Place(name="G", roles=("king",)), "no desk role"),
        (Place(name="G", roles=("checkpoint",)), "serves lanes"),
        (Place(name="G", roles=("checkpoint",), lanes=("Z9",)), "no lane 'Z9'"),
        (Place(name="", roles=("admin",)), "needs a name"),
        (Place(name="\u202egpj", roles=("admin",)), "can't be shown"),
    ]:
        with pytest.raises(Misuse, match=words):
            desks.change(staff.admin, desk.key, wrong)
    with pytest.raises(Declined, match="No such desk"):
        desks.change(staff.admin, bytes(16), place)
    with pytest.raises(Declined, match="confirmed already"):
        desks.confirm(staff.admin, desk.key)
    desks.disable(staff.admin, desk.key)
    with pytest.raises(Declined, match="disabled"):
        operators.add(staff.admin, "May", ("hr",), cost=CHEAP)


def test_every_key_is_listed_with_whether_it_leads_to_the_root(staff: Staff) -> None:
    issuing_keys.create_issuing_key(staff.admin, IssuingScope((), (), YEAR, SINCE, SINCE + YEAR))
    lines = list_keys(staff.store, staff.clock)
    assert [line.purpose for line in lines] == ["root", "recovery", *["operator"] * 4, "issuing", "journal"]
    assert [line.fault for line in lines] == [""] * len(lines)
    assert len({line.public for line in lines}) == len(lines)
