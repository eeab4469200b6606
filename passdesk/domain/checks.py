"""The checks of `decide`, one function each, and at the end their list: every way not to be admitted.

A check says `refuse` as on entry; `admission` softens it on exit. None: nothing stands against the pass. What is asked
of where people are, of their stay and beside their class stands in `conditions.py`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import assert_never

from passdesk.domain import conditions
from passdesk.domain.footing import Footing
from passdesk.domain.opening import is_open
from passdesk.domain.passes import ByHand, Forged, NotAPass, NothingRead, UnknownKey, Verified, WrongZone
from passdesk.domain.reasons import Code, Reason, refuse_if
from passdesk.domain.situation import Situation, age_s, is_stale

Check = Callable[[Situation], Reason | None]


def evacuation(s: Situation) -> Reason | None:
    return refuse_if(s.evacuating and s.direction == "entry", "evacuation")


def read_at_all(s: Situation) -> Reason | None:
    match s.token:
        case NothingRead():
            return Reason("unreadable", "refuse")
        case NotAPass():
            return Reason("not_a_pass", "refuse")
        case WrongZone():
            return Reason("wrong_zone", "refuse")
        case UnknownKey() | Forged():
            return None
        case Verified(claims=claims):
            return refuse_if(claims.zone != s.policy.zone, "wrong_zone")
        case ByHand():
            return Reason("by_hand", "attention")
        case other:
            assert_never(other)


def has_pass(s: Situation) -> Reason | None:
    return refuse_if(isinstance(s.token, ByHand) and s.known is None and not s.too_new, "no_pass")


def signature(s: Situation) -> Reason | None:
    match s.token:
        case UnknownKey():
            return Reason("unknown_key", "refuse")
        case Forged():
            return Reason("forged", "refuse")
        case _:
            return None


def key_withdrawn(s: Situation) -> Reason | None:
    """A withdrawn key's passes are good only where the register knows that very key issued them."""
    if not isinstance(s.token, Verified) or not s.token.withdrawn:
        return None
    return refuse_if(s.known is None or s.known.issuing_key != s.token.key, "key_withdrawn")


def key_scope(s: Situation) -> Reason | None:
    """Also a good key that signs over a pass the register knows as another key's."""
    if not isinstance(s.token, Verified):
        return None
    another = s.known is not None and s.known.issuing_key != s.token.key
    return refuse_if(s.token.out_of_scope or another, "key_out_of_scope")


def begun(s: Footing) -> Reason | None:
    """The later of the token's and the register's beginning."""
    early = (s.claims is not None and s.seconds < s.claims.not_before) or (
        s.known is not None and s.seconds < s.known.not_before
    )
    return refuse_if(early, "not_yet_valid")


def not_over(s: Footing) -> Reason | None:
    """The earlier of the token's and the register's end; invalid from that second on, whatever a clock says later."""
    latest = s.latest_seconds
    over = (s.claims is not None and latest >= s.claims.expires) or (s.known is not None and latest >= s.known.expires)
    return refuse_if(over, "expired")


def known_here(s: Situation) -> Reason | None:
    """A pass whose person, filing or institution has not come yet is as good as unknown."""
    if (s.claims is None and s.known is None) or s.complete or (s.known is None and s.too_new):
        return None
    return Reason("unknown_pass", s.rules.unknown_pass)


def pass_state(s: Situation) -> Reason | None:
    if s.known is None or s.known.state == "good":
        return None
    return Reason(s.known.state, "refuse")


def readable_rows(s: Footing) -> Reason | None:
    return refuse_if(s.too_new, "row_too_new")


def watchlist(s: Footing) -> Reason | None:
    if s.watch is None or s.watch.state != "active":
        return None
    return Reason("watchlisted", s.watch.action)


def person_state(s: Footing) -> Reason | None:
    return refuse_if(s.person is not None and s.person.state != "active", "person_suspended")


def institution_state(s: Footing) -> Reason | None:
    suspended = s.institution is not None and s.institution.state != "active"
    return refuse_if(suspended or s.stopped_tag, "institution_suspended")


def filing_state(s: Footing) -> Reason | None:
    if s.filing is None:
        return None
    if s.filing.state == "withdrawn":
        return Reason("filing_withdrawn", "refuse")
    begun, over = s.filing.valid_from <= s.seconds, s.latest_seconds >= s.filing.valid_until
    return refuse_if(s.filing.state != "approved" or not begun or over, "filing_expired")


def class_in_policy(s: Situation) -> Reason | None:
    return refuse_if(None in s.classes, "class_unknown")


def line(s: Situation) -> Reason | None:
    """Token, register, filing and class must all cover this line."""
    lines = s.line.bit
    for right in (s.claims, s.known, s.filing, *s.classes):
        if right is not None:
            lines &= right.lines
    return refuse_if(not lines, "wrong_line")


def checkpoint(s: Situation) -> Reason | None:
    for one in s.classes:
        if one is not None and one.checkpoints and s.lane.checkpoint not in one.checkpoints:
            return Reason("wrong_checkpoint", "refuse")
    return None


def hours(s: Situation) -> Reason | None:
    shut = any(one is not None and not is_open(one, s.policy, s.seconds) for one in s.classes)
    return refuse_if(shut, "outside_hours")


def register_age(s: Situation) -> Reason | None:
    """What would refuse is for attention where a supervisor accepted it."""
    if is_stale(s.now, s.rules):
        return Reason("register_stale", "attention" if s.stale_accepted else "refuse")
    age = age_s(s.now, s.now.exchanged_at)
    if age is None or age >= s.rules.exchange_warns_after_s:
        return Reason("register_stale", "attention")
    return None


def clock(s: Situation) -> Reason | None:
    return Reason("clock_suspect", "attention") if s.now.suspect else None


_TABLE: tuple[tuple[Check, tuple[Code, ...]], ...] = (
    (evacuation, ("evacuation",)),  # 0
    (read_at_all, ("unreadable", "not_a_pass", "wrong_zone", "by_hand")),  # 1
    (has_pass, ("no_pass",)),  # 1
    (signature, ("unknown_key", "forged")),  # 2
    (key_withdrawn, ("key_withdrawn",)),  # 2
    (key_scope, ("key_out_of_scope",)),  # 2
    (begun, ("not_yet_valid",)),  # 3
    (not_over, ("expired",)),  # 3
    (known_here, ("unknown_pass",)),  # 4
    (pass_state, ("revoked", "replaced", "suspended")),  # 4
    (readable_rows, ("row_too_new",)),  # 4
    (watchlist, ("watchlisted",)),  # 5
    (person_state, ("person_suspended",)),  # 5
    (institution_state, ("institution_suspended",)),  # 6
    (filing_state, ("filing_expired", "filing_withdrawn")),  # 6
    (class_in_policy, ("class_unknown",)),  # 7
    (line, ("wrong_line",)),  # 7
    (checkpoint, ("wrong_checkpoint",)),  # 7
    (hours, ("outside_hours",)),  # 7
    (conditions.whereabouts, ("already_inside", "not_inside", "shown_just_now")),  # 8
    (conditions.travel, ("impossible_travel",)),  # 8
    (conditions.entries, ("entries_used_up",)),  # 9
    (conditions.days_left, ("stay_used_up",)),  # 9
    (conditions.overstay, ("overstayed",)),  # 9
    (conditions.escort, ("escort_required",)),  # 10
    (conditions.visitors, ("visitors_inside",)),  # 10
    (conditions.goods, ("goods_to_check",)),  # 10
    (conditions.note, ("officer_note",)),  # 10
    (register_age, ("register_stale",)),  # 11
    (clock, ("clock_suspect",)),  # 11
)
"""Each check and the codes it may find; beside it its row of the design's table."""
CHECKS: tuple[Check, ...] = tuple(check for check, _ in _TABLE)
FINDS: Mapping[str, tuple[Code, ...]] = MappingProxyType({check.__name__: codes for check, codes in _TABLE})
"""By the name of a check, what it may find."""

_WITHOUT_A_LANE = (begun, not_over, readable_rows, watchlist, person_state, institution_state, filing_state)


def stopped_by(footing: Footing) -> tuple[Code, ...]:
    """What refuses a pass whatever its own state says and wherever it is shown, in the order of the table."""
    found = (check(footing) for check in _WITHOUT_A_LANE)
    return tuple(reason.code for reason in found if reason is not None and reason.severity == "refuse")
