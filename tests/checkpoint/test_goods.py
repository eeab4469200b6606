"""Goods are looked at by a list before they go in; nobody is kept from leaving by it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.checkpoint.answers import Recorded, Settled
from passdesk.checkpoint.goods import goods_list
from passdesk.checkpoint.settling import Saying
from passdesk.domain.movements import Direction
from passdesk.errors import Declined, Misuse
from tests.checkpoint.conftest import Place, a_place
from tests.factories.zones import Zone, policy_toml

GOODS = b"""
[classes.talent.goods]
lines = ["first"]
list = [ { code = "seal", name = { en = "Seal whole" } }, { code = "papers", name = { en = "Papers fit" } } ]
"""


@pytest.fixture
def carrier(tmp_path: Path) -> Iterator[Place]:
    with a_place(tmp_path, Zone(policy=policy_toml() + GOODS)) as place:
        yield place


def shown(place: Place, direction: Direction = "entry") -> Recorded:
    answer = place.gate.present(place.text, "camera", direction)
    assert isinstance(answer, Recorded)
    return answer


def test_they_go_in_when_every_point_is_ticked(carrier: Place) -> None:
    said = shown(carrier)
    assert [(one.code, one.severity) for one in said.verdict.reasons] == [("goods_to_check", "hold")]
    policy = carrier.gate.standing().in_force.policy
    listed = goods_list(carrier.store, policy, said.verdict.pass_id, ("goods_to_check",))
    assert [tick.code for tick in listed] == ["seal", "papers"]
    for ticked in ((), ("seal",), ("papers", "papers")):
        with pytest.raises(Declined, match="not done"):
            carrier.gate.outcome(said.entry, Saying("passed", ticked=ticked), carrier.officer)
    with pytest.raises(Misuse, match="no point 'soul'"):
        carrier.gate.outcome(said.entry, Saying("passed", ticked=("seal", "papers", "soul")), carrier.officer)
    done = carrier.gate.outcome(said.entry, Saying("passed", ticked=("papers", "seal")), carrier.officer)
    assert isinstance(done, Settled)
    entry = carrier.store.journal.entry(done.entry[1])
    assert entry is not None
    assert entry.body["ticked"] == ["papers", "seal"]


def test_a_supervisor_lets_them_in_all_the_same_and_anybody_turns_them_away(carrier: Place) -> None:
    said = shown(carrier)
    saying = Saying("passed", override="office_confirmed", ticked=("seal",))
    with pytest.raises(Declined, match="only a supervisor"):
        carrier.gate.outcome(said.entry, saying, carrier.officer)
    chief = carrier.office.operator("chief", "supervisor")
    assert isinstance(carrier.gate.outcome(said.entry, saying, chief), Settled)
    carrier.clock.step(60)
    again = shown(carrier)
    assert isinstance(carrier.gate.outcome(again.entry, "turned_away", carrier.officer), Settled)


def test_who_leaves_leaves(carrier: Place) -> None:
    for ticked in ((), ("seal",)):
        carrier.clock.step(60)
        said = carrier.gate.outcome(shown(carrier, "exit").entry, Saying("left", ticked=ticked), carrier.officer)
        assert isinstance(said, Settled)
        assert said.outcome == "left"


def test_where_nobody_brings_goods_there_is_no_list(place: Place) -> None:
    policy = place.gate.standing().in_force.policy
    assert goods_list(place.store, policy, place.holder.pass_id, ("goods_to_check",)) == ()
    assert goods_list(place.store, policy, None, ("goods_to_check",)) == ()
    assert goods_list(place.store, None, place.holder.pass_id, ("goods_to_check",)) == ()
    said = place.confirm.present(place.text, "camera", "entry")
    assert isinstance(said, Recorded)
    with pytest.raises(Misuse, match="no point"):
        place.confirm.outcome(said.entry, Saying("passed", ticked=("seal",)), place.officer)
