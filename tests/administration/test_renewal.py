"""A new key for who forgot their password: at any desk, without a line; what the old key had signed, and its end."""


import pytest
from msgspec.structs import replace

from passdesk.administration import operators, staff_cards
from passdesk.administration.keys import list_keys
from passdesk.checkpoint.gate import Gate
from passdesk.domain.people import Operator, Person
from passdesk.errors import Damaged, Declined
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import policy_here
from passdesk.store.signing import Signer
from passdesk.store.signing_in import (
    CardNotGood,
    NewPasswordNeeded,
    WrongPassword,
    change_password,
    sign_in,
    sign_in_by_card,
)
from passdesk.sync.wire import Cursor
from tests.factories.people import Office
from tests.factories.zones import CHEAP, PASSWORD, id_of
from tests.server.zones import Served

NEW = "a better password"


@pytest.fixture
def office(served: Served) -> Office:
    """An admin and issuing desk with HR, an officer, and a second administrator; sent."""
    store = served.desk("office", "admin", "issuing", "records")
    served.sync(store)
    acts = served.office(store)
    for name, role in (("hr", "hr"), ("officer", "checkpoint"), ("boss", "administrator"), ("chief", "supervisor")):
        signer = acts.operator(name, role)
        body = {"operator": signer.operator, "wrapped": row(store, name).wrapped}
        acts.act("operator_rewrapped", body, signer)
    served.sync(store)
    return acts


def gate_of(served: Served, name: str = "gate") -> DeskStore:
    store = served.desk(name, "checkpoint", lanes=("F1-1",))
    served.sync(store)
    return store


def row(store: DeskStore, name: str) -> Operator:
    with store.view() as view:
        held = view.get(Operator, id_of(name))
    assert isinstance(held, Operator)
    return held


def renewed(served: Served, store: DeskStore, name: str) -> str:
    """The one-time password an administrator gives at this desk."""
    boss = sign_in(store, "boss", PASSWORD, served.clock)
    return operators.renew(Acting(store, boss, served.clock), id_of(name), cost=CHEAP).one_time_password


@pytest.mark.usefixtures("office")
def test_at_a_gate_without_a_line_the_old_password_ends_and_the_new_one_counts_everywhere(served: Served) -> None:
    gate, other = gate_of(served), gate_of(served, "other")
    officer = Acting(gate, sign_in(gate, "officer", PASSWORD, served.clock), served.clock)
    card = staff_cards.make_card(officer, "4711", cost=CHEAP)
    once = renewed(served, gate, "officer")
    with pytest.raises(WrongPassword):
        sign_in(gate, "officer", PASSWORD, served.clock)
    with pytest.raises(CardNotGood):
        sign_in_by_card(gate, card.text, "4711", served.clock)
    with pytest.raises(NewPasswordNeeded):
        sign_in(gate, "officer", once, served.clock)
    change_password(gate, "officer", once, NEW, served.clock, CHEAP)
    sign_in(gate, "officer", NEW, served.clock)
    sign_in(other, "officer", PASSWORD, served.clock)
    for store in (gate, other):
        served.sync(store)
    sign_in(other, "officer", NEW, served.clock)
    with pytest.raises(WrongPassword):
        sign_in(other, "officer", PASSWORD, served.clock)
    assert row(other, "officer").roles == ("checkpoint",)
    assert {judged for kind, judged, _ in served.fates() if kind.startswith("operator_")} == {"applies"}
    assert served.rebuilt() == served.rows()


def test_what_the_old_key_signed_before_it_ended_counts_and_nothing_after(served: Served, office: Office) -> None:
    desk = served.desk("branch", "issuing")
    served.sync(desk)
    branch, hr = served.office(desk), sign_in(desk, "hr", PASSWORD, served.clock)
    before = branch.person("Before", hr)
    served.clock.step(60)
    renewed(served, office.store, "hr")
    served.sync(office.store)
    served.clock.step(60)
    after = branch.person("After", hr)
    assert served.sync(desk).quarantined == 1
    people = {key for (table, key) in served.rows() if table == Person.TABLE}
    assert (before in people, after in people) == (True, False)
    assert ("person_added", "quarantined", "unsigned") in served.fates()
    assert served.rebuilt() == served.rows()


def test_who_is_signed_in_with_the_old_key_signs_nothing_more_here(served: Served, office: Office) -> None:
    hr = Acting(office.store, sign_in(office.store, "hr", PASSWORD, served.clock), served.clock)
    renewed(served, office.store, "hr")
    served.clock.step(1)
    with pytest.raises(Declined, match="lacks the signature"):
        hr.act("person_added", {"person": id_of("x"), "names": None})
    with pytest.raises(Declined, match="new key meanwhile"):
        staff_cards.make_card(hr, "4711", cost=CHEAP)


def test_a_password_changed_without_a_line_before_does_not_bring_the_old_key_back(
    served: Served, office: Office
) -> None:
    gate = gate_of(served)
    change_password(gate, "officer", PASSWORD, "changed at the gate", served.clock, CHEAP)
    served.clock.step(60)
    once = renewed(served, office.store, "officer")
    served.sync(office.store)
    served.sync(gate)
    assert row(gate, "officer").wrapped == row(office.store, "officer").wrapped
    with pytest.raises(NewPasswordNeeded):
        sign_in(gate, "officer", once, served.clock)


def test_what_a_renewed_administrator_certified_stands(served: Served, office: Office) -> None:
    """The founder certified everybody, the policy and the keys that sign passes."""
    founder = served.founded.administrator.id
    office.issuing_key()
    gate = served.desk("gate", "checkpoint", lanes=("F1-1",))
    boss = sign_in(office.store, "boss", PASSWORD, served.clock)
    once = operators.renew(Acting(office.store, boss, served.clock), founder, cost=CHEAP).one_time_password
    signer = change_password(office.store, "admin", once, NEW, served.clock, CHEAP)
    for store in (office.store, gate):
        served.sync(store)
    with pytest.raises(Declined, match="lacks the signature"):
        served.desk("another", "records")
    for store in (office.store, gate):
        sign_in(store, "officer" if store is gate else "hr", PASSWORD, served.clock)
        policy_here(store, served.clock)
        assert [line.name for line in list_keys(store, served.clock) if line.fault] == []
    assert len(Gate(gate, "F1-1", served.clock).standing().ring) == 1
    added = operators.add(Acting(office.store, signer, served.clock), "late", ("hr",), cost=CHEAP)
    change_password(office.store, "late", added.one_time_password, NEW, served.clock, CHEAP)


@pytest.mark.parametrize("name", ["chief", "hr"])
def test_only_an_administrator_renews(served: Served, office: Office, name: str) -> None:
    signer = sign_in(office.store, name, PASSWORD, served.clock)
    before = row(office.store, "officer")
    with pytest.raises(Declined, match="does not have the role"):
        operators.renew(Acting(office.store, signer, served.clock), id_of("officer"), cost=CHEAP)
    assert row(office.store, "officer") == before


def test_nobody_renews_themselves_a_stranger_or_who_was_disabled(served: Served, office: Office) -> None:
    boss = Acting(office.store, sign_in(office.store, "boss", PASSWORD, served.clock), served.clock)
    operators.disable(boss, id_of("officer"))
    for operator, words in [
        (id_of("boss"), "Nobody renews their own"),
        (id_of("nobody"), "No such active"),
        (id_of("officer"), "No such active"),
    ]:
        with pytest.raises(Declined, match=words):
            operators.renew(boss, operator, cost=CHEAP)


def test_nobody_disables_themselves(served: Served, office: Office) -> None:
    """A zone without an administrator is one for good."""
    boss = Acting(office.store, sign_in(office.store, "boss", PASSWORD, served.clock), served.clock)
    with pytest.raises(Declined, match="Nobody disables themselves"):
        operators.disable(boss, id_of("boss"))
    assert row(office.store, "boss").state == "active"


@pytest.mark.usefixtures("office")
def test_a_lie_about_roles_is_not_certified_anew(served: Served) -> None:
    gate = gate_of(served)
    lie = replace(row(gate, "officer"), roles=("checkpoint", "administrator"))
    gate.registers.current.apply_page([("operator", lie.key, 1, lie.to_map())], 10_000)
    with pytest.raises(Damaged, match="not certified for what"):
        renewed(served, gate, "officer")


def test_two_who_renew_each_other_in_turn_are_stopped_while_both_still_sign_in(served: Served, office: Office) -> None:
    """The way from the root grows each time: it ends before somebody is locked out."""
    ids = {"boss": id_of("boss"), "admin": served.founded.administrator.id}
    signers: dict[str, Signer] = {name: sign_in(office.store, name, PASSWORD, served.clock) for name in ids}
    said, passwords = "", dict.fromkeys(ids, PASSWORD)
    for turn in range(20):
        by, of = ("boss", "admin") if turn % 2 == 0 else ("admin", "boss")
        try:
            added = operators.renew(Acting(office.store, signers[by], served.clock), ids[of], cost=CHEAP)
        except Declined as error:
            said = error.happened
            break
        passwords[of] = f"{NEW} {turn}"
        signers[of] = change_password(office.store, of, added.one_time_password, passwords[of], served.clock, CHEAP)
        served.clock.step(1)
    assert "too many times" in said
    assert turn > 3
    for name, password in passwords.items():
        sign_in(office.store, name, password, served.clock)


def test_a_card_travels_to_the_desks_of_its_holders_role_and_no_further(served: Served, office: Office) -> None:
    gate = gate_of(served)
    cards: dict[str, str] = {}
    for name in ("officer", "hr"):
        acting = Acting(office.store, sign_in(office.store, name, PASSWORD, served.clock), served.clock)
        cards[name] = staff_cards.make_card(acting, "4711", cost=CHEAP).text
    for store in (office.store, gate):
        served.sync(store)
    assert sign_in_by_card(gate, cards["officer"], "4711", served.clock).operator == id_of("officer")
    with pytest.raises(Declined, match="does not hold the key of hr"):
        sign_in_by_card(gate, cards["hr"], "4711", served.clock)
    assert not gate.attachments.has(row(gate, "hr").card or b"")
    page = served.link(gate).pull(Cursor(gate.registers.current.generation, gate.registers.current.scope, 0))
    assert {one.needs for one in page.rows if one.key in (id_of("officer"), id_of("hr"))} == {2}
    assert {one.needs for one in page.rows if one.key not in (id_of("officer"), id_of("hr"))} == {1}
    boss = sign_in(gate, "boss", PASSWORD, served.clock)
    staff_cards.withdraw_card(Acting(gate, boss, served.clock), id_of("hr"))
    for store in (gate, office.store):
        served.sync(store)
    with pytest.raises(CardNotGood):
        sign_in_by_card(office.store, cards["hr"], "4711", served.clock)
