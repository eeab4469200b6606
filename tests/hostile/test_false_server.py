"""A server that lies, with its real key: it may withhold, it may not mint, and it may not keep a desk busy for ever."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from passdesk.administration import operators
from passdesk.administration.policies import publish as publish_policy
from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.gate import Gate
from passdesk.credential.certificate_bodies import OperatorRights
from passdesk.credential.certificates import certify
from passdesk.credential.token import text_of
from passdesk.domain import canonical
from passdesk.domain.passes import Pass
from passdesk.domain.people import POLICY_KEY, ZONE_KEY, Filing, Operator, Policy, Zone
from passdesk.domain.register import READER_VERSION, Row, TooNew
from passdesk.errors import Damaged
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing_in import WrongPassword, sign_in
from passdesk.sync.exchange import exchange
from passdesk.sync.wire import Cursor, Page, PageRow
from tests.factories.zones import CHEAP, PASSWORD, id_of, policy_toml
from tests.hostile.conftest import Place
from tests.server.in_process import InProcessLink

Lie = Callable[[Page], Page]


class Lying(InProcessLink):
    """The real line, but for what is said about pages."""

    lie: Lie = staticmethod(lambda page: page)

    def speaking_for(self, journal: bytes, identity: Any) -> "Lying":  # noqa: ARG002 - the link says it is
        link = type(self)(self.central, journal)
        link.lie = self.lie
        return link

    def pull(self, cursor: Cursor | None) -> Page:
        return Page.from_bytes(self.lie(super().pull(cursor)).to_bytes())


def exchange_with(place: Place, store: DeskStore, lie: Lie) -> None:
    link = Lying(place.served.central, store.journal.id)
    link.lie = lie
    place.served.clock.step()
    exchange(store, link, place.served.clock)


def with_rows(*rows: Row) -> Lie:
    """The page with these rows beside its own, at the number it has."""
    added = tuple(PageRow(row.TABLE, row.key, 1, canonical.encode(row.to_map())) for row in rows)
    return lambda page: page if page.anew else replace(page, rows=(*page.rows, *added))


def row_of(store: DeskStore, kind: type[Any], key: bytes) -> Any:
    with store.view() as view:
        return view.get(kind, key)


def test_a_feed_that_never_moves_is_left(place: Place) -> None:
    with pytest.raises(Damaged, match="does not follow"):
        exchange_with(place, place.office, lambda page: page if page.anew else replace(page, more=True))


def test_beginning_anew_for_ever_is_left(place: Place) -> None:
    generations = iter(range(2, 1000))
    with pytest.raises(Damaged, match="again and again"):
        exchange_with(
            place, place.office, lambda _: Page(next(generations), 1, 0, anew=True, more=True)
        )
    with place.office.view() as view:
        assert isinstance(view.get(Pass, place.holder.pass_id), Pass)


def test_what_is_not_written_yet_is_not_accounted_for(place: Place) -> None:
    """Else the desk's own next revocation would not hold at its own lane."""
    exchange_with(
        place, place.office, lambda page: page if page.accounted is None else replace(page, accounted=1 << 40)
    )
    place.acts.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None}, place.holder.hr)
    assert row_of(place.office, Pass, place.holder.pass_id).state == "revoked"
    place.office.catch_up()
    good = replace(row_of(place.office, Pass, place.holder.pass_id), state="good", stopped_at=None)
    place.office.registers.current.apply_page(
        [("pass", good.key, 1, good.to_map())], (place.office.registers.current.number or 0) + 1,
        own_entries=place.office.journal.entries,
    )  # fmt: skip
    assert row_of(place.office, Pass, place.holder.pass_id).state == "revoked"


def narrow_pass(place: Place) -> tuple[bytes, bytes]:
    """A pass for the first line alone: its id and token."""
    acts, holder = place.acts, place.holder
    person = acts.person("Lee Ka Yan", holder.hr)
    filing = acts.filing(person, holder.institution, holder.hr, lines=1)
    acts.approve(filing, person, holder.institution, holder.approver)
    key = acts.issuing_key("another issuing key")
    narrow = acts.issue(filing, person, holder.institution, key, holder.hr, lines=1)
    place.served.sync(place.office)
    return narrow


def publish(place: Place) -> None:
    """The zone's next policy, by an administrator at the office."""
    publish_policy(Acting(place.office, place.served.admin, place.served.clock), policy_toml() + b"# and on\n")
    place.served.sync(place.office)


def test_no_older_policy_comes_back(place: Place) -> None:
    """Under its own number it is older than what was given before; under a newer one no signature holds."""
    gate = place.served.desk("gate", "checkpoint", lanes=("F1-1",))
    place.served.sync(gate)
    old = row_of(gate, Policy, POLICY_KEY)
    publish(place)
    place.served.sync(gate)
    new = row_of(gate, Policy, POLICY_KEY)
    assert (old.number, new.number) == (1, 2)
    withheld = PageRow(Policy.TABLE, POLICY_KEY, 1, None)
    exchange_with(place, gate, lambda page: page if page.anew else replace(page, rows=(*page.rows, withheld)))
    assert row_of(gate, Policy, POLICY_KEY) is None
    for rows in ([old], [new, old]):
        with pytest.raises(Damaged, match="older policy"):
            exchange_with(place, gate, with_rows(*rows))
    assert row_of(gate, Policy, POLICY_KEY) is None
    exchange_with(place, gate, with_rows(replace(old, number=3)))
    standing = Gate(gate, "F1-1", place.served.clock).standing()
    assert (standing.in_force.policy, standing.in_force.hash) == (None, old.hash)
    exchange_with(place, gate, with_rows(replace(new, number=3)))
    assert Gate(gate, "F1-1", place.served.clock).standing().in_force.policy is None


def test_a_number_nobody_signed_stands_in_the_way_of_nothing(place: Place) -> None:
    """A false row is applied and trusted by nobody; the next honest policy comes through."""
    gate = place.served.desk("gate", "checkpoint", lanes=("F1-1",))
    place.served.sync(gate)
    old = row_of(gate, Policy, POLICY_KEY)
    for number in (1 << 62, (1 << 31) - 1, 7):
        exchange_with(place, gate, with_rows(replace(old, number=number)))
        assert Gate(gate, "F1-1", place.served.clock).standing().in_force.policy is None
    publish(place)
    place.served.sync(gate)
    assert row_of(gate, Policy, POLICY_KEY).number == 2
    assert Gate(gate, "F1-1", place.served.clock).standing().in_force.policy is not None


def test_no_server_was_restored_to_before_what_it_has_served(place: Place) -> None:
    gate = place.served.desk("gate", "checkpoint", lanes=("F1-1",))
    place.served.sync(gate)
    generation = gate.registers.current.generation
    with pytest.raises(Damaged, match="restored to before"):
        exchange_with(place, gate, lambda page: replace(page, generation=generation - 1, anew=True))
    assert gate.registers.current.generation == generation


def test_a_policy_of_a_newer_shape_waits_for_a_newer_program(place: Place) -> None:
    gate = place.served.desk("gate", "checkpoint", lanes=("F1-1",))
    place.served.sync(gate)
    newer = PageRow(Policy.TABLE, POLICY_KEY, READER_VERSION + 1, canonical.encode({"number": 0, "by": "all"}))
    exchange_with(place, gate, lambda page: page if page.anew else replace(page, rows=(*page.rows, newer)))
    assert isinstance(row_of(gate, Policy, POLICY_KEY), TooNew)
    assert Gate(gate, "F1-1", place.served.clock).standing().in_force.policy is None


def test_no_pass_is_made_more_of_than_was_signed(place: Place) -> None:
    """A pass for the first line alone, of which the feed says that it is for both."""
    gate = place.served.desk("gate", "checkpoint", lanes=("S1-1",))
    pass_id, token = narrow_pass(place)
    place.served.sync(gate)
    row = row_of(gate, Pass, pass_id)
    filing = row_of(gate, Filing, row.filing)
    exchange_with(place, gate, with_rows(replace(row, lines=3), replace(filing, lines=3)))
    assert row_of(gate, Pass, pass_id).lines == 3
    answer = Gate(gate, "S1-1", place.served.clock).present(text_of(token), "camera", "entry")
    assert isinstance(answer, Recorded)
    assert [one.code for one in answer.verdict.reasons] == ["wrong_line"]


def test_a_desk_that_was_heard_is_no_zone_of_its_own(place: Place) -> None:
    """Else nothing it knows would ever be old, and its clock never be doubted."""
    gate = place.served.desk("gate", "checkpoint", lanes=("F1-1",))
    place.served.sync(gate)
    zone = row_of(gate, Zone, ZONE_KEY)
    exchange_with(place, gate, with_rows(replace(zone, server_certificate=None)))
    assert not Gate(gate, "F1-1", place.served.clock).standing().alone


@pytest.mark.parametrize(
    ("name", "lie"),
    [
        ("officer", {"roles": ("checkpoint", "supervisor")}),
        ("scoped", {"institutions": ()}),
        ("scoped", {"institutions": (id_of("another"),)}),
        ("officer", {"key": id_of("somebody else")}),
    ],
)
def test_nobody_signs_in_with_more_than_was_certified(place: Place, name: str, lie: dict[str, Any]) -> None:
    place.acts.operator("officer", "checkpoint")
    place.acts.operator("scoped", "hr", institutions=(place.holder.institution,))
    place.served.sync(place.office)
    row = row_of(place.office, Operator, id_of(name))
    place.office.registers.current.apply_page([("operator", row.key, 1, replace(row, rewrapped=True).to_map())], 10_000)
    sign_in(place.office, name, PASSWORD, place.served.clock)
    false = replace(row, rewrapped=True, **lie)
    tombstone = [("operator", row.key, 1, None)] if false.key != row.key else []
    place.office.registers.current.apply_page([*tombstone, ("operator", false.key, 1, false.to_map())], 10_001)
    with pytest.raises(Damaged, match="not certified"):
        sign_in(place.office, name, PASSWORD, place.served.clock)


def renewed(place: Place, name: str) -> tuple[Operator, Operator]:
    """The operator's row before and after they were given a new key at the office, and everybody heard."""
    before = row_of(place.office, Operator, id_of(name))
    operators.renew(Acting(place.office, place.served.admin, place.served.clock), id_of(name), cost=CHEAP)
    place.served.sync(place.office)
    return before, row_of(place.office, Operator, id_of(name))


def an_officer(place: Place, name: str = "officer") -> DeskStore:
    """A gate where they sign in."""
    place.acts.operator(name, "checkpoint")
    place.served.sync(place.office)
    gate = place.served.desk("gate", "checkpoint", lanes=("F1-1",))
    place.served.sync(gate)
    return gate


def test_no_key_that_ended_comes_back(place: Place) -> None:
    """Nor after the row was withheld for a while: else whoever knows the forgotten password would be in again."""
    gate = an_officer(place)
    old, new = renewed(place, "officer")
    place.served.sync(gate)
    withheld = PageRow(Operator.TABLE, old.key, 1, None)
    exchange_with(place, gate, lambda page: page if page.anew else replace(page, rows=(*page.rows, withheld)))
    for store in (gate, place.office):
        with pytest.raises(Damaged, match="had ended"):
            exchange_with(place, store, with_rows(replace(old, rewrapped=True)))
    with pytest.raises(WrongPassword):
        sign_in(gate, "officer", PASSWORD, place.served.clock)
    exchange_with(place, gate, with_rows(new))
    assert row_of(gate, Operator, old.key) == new


def test_a_key_said_to_have_ended_that_did_not_stands_in_the_way_of_nothing(place: Place) -> None:
    """The row of before, which names the key in force as one that ended."""
    gate = an_officer(place)
    old, new = renewed(place, "officer")
    place.served.clock.step(1)
    later = certify(
        place.served.admin.private, zone=place.served.central.zone, subject=new.public_key,
        body=OperatorRights(old.key, ("checkpoint",)), not_before=place.served.clock().wall // 1_000_000,
    )  # fmt: skip
    for certificate in (new.certificate, later, b""):
        lie = replace(old, rewrapped=True, former=((new.public_key, certificate, 1),))
        exchange_with(place, gate, with_rows(lie))
        assert row_of(gate, Operator, old.key).public_key == old.public_key
    exchange_with(place, gate, with_rows(new))
    assert row_of(gate, Operator, old.key) == new
