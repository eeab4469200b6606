"""What the checks of `decide` look at: one presentation and all the register says about it, read once."""

from collections.abc import Callable, Mapping
from functools import partial

from msgspec import Struct, field

from passdesk.domain.footing import readable
from passdesk.domain.movements import Direction, Presence
from passdesk.domain.passes import Claims, Pass, TokenRead, Verified
from passdesk.domain.people import Filing, Institution, Person, Watch
from passdesk.domain.register import TooNew, View
from passdesk.domain.zone import Lane, Line, PassClass, Policy, Rules


class Now(Struct, frozen=True):
    """The time as corrected, and how old what this desk knows is. All times in µs UTC, corrected.

    suspect: the clock cannot be trusted. exchanged_at: the last successful exchange; None: never one (a desk
    that is its own zone gives `at`). heard: when the server last heard each lane, as known here; a desk's own
    lanes too. restored: the server was put back from a copy and this desk knows rows that it forgot.
    """

    at: int
    suspect: bool = False
    exchanged_at: int | None = None
    heard: Mapping[str, int] = field(default_factory=dict)
    restored: bool = False
    latest: int = 0
    vouched: bool = False


class Situation(Struct, frozen=True):
    """`claims` only where the signature holds; the rows only where the register knows the pass.

    `complete`: every row a known pass rests on is here. `too_new`: this program cannot read one of them.
    `stopped_tag`: an institution with the tag of an unknown pass is suspended. `classes`: by the token and by the
    register, None for one the policy lacks; what each asks has to hold: a register may narrow a pass, never widen it.
    """

    token: TokenRead
    lane: Lane
    line: Line
    direction: Direction
    policy: Policy
    rules: Rules
    now: Now
    claims: Claims | None = None
    known: Pass | None = None
    person: Person | None = None
    watch: Watch | None = None
    filing: Filing | None = None
    institution: Institution | None = None
    presence: Presence | None = None
    complete: bool = False
    too_new: bool = False
    stopped_tag: bool = False
    classes: tuple[PassClass | None, ...] = ()

    @property
    def seconds(self) -> int:
        return self.now.at // 1_000_000


Here = Callable[..., Situation]
"""A situation but for what the register says: the token, place, policy and time are given."""


def gather(token: TokenRead, view: View, lane: Lane, direction: Direction, policy: Policy, now: Now) -> Situation:
    """Read what the register says. Only a signature that holds is worth a look: other tokens name no pass."""
    line = policy.lines[lane.line]
    here = partial(Situation, token, lane, line, direction, policy, line.rules(direction), now)
    if not isinstance(token, Verified):
        return here()
    found = view.get(Pass, token.claims.pass_id)
    if isinstance(found, Pass):
        return _of_known(here, policy, token.claims, found, view)
    return _of_unknown(here, policy, token.claims, found, view)


def _of_unknown(here: Here, policy: Policy, claims: Claims, found: TooNew | None, view: View) -> Situation:
    tagged = view.find(Institution, "tag", claims.tag)
    return here(
        claims,
        too_new=found is not None,
        stopped_tag=any(institution.state == "suspended" for institution in tagged),
        classes=_classes(policy, claims),
    )


def _of_known(here: Here, policy: Policy, claims: Claims, known: Pass, view: View) -> Situation:
    person, filing = view.get(Person, known.person), view.get(Filing, known.filing)
    institution = view.get(Institution, known.institution)
    watch, presence = view.get(Watch, known.person), view.get(Presence, known.person)
    return here(
        claims, known, readable(person), readable(watch), readable(filing), readable(institution),
        readable(presence),
        complete=person is not None and filing is not None and institution is not None,
        too_new=TooNew in map(type, (person, filing, institution, watch, presence)),
        classes=_classes(policy, claims, known),
    )  # fmt: skip


def _classes(policy: Policy, claims: Claims, known: Pass | None = None) -> tuple[PassClass | None, ...]:
    signed = policy.classes.get(claims.class_number)
    if known is None or known.class_number == claims.class_number:
        return (signed,)
    return (signed, policy.classes.get(known.class_number))


def age_s(now: Now, at: int | None) -> int | None:
    """Whole seconds since `at`, never below 0; None for never."""
    return None if at is None else max(0, now.at - at) // 1_000_000


def unheard(situation: Situation) -> tuple[str, ...]:
    """The other lanes into the inside area that the server did not hear within the policy's limit."""
    oldest = situation.now.at - situation.rules.heard_within_s * 1_000_000
    heard, here = situation.now.heard, situation.lane.id
    return tuple(lane for lane in situation.policy.lanes if lane != here and heard.get(lane, oldest - 1) < oldest)
