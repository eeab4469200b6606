"""A small town to tell stories in: a server, an office that issues, gates on the lines, staff who signed in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from passdesk.administration import operators
from passdesk.checkpoint.answers import Recorded, Settled
from passdesk.checkpoint.gate import Gate
from passdesk.checkpoint.settling import Saying
from passdesk.domain.attachments import Names
from passdesk.domain.movements import Case, Direction, Presence
from passdesk.domain.passes import IssuingScope, Pass
from passdesk.issuing import filings, institutions, issuing_keys, passes, people
from passdesk.issuing.passes import Issued
from passdesk.issuing.people import Details
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.store.signing_in import change_password
from passdesk.sync.exchange import ExchangeReport
from tests.factories.clocks import FakeClock
from tests.factories.desks import DATABASE_KEY
from tests.factories.people import YEAR
from tests.factories.zones import CHEAP, SINCE
from tests.server.zones import Served, a_served_zone

STAFF = {"Ho Mei": ("hr",), "Au Lok": ("approver",), "Sze To": ("supervisor",), "Ma Fung": ("checkpoint",)}
HR, APPROVER, SUPERVISOR, OFFICER = STAFF
NEW_PASSWORD = "a password of one's own"


class Holder(Struct, frozen=True):
    """Somebody with a pass."""

    person: bytes
    filing: bytes
    issued: Issued

    @property
    def pass_id(self) -> bytes:
        return self.issued.pass_id


class Town(Struct):
    """`office` issues and administers; `gates` by name. Everybody's clock is `clock`, unless a story says otherwise."""

    served: Served
    clock: FakeClock
    office: DeskStore
    staff: dict[str, Signer] = field(default_factory=dict)
    university: bytes = b""
    gates: dict[str, DeskStore] = field(default_factory=dict)

    # Who acts

    def acting(self, who: str, at: DeskStore | None = None) -> Acting:
        return Acting(at or self.office, self.staff[who], self.clock)

    def hire(self, name: str, roles: Sequence[str]) -> None:
        """Added by the administrator at the office, and signed in there for the first time."""
        added = operators.add(Acting(self.office, self.served.admin, self.clock), name, roles, cost=CHEAP)
        once = added.one_time_password
        self.staff[name] = change_password(self.office, name, once, NEW_PASSWORD, self.clock, CHEAP)

    # What the office does

    def person(self, latin: str, chinese: str = "") -> bytes:
        return people.add(self.acting(HR), Details(names=Names(latin, chinese)))

    def holder(self, latin: str, chinese: str = "", expires: int | None = None) -> Holder:
        """Named, filed, approved by another, issued a pass until `expires` (s UTC); nothing of it sent yet."""
        person = self.person(latin, chinese)
        filing = self.file(person)
        filings.approve(self.acting(APPROVER), filing)
        self.clock.step()
        return Holder(person, filing, passes.issue(self.acting(HR), person, expires=expires))

    def file(self, person: bytes) -> bytes:
        return filings.file(
            self.acting(HR), person, self.university, "talent", valid_from=SINCE, valid_until=SINCE + YEAR
        )

    # What happens at gates

    def show(self, gate: DeskStore, holder: Holder, direction: Direction | None = None) -> Recorded:
        """The holder shows the pass at the desk's automatic lane."""
        self.clock.step(60)
        answer = lane_of(gate, self.clock).present(holder.issued.qr_text, "camera", direction)
        assert isinstance(answer, Recorded)
        return answer

    def settle(self, gate: DeskStore, shown: Recorded, outcome: str, who: str = OFFICER) -> Settled:
        against = outcome == "passed" and shown.verdict.word == "refuse"
        saying = Saying(outcome, override="document_checked" if against else None)
        said = lane_of(gate, self.clock).outcome(shown.entry, saying, self.staff[who])
        assert isinstance(said, Settled)
        return said

    # Lines

    def sync(self, *stores: DeskStore) -> ExchangeReport:
        """Each exchanges once, in this order; the last one's report."""
        reports = []
        for store in stores:
            self.clock.step()
            reports.append(self.served.sync(store))
        return reports[-1]


def lane_of(gate: DeskStore, clock: FakeClock) -> Gate:
    return Gate(gate, {"first": "F1-1", "second": "S1-1"}[gate.journal.name], clock)


def a_town(served: Served, key: bytes | None = DATABASE_KEY) -> Town:
    """An office and two gates at a server; `key` None: nothing of theirs is encrypted."""
    clock = served.clock
    town = Town(served, clock, served.desk("office", "issuing", "records", "admin", key=key))
    town.sync(town.office)
    for name, roles in STAFF.items():
        town.hire(name, roles)
    scope = IssuingScope((), (), YEAR, SINCE, SINCE + 10 * YEAR)
    issuing_keys.create_issuing_key(Acting(town.office, served.admin, clock), scope)
    town.university = institutions.add(town.acting(HR), "University", "大學")
    town.gates = {
        "first": served.desk("first", "checkpoint", lanes=("F1-1",), key=key),
        "second": served.desk("second", "checkpoint", lanes=("S1-1",), key=key),
    }
    town.sync(town.office, *town.gates.values())
    return town


@contextmanager
def living_town(folder: Path, key: bytes | None = DATABASE_KEY) -> Iterator[Town]:
    served = a_served_zone(folder, FakeClock(), key)
    try:
        yield a_town(served, key)
    finally:
        served.close()


def codes(answer: Recorded) -> list[str]:
    """The reasons of a verdict, principal one first."""
    return [reason.code for reason in answer.verdict.reasons]


def pass_at(store: DeskStore, holder: Holder) -> Pass | None:
    with store.view() as view:
        row = view.get(Pass, holder.pass_id)
    return row if isinstance(row, Pass) else None


def whereabouts(store: DeskStore, holder: Holder) -> bool | None:
    """Whether the holder is inside, as this desk has heard; None: nothing was ever heard."""
    with store.view() as view:
        row = view.get(Presence, holder.person)
    return row.inside if isinstance(row, Presence) else None


def cases_at(store: DeskStore) -> list[tuple[str, str]]:
    """Kind and state of every case known here."""
    with store.view() as view:
        return sorted((row.kind, row.state) for row in view.all(Case))
