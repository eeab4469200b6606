"""What the checks of `decide` look at: one presentation and all the register says about it, read once."""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from passdesk.domain.footing import readable
from passdesk.domain.movements import Direction, Escorted, Presence
from passdesk.domain.passes import ByHand, Claims, Pass, TokenRead, Verified
from passdesk.domain.people import (
    EVACUATION_KEY,
    Evacuation,
    Filing,
    Institution,
    Note,
    Person,
    StaleAccepted,
    Watch,
)
from passdesk.domain.register import TooNew, View
from passdesk.domain.zone import Lane, Line, PassClass, Policy, Rules


class Passage(Struct, frozen=True):
    """Somebody who passed this very lane. `at`: µs UTC, corrected."""

    person: bytes
    class_number: int
    institution: bytes
    at: int
    direction: Direction


class Now(Struct, frozen=True):
    """The time as corrected, and how old what this desk knows is. All times in µs UTC, corrected.

    suspect: the clock cannot be trusted. exchanged_at: the last successful exchange; None: never one (a desk
    that is its own zone gives `at`). heard: when the server last heard each lane, as known here; a desk's own
    lanes too. restored: the server was put back from a copy and this desk knows rows that it forgot.
    latest: the latest this desk has reason to believe it already was, 0 where it has none; what is over by then stays
    over when the clock goes back. passed_here: the newest passages at this lane. vouched: two people said what
    time it is, and no server has.
    """

    at: int
    suspect: bool = False
    exchanged_at: int | None = None
    heard: Mapping[str, int] = field(default_factory=dict)
    restored: bool = False
    latest: int = 0
    passed_here: tuple[Passage, ...] = ()
    vouched: bool = False


class Situation(Struct, frozen=True):
    """`claims` only where the signature holds; the rows only where the register knows the pass or, without one read, an
    officer named the person.

    `complete`: every row a known pass rests on is here. `too_new`: this program cannot read one of them.
    `stopped_tag`: an institution with the tag of an unknown pass is suspended. `classes`: by the token and by the
    register, None for one the policy lacks; what each asks has to hold: a register may narrow a pass, never widen it.
    `visitors_inside` is asked only where a host leaves, `stale_accepted` only where the register is too old, `came_in`
    only where somebody needs a host: of who passed here those who are inside still.
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
    note: Note | None = None
    filing: Filing | None = None
    institution: Institution | None = None
    presence: Presence | None = None
    complete: bool = False
    too_new: bool = False
    stopped_tag: bool = False
    classes: tuple[PassClass | None, ...] = ()
    visitors_inside: bool = False
    came_in: tuple[Passage, ...] = ()
    evacuating: bool = False
    stale_accepted: bool = False

    @property
    def seconds(self) -> int:
        return self.now.at // 1_000_000

    @property
    def latest_seconds(self) -> int:
        return max(self.now.at, self.now.latest) // 1_000_000

    @property
    def pass_id(self) -> bytes | None:
        """Of the pass that was read, or that an officer named, where one was."""
        return pass_named(self.claims, self.known)

    @property
    def holder(self) -> bytes | None:
        """Whom this is about, where that is known."""
        if isinstance(self.token, ByHand):
            return self.token.person
        return self.known.person if self.known is not None else None


def gather(token: TokenRead, view: View, lane: Lane, direction: Direction, policy: Policy, now: Now) -> Situation:
    """Read what the register says. Only a signature that holds is worth a look: other tokens name no pass."""
    line = policy.lines[lane.line]
    rules, evacuation = line.rules(direction), view.get(Evacuation, EVACUATION_KEY)
    bare = Situation(
        token, lane, line, direction, policy, rules, now,
        too_new=isinstance(evacuation, TooNew),
        evacuating=isinstance(evacuation, Evacuation) and evacuation.active,
        stale_accepted=is_stale(now, rules) and _stale_accepted(view, lane, policy, now),
    )  # fmt: skip
    found = _found(view, token)
    match token:
        case Verified(claims=claims) if isinstance(found, Pass):
            return _of_holder(bare, view, found.person, claims, found)
        case Verified(claims=claims):
            return _of_unknown(bare, view, claims, found)
        case ByHand(person=person):
            return _of_holder(bare, view, person, None, found)
        case _:
            return bare


def pass_named(claims: Claims | None, known: Pass | None) -> bytes | None:
    if claims is not None:
        return claims.pass_id
    return known.key if known is not None else None


def is_evacuating(view: View) -> bool:
    row = view.get(Evacuation, EVACUATION_KEY)
    return isinstance(row, Evacuation) and row.active


def known_to(view: View, token: TokenRead) -> Pass | None:
    """The row of the pass that a sound token, or an officer, names."""
    return readable(_found(view, token))


def _found(view: View, token: TokenRead) -> Pass | TooNew | None:
    """Of a pass that an officer names only a row that is the person's own counts."""
    match token:
        case Verified(claims=claims):
            return view.get(Pass, claims.pass_id)
        case ByHand(person=person, pass_id=bytes() as pass_id):
            found = view.get(Pass, pass_id)
            return None if isinstance(found, Pass) and found.person != person else found
        case _:
            return None


def _of_unknown(bare: Situation, view: View, claims: Claims, found: Pass | TooNew | None) -> Situation:
    """Where its bearer is stands under the pass: see `bearers`."""
    tagged, classes = view.find(Institution, "tag", claims.tag), _classes(bare.policy, claims, None)
    presence = view.get(Presence, claims.pass_id)
    return replace(
        bare,
        claims=claims,
        too_new=bare.too_new or TooNew in (type(found), type(presence)),
        stopped_tag=any(institution.state == "suspended" for institution in tagged),
        classes=classes,
        came_in=_came_in(bare, view, classes),
        presence=_standing(presence),
    )


def _of_holder(
    bare: Situation, view: View, holder: bytes, claims: Claims | None, found: Pass | TooNew | None
) -> Situation:
    """What is said of the person, and of the pass and what it rests on where there is one."""
    known = readable(found)
    person, watch = view.get(Person, holder), view.get(Watch, holder)
    presence, note = view.get(Presence, holder), view.get(Note, holder)
    filing = view.get(Filing, known.filing) if known is not None else None
    institution = view.get(Institution, known.institution) if known is not None else None
    classes = _classes(bare.policy, claims, known)
    return Situation(
        bare.token, bare.lane, bare.line, bare.direction, bare.policy, bare.rules, bare.now,
        claims, known, readable(person), readable(watch), readable(note), readable(filing), readable(institution),
        _standing(presence),
        complete=person is not None and filing is not None and institution is not None,
        too_new=bare.too_new or TooNew in map(type, (found, person, watch, note, filing, institution, presence)),
        classes=classes,
        visitors_inside=_visitors_inside(bare, view, holder, classes),
        came_in=_came_in(bare, view, classes),
        evacuating=bare.evacuating,
        stale_accepted=bare.stale_accepted,
    )  # fmt: skip


def _standing(presence: Presence | TooNew | None) -> Presence | None:
    """Where every movement was undone, nothing is known of where they are."""
    return presence if isinstance(presence, Presence) and presence.stands else None


def _visitors_inside(bare: Situation, view: View, holder: bytes, classes: tuple[PassClass | None, ...]) -> bool:
    if bare.direction == "entry" or not any(one is not None and one.hosts for one in classes):
        return False
    return bool(view.find(Escorted, "host", holder))


def _came_in(bare: Situation, view: View, classes: tuple[PassClass | None, ...]) -> tuple[Passage, ...]:
    """Who has left again, or whose crossing was undone, brings nobody."""
    if bare.direction == "exit" or not any(one is not None and one.escort_within_s is not None for one in classes):
        return ()
    where = ((one, _standing(view.get(Presence, one.person))) for one in bare.now.passed_here)
    return tuple(one for one, row in where if row is not None and row.inside)


def _classes(policy: Policy, claims: Claims | None, known: Pass | None) -> tuple[PassClass | None, ...]:
    if known is None:
        return (policy.classes.get(claims.class_number),) if claims is not None else ()
    registered = policy.classes.get(known.class_number)
    if claims is None or claims.class_number == known.class_number:
        return (registered,)
    return (policy.classes.get(claims.class_number), registered)


def _stale_accepted(view: View, lane: Lane, policy: Policy, now: Now) -> bool:
    """Whether a supervisor lets this lane go on for now with what the desk knows."""
    row = view.get(StaleAccepted, lane.id.encode())
    if not isinstance(row, StaleAccepted):
        return False
    longest = policy.operation.stale_accepted_longest_s * 1_000_000
    return max(now.at, now.latest) < min(row.until, row.accepted_at + longest)


def age_s(now: Now, at: int | None) -> int | None:
    """Whole seconds since `at`, never below 0; None for never."""
    return None if at is None else max(0, now.at - at) // 1_000_000


def is_stale(now: Now, rules: Rules) -> bool:
    """Whether the last exchange is so old that these rules refuse."""
    age, refuses = age_s(now, now.exchanged_at), rules.exchange_refuses_after_s
    return refuses is not None and (age is None or age >= refuses)


def unheard(situation: Situation) -> tuple[str, ...]:
    """The other lanes into the inside area that the server did not hear within the policy's limit."""
    oldest = situation.now.at - situation.rules.heard_within_s * 1_000_000
    heard, here = situation.now.heard, situation.lane.id
    return tuple(lane for lane in situation.policy.lanes if lane != here and heard.get(lane, oldest - 1) < oldest)
