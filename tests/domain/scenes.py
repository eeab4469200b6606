"""One presentation with everything around it, good in every point; tests change what they are about."""

from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from passdesk.domain.admission import Checked, Now, Presentation, Verdict, decide, explain
from passdesk.domain.movements import Direction, Presence
from passdesk.domain.passes import Claims, Pass, TokenRead, Verified
from passdesk.domain.people import Filing, Institution, Person, Watch
from passdesk.domain.register import MemoryView, R, Ref, Row, TooNew
from passdesk.domain.zone import Line, Operation, PassClass, Policy, Rules
from passdesk.domain.zone_reading import read_policy

ZONES = Path(__file__).parents[2] / "resources" / "zones"


def plain(policy: Policy) -> Policy:
    """A policy that asks nothing beside: each test asks for its own."""
    asking: dict[str, Any] = {"hours_on": {}, "stay": None, "escort_within_s": None, "hosts": False, "goods": None}
    classes: dict[int, PassClass] = {number: replace(one, **asking) for number, one in policy.classes.items()}
    operation: Operation = replace(policy.operation, stale_accepted_longest_s=24 * 3600)
    bare: Policy = replace(policy, classes=classes, travel={}, operation=operation)
    return bare


POLICY = plain(read_policy((ZONES / "hetao.toml").read_bytes()))
NOON = 1_800_000_000 - 1_800_000_000 % 86_400 + 4 * 3600
"""Twelve o'clock in Hong Kong, in seconds UTC."""
DAY = 86_400
PASS, PERSON, FILING, INSTITUTION, KEY = (bytes([number]) * 16 for number in range(1, 6))
OTHER_KEY = bytes([6]) * 16
TAG = b"tag1"
LANE = "F1-1"


class PartlyTooNew(MemoryView):
    """A register in which some rows are not for this program to read."""

    def __init__(self, rows: list[Row], too_new: frozenset[Ref]) -> None:
        super().__init__(rows)
        self.too_new = too_new

    def get(self, kind: type[R], key: bytes) -> R | TooNew | None:
        return TooNew(kind.TABLE, key, 2) if (kind.TABLE, key) in self.too_new else super().get(kind, key)


CLAIMS = Claims(
    zone="hetao",
    expires=NOON + 30 * DAY,
    not_before=NOON - 30 * DAY,
    issued_at=NOON - 30 * DAY,
    pass_id=PASS,
    class_number=1,
    lines=3,
    tag=TAG,
)
ISSUED = Pass(
    key=PASS,
    person=PERSON,
    filing=FILING,
    institution=INSTITUTION,
    class_number=1,
    lines=3,
    issued_at=NOON - 30 * DAY,
    not_before=NOON - 30 * DAY,
    expires=NOON + 30 * DAY,
    issuing_key=KEY,
    short_number="00000000000",
    token=b"",
)
FILED = Filing(
    key=FILING,
    person=PERSON,
    institution=INSTITUTION,
    class_number=1,
    lines=3,
    valid_from=NOON - 60 * DAY,
    valid_until=NOON + 60 * DAY,
    filed_by=b"hr",
    approved_by=b"approver",
    state="approved",
)


VERIFIED = Verified(b"kid1", KEY, CLAIMS)
SOMEBODY = Person(key=PERSON, institutions=(INSTITUTION,))
INSTITUTE = Institution(key=INSTITUTION, tag=TAG, name_latin="Institute")


class Scene(Struct, frozen=True):
    """A presentation at noon, lane F1-1, entry, everything in order."""

    token: TokenRead = VERIFIED
    issued: Pass | None = ISSUED
    person: Person | None = SOMEBODY
    filing: Filing | None = FILED
    institution: Institution | None = INSTITUTE
    watch: Watch | None = None
    presence: Presence | None = None
    others: tuple[Row, ...] = ()
    too_new: frozenset[Ref] = frozenset()
    policy: Policy | None = POLICY
    lane: str = LANE
    direction: Direction = "entry"
    now: Now = field(
        default_factory=lambda: Now(
            at=NOON * 1_000_000,
            exchanged_at=(NOON - 60) * 1_000_000,
            heard=dict.fromkeys(POLICY.lanes, (NOON - 60) * 1_000_000),
        )
    )

    def view(self) -> MemoryView:
        rows = (self.issued, self.person, self.filing, self.institution, self.watch, self.presence, *self.others)
        return PartlyTooNew([row for row in rows if row is not None], self.too_new)

    def verdict(self) -> Verdict:
        shown = Presentation(self.token, "camera")
        return decide(shown, self.view(), self.lane, self.direction, self.policy, self.now)

    def explained(self) -> tuple[Checked, ...]:
        assert self.policy is not None
        shown = Presentation(self.token, "camera")
        return explain(shown, self.view(), self.lane, self.direction, self.policy, self.now)

    def but(self, **changes: Any) -> "Scene":
        return replace(self, **changes)

    def token_but(self, **changes: Any) -> "Scene":
        """With other claims, or with `withdrawn`, `out_of_scope` or `key` of the verified token changed."""
        assert isinstance(self.token, Verified)
        own = {name: changes.pop(name) for name in ("withdrawn", "out_of_scope", "key") if name in changes}
        return replace(self, token=replace(self.token, claims=replace(self.token.claims, **changes), **own))

    def pass_but(self, **changes: Any) -> "Scene":
        return replace(self, issued=self.issued and replace(self.issued, **changes))

    def filing_but(self, **changes: Any) -> "Scene":
        return replace(self, filing=self.filing and replace(self.filing, **changes))

    def person_but(self, **changes: Any) -> "Scene":
        return replace(self, person=self.person and replace(self.person, **changes))

    def institution_but(self, **changes: Any) -> "Scene":
        return replace(self, institution=self.institution and replace(self.institution, **changes))

    def now_but(self, **changes: Any) -> "Scene":
        return replace(self, now=replace(self.now, **changes))

    def last(self, *, inside: bool, ago_s: float = 3600, lane: str = "S1-1") -> "Scene":
        at = self.now.at - int(ago_s * 1_000_000)
        return self.but(presence=Presence(key=PERSON, inside=inside, at=at, lane=lane, movement=(b"j" * 16, 1)))

    def rules_but(self, **changes: Any) -> "Scene":
        """With other rules for this lane's line, in both directions."""
        assert self.policy is not None
        line = self.policy.lines[self.policy.lanes[self.lane].line]
        other: Line = replace(line, entry=_changed(line.entry, changes), exit=_changed(line.exit, changes))
        return self.but(policy=replace(self.policy, lines={**self.policy.lines, line.id: other}))

    def class_but(self, number: int = 1, **changes: Any) -> "Scene":
        """With a class of the policy changed: the holder's own unless told otherwise."""
        assert self.policy is not None
        other: PassClass = replace(self.policy.classes[number], **changes)
        return self.but(policy=replace(self.policy, classes={**self.policy.classes, number: other}))

    def policy_but(self, **changes: Any) -> "Scene":
        return self.but(policy=self.policy and replace(self.policy, **changes))

    def presence_but(self, **changes: Any) -> "Scene":
        return self.but(presence=self.presence and replace(self.presence, **changes))

    def beside(self, *rows: Row) -> "Scene":
        """With other rows in the register too."""
        return self.but(others=(*self.others, *rows))

    def leaving(self) -> "Scene":
        """The same person going out, inside until now."""
        return self.last(inside=True).but(direction="exit")

    def unknown(self) -> "Scene":
        """The pass and all it rests on have not come to this desk."""
        return self.but(issued=None, person=None, filing=None, institution=None)


def _changed(rules: Rules, changes: dict[str, Any]) -> Rules:
    return replace(rules, **changes)


GOOD = Scene()
