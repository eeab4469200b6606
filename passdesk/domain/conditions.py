"""The checks of `decide` on where people are, how long they stay, and what their class asks beside (rows 8 to 10)."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import product

from passdesk.domain.movements import Presence
from passdesk.domain.reasons import Reason, refuse_if
from passdesk.domain.situation import Passage, Situation, unheard
from passdesk.domain.spells import entries_of
from passdesk.domain.stays import began, day_of_stay, days_used
from passdesk.domain.zone import Lane, PassClass, Policy, Stay, Travel, pair

_SECOND = 1_000_000


def whereabouts(s: Situation) -> Reason | None:
    """Anti-passback by area. Hard refuses only while every other lane was heard; else an officer looks."""
    kind = s.rules.anti_passback
    if (s.holder is None and s.presence is None) or kind == "off":
        return None
    entering, inside = s.direction == "entry", s.presence is not None and s.presence.inside
    if entering != inside:
        return None
    if s.presence is not None and _just_now(s, s.presence):
        return Reason("shown_just_now", "attention")
    if kind == "timed" and not _within_anti_passback(s):
        return None
    mild = kind == "soft" or unheard(s)
    return Reason("already_inside" if entering else "not_inside", "attention" if mild else "refuse")


def _just_now(s: Situation, last: Presence) -> bool:
    within = s.policy.operation.shown_just_now_s * _SECOND
    return last.lane == s.lane.id and 0 <= s.now.at - last.at < within


def _within_anti_passback(s: Situation) -> bool:
    return s.presence is not None and s.now.at - s.presence.at < s.rules.anti_passback_s * _SECOND


def travel(s: Situation) -> Reason | None:
    """Whether the last movement, at another lane, leaves too little time to have come here."""
    last = s.presence
    lane = s.policy.lanes.get(last.lane) if last is not None and s.policy.travel else None
    if last is None or lane is None:
        return None
    way = _way(s.policy, lane, s.lane)
    if way is None or abs(s.now.at - last.at) >= way.least_s * _SECOND:
        return None
    return Reason("impossible_travel", s.rules.impossible_travel)


def _way(policy: Policy, there: Lane, here: Lane) -> Travel | None:
    """The nearest that is said: between the lanes, a lane and the other's checkpoint, the checkpoints."""
    pairs = product((there.id, there.checkpoint), (here.id, here.checkpoint))
    return next((way for one, other in pairs if (way := policy.travel.get(pair(one, other))) is not None), None)


def _stays(s: Situation) -> Iterator[Stay]:
    return (one.stay for one in s.classes if one is not None and one.stay is not None)


def entries(s: Situation) -> Reason | None:
    """Entries by this very pass; the entry it made just now is not counted against itself."""
    last, shown = s.presence, s.pass_id
    if s.direction == "exit" or last is None or shown is None or (last.inside and _just_now(s, last)):
        return None
    made = entries_of(last.entries).get(shown, 0)
    return refuse_if(any(stay.entries is not None and made >= stay.entries for stay in _stays(s)), "entries_used_up")


def days_left(s: Situation) -> Reason | None:
    """Whether today would be one day too many in the class's window, as seen here."""
    if s.direction == "exit" or s.presence is None:
        return None
    return refuse_if(any(_too_many_days(s, stay, entering=True) for stay in _stays(s)), "stay_used_up")


def overstay(s: Situation) -> Reason | None:
    """Looked at as somebody leaves: one stay too long, or too many days in the class's window."""
    since = began(s.presence)
    if s.direction == "entry" or since == 0:
        return None
    day = day_of_stay(since, s.now.at, s.policy.local)
    over = any((stay.days is not None and day > stay.days) or _too_many_days(s, stay) for stay in _stays(s))
    return refuse_if(over, "overstayed")


def _too_many_days(s: Situation, stay: Stay, *, entering: bool = False) -> bool:
    if stay.days_in is None or stay.within is None or s.presence is None:
        return False
    since, local = began(s.presence), s.policy.local
    return days_used(s.presence.spells, since, s.now.at, stay.within, local, entering=entering) > stay.days_in


def escort(s: Situation) -> Reason | None:
    """Who needs an escort comes in right after a host."""
    asked = s.direction == "entry" and any(one is not None and one.escort_within_s is not None for one in s.classes)
    return Reason("escort_required", s.rules.escort) if asked and host(s) is None else None


def host(s: Situation) -> bytes | None:
    """The newest who came in here in time and may bring this holder; None also where nobody is needed."""
    asked = [one.escort_within_s for one in s.classes if one is not None and one.escort_within_s is not None]
    if s.direction == "exit" or not asked:
        return None
    oldest = s.now.at - min(asked) * _SECOND
    fit = [one for one in s.came_in if oldest <= one.at <= s.now.at and _may_bring(s, one)]
    return max(fit, key=lambda one: one.at).person if fit else None


def _may_bring(s: Situation, one: Passage) -> bool:
    of_class = s.policy.classes.get(one.class_number)
    hosts = of_class is not None and of_class.hosts and one.direction == "entry" and one.person != s.holder
    return hosts and _of_the_same_institution(s, one)


def _of_the_same_institution(s: Situation, one: Passage) -> bool:
    """Of a pass this desk does not know only the institution's tag is known."""
    if s.known is not None:
        return one.institution == s.known.institution
    return s.claims is not None and sha256(one.institution).digest()[:4] == s.claims.tag


def visitors(s: Situation) -> Reason | None:
    """A host leaves last."""
    return refuse_if(s.visitors_inside, "visitors_inside")


def goods(s: Situation) -> Reason | None:
    """On its lines the goods wait in both directions until the officer has ticked the list."""
    return Reason("goods_to_check", "hold") if any(_brings_goods(s, one) for one in s.classes) else None


def _brings_goods(s: Situation, one: PassClass | None) -> bool:
    return one is not None and one.goods is not None and bool(one.goods.lines & s.line.bit)


def note(s: Situation) -> Reason | None:
    return Reason("officer_note", "attention") if s.note is not None and s.note.state == "active" else None
