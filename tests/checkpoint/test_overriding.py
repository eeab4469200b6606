"""Let in against the verdict: who may, by the policy, with which reason, and what is kept of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from passdesk.administration import operators
from passdesk.checkpoint.answers import Recorded, Settled
from passdesk.checkpoint.overriding import OVERRIDES
from passdesk.checkpoint.settling import Saying
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Case, Presence
from passdesk.domain.register import Mark
from passdesk.errors import Declined, Misuse, PassdeskError
from passdesk.store.acts import Acting
from passdesk.store.signing import Signer
from tests.checkpoint.conftest import Place, a_place
from tests.factories.zones import CHEAP, Zone, policy_toml, seeded

RULES = ("supervisor", "two", "nobody")


class Gateway(Struct):
    """A place whose policy has a rule about overriding, with staff, and somebody the verdict refused."""

    place: Place
    staff: dict[str, Signer]
    shown: Mark

    def say(self, first: str, second: str | None = None, code: str | None = "register_behind") -> Settled:
        other = self.staff[second] if second is not None else None
        saying = Saying("passed", override=code, second=other)
        said = self.place.gate.outcome(self.shown, saying, self.staff[first])
        assert isinstance(said, Settled)
        return said

    def entry(self) -> Entry:
        found = self.place.store.journal.entry(self.place.store.journal.seq)
        assert found is not None
        return found

    @property
    def inside(self) -> bool | None:
        with self.place.store.view() as view:
            row = view.get(Presence, self.place.holder.person)
        return row.inside if isinstance(row, Presence) else None


def gateway(folder: Path, rule: str) -> Iterator[Gateway]:
    policy = policy_toml().replace(b'override = "supervisor"', f'override = "{rule}"'.encode(), 1)
    with a_place(folder, Zone(policy=policy)) as place:
        names = {"chief": "supervisor", "other chief": "supervisor", "second officer": "checkpoint"}
        staff = {name: place.office.operator(name, role) for name, role in names.items()}
        staff |= {"officer": place.officer, "hr": place.holder.hr}
        place.office.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None}, place.holder.hr)
        shown = place.gate.present(place.text, "camera", "entry")
        assert isinstance(shown, Recorded)
        assert shown.verdict.word == "refuse"
        yield Gateway(place, staff, shown.entry)


@pytest.fixture(scope="module")
def gate(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """For what is refused: nothing of it is left behind."""
    yield from gateway(tmp_path_factory.mktemp("gateway"), request.param)


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Gateway]:
    yield from gateway(tmp_path, request.param)


REFUSED: dict[str, tuple[tuple[str, ...], str, str | None, str | None, type[PassdeskError], str]] = {
    "no reason": (RULES, "chief", "officer", None, Misuse, "coded reason"),
    "a reason of one's own": (RULES, "chief", None, "because", Misuse, "no reason 'because'"),
    "officers alone": (("supervisor", "two"), "officer", "second officer", "other", Declined, "only a supervisor"),
    "an officer alone": (("supervisor", "two"), "officer", None, "other", Declined, "only a supervisor"),
    "a supervisor twice": (("supervisor", "two"), "chief", "chief", "other", Declined, "signed twice"),
    "one where two are asked": (("two",), "chief", None, "other", Declined, "second operator"),
    "with HR": (("supervisor", "two"), "chief", "hr", "other", Declined, "checkpoint staff"),
    "by HR": (RULES, "hr", "chief", "other", Declined, "checkpoint staff"),
    "where nobody may": (("nobody",), "chief", "officer", "other", Declined, "lets nobody"),
}


EACH = [pytest.param(rule, *rest, id=f"{name}, {rule}") for name, (rules, *rest) in REFUSED.items() for rule in rules]


@pytest.mark.parametrize(("gate", "first", "second", "code", "error", "words"), EACH, indirect=["gate"])
def test_what_is_refused_writes_nothing(
    gate: Gateway, first: str, second: str | None, code: str | None, error: type[PassdeskError], words: str
) -> None:
    before = gate.place.store.journal.seq
    with pytest.raises(error, match=words):
        gate.say(first, second, code)
    assert gate.place.store.journal.seq == before
    assert [one.entry for one in gate.place.gate.awaiting()] == [gate.shown]
    assert gate.inside is None


@pytest.mark.parametrize(
    ("fresh", "first", "second"),
    [
        ("supervisor", "chief", None),
        ("supervisor", "chief", "officer"),
        ("supervisor", "officer", "chief"),
        ("two", "officer", "chief"),
        ("two", "chief", "second officer"),
        ("two", "chief", "other chief"),
    ],
    indirect=["fresh"],
)
def test_with_the_signatures_the_policy_asks_for_they_are_in(fresh: Gateway, first: str, second: str | None) -> None:
    fresh.say(first, second)
    entry = fresh.entry()
    signers = [fresh.staff[name].operator for name in (first, second) if name is not None]
    assert ([who for who, _ in entry.signatures], entry.content.actor) == (signers, signers[0])
    assert (entry.body["override"], entry.body["outcome"], entry.body["confirm"]) == ("register_behind", "passed", None)
    assert fresh.inside is True
    with fresh.place.store.view() as view:
        assert [row.kind for row in view.all(Case) if row.kind == "unsigned_outcome"] == []
    with pytest.raises(Declined, match="outcome already"):
        fresh.say(first, second)


@pytest.mark.parametrize("fresh", ["two"], indirect=True)
def test_a_second_operator_with_a_key_that_ended_or_who_was_disabled(fresh: Gateway) -> None:
    acting = Acting(fresh.place.store, fresh.place.zone.admin, fresh.place.clock)
    operators.renew(acting, fresh.staff["second officer"].operator, cost=CHEAP)
    with pytest.raises(Declined, match="new key meanwhile"):
        fresh.say("chief", "second officer")
    fresh.place.office.act("operator_disabled", {"operator": fresh.staff["officer"].operator, "reason": None})
    with pytest.raises(Declined, match="checkpoint staff"):
        fresh.say("chief", "officer")
    fresh.staff["officer"] = Signer(fresh.staff["other chief"].operator, seeded("somebody else"))
    with pytest.raises(Declined, match="new key meanwhile"):
        fresh.say("chief", "officer")
    assert fresh.inside is None


def test_there_is_nothing_to_override_where_nobody_was_refused(place: Place) -> None:
    shown = place.confirm.present(place.text, "camera", "entry")
    assert isinstance(shown, Recorded)
    chief = place.office.operator("chief", "supervisor")
    with pytest.raises(Misuse, match="nothing here to override"):
        place.confirm.outcome(shown.entry, Saying("passed", override="other"), chief)
    with pytest.raises(Misuse, match="nothing here to override"):
        place.confirm.outcome(shown.entry, Saying("turned_away", second=place.officer), chief)


def test_the_reasons_fit_an_entry() -> None:
    assert all(len(code) <= 40 and code.isidentifier() for code in OVERRIDES)
