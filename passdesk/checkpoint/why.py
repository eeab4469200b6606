"""Why a verdict is what it is: every check and what it found, by today's register or as an entry keeps it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from passdesk import __version__
from passdesk.checkpoint.shown_before import verdict_of
from passdesk.domain.admission import Checked, Verdict
from passdesk.domain.checks import FINDS
from passdesk.domain.passes import ByHand, Claims, Pass, TokenRead, Verified
from passdesk.domain.people import Institution, IssuingKey, Person
from passdesk.domain.reasons import CODES, ENGLISH, Reason, of_the_pass
from passdesk.domain.register import View
from passdesk.domain.stays import StayClock

_WHATEVER_IS_SHOWN = frozenset({0, 1, 2, 11})
"""Rows of the table of checks that are asked of every presentation; the others need a holder who is known."""


class Asked(Struct, frozen=True):
    """One check. `row`: its row of the table; `asked`: it could be; else nothing was known for it to look at.
    `weighed`: what it finds counts; a sound pass leaves an area that is being emptied, whatever else speaks."""

    check: str
    row: int
    asked: bool
    found: Reason | None
    weighed: bool = True


class Why(Struct, frozen=True):
    """A verdict with all its checks, in their order. `at`: corrected µs UTC. `stay`: the holder's stay clock, where the
    class has one. `then`: as an entry has it; `unknown`: reasons in it by a newer program. `program`: the version that
    decided."""

    verdict: Verdict
    checks: tuple[Asked, ...]
    at: int
    program: str
    then: bool = False
    stay: StayClock | None = None
    unknown: tuple[str, ...] = ()


def asked(verdict: Verdict, found: tuple[Checked, ...]) -> tuple[Asked, ...]:
    """Each check with its row, whether it had anything to look at, and whether it counts; none without a policy."""
    if any(reason.code == "no_policy" for reason in verdict.reasons):
        return tuple(Asked(one.check, ENGLISH[FINDS[one.check][0]].row, False, one.reason) for one in found)
    named = verdict.verified or verdict.person is not None
    every = not (verdict.evacuated and verdict.verified)
    return tuple(_asked(one, named=named, every=every) for one in found)


def beside(why: Why) -> tuple[Reason, ...]:
    """Reasons of the verdict that no check gave."""
    given = {one.found.code for one in why.checks if one.found is not None}
    return tuple(reason for reason in why.verdict.reasons if reason.code not in given)


def _asked(one: Checked, *, named: bool, every: bool) -> Asked:
    code = FINDS[one.check][0]
    row = ENGLISH[code].row
    return Asked(one.check, row, named or row in _WHATEVER_IS_SHOWN, one.reason, every or of_the_pass(code))


def why_shown(verdict: Verdict, at: int, program: str = __version__) -> Why:
    """Of a verdict that was given at `at` (corrected µs UTC): which checks spoke is known, not what the others saw."""
    by_code = {reason.code: reason for reason in verdict.reasons}
    found = (
        Checked(name, next((by_code[code] for code in codes if code in by_code), None)) for name, codes in FINDS.items()
    )
    return Why(verdict, asked(verdict, tuple(found)), at, program, then=True)


def why_then(body: Mapping[str, Any], at: int) -> Why:
    """What was known then, from the body of a `shown` alone."""
    told = why_shown(verdict_of(body), at, body["program"])
    return replace(told, unknown=tuple(code for code in body["reasons"] if code not in CODES))


def as_if_shown(view: View, person: Person, pass_id: bytes | None, zone: str) -> TokenRead:
    """The pass as a reader would find it, were it held up now; without one, the person as an officer finds them."""
    known = view.get(Pass, pass_id) if pass_id is not None else None
    if not isinstance(known, Pass):
        return ByHand(person.key, pass_id, "why")
    institution, key = view.get(Institution, known.institution), view.get(IssuingKey, known.issuing_key)
    tag = institution.tag if isinstance(institution, Institution) else bytes(4)
    claims = Claims(
        zone, known.expires, known.not_before, known.issued_at, known.key, known.class_number, known.lines, tag
    )
    withdrawn = isinstance(key, IssuingKey) and key.state == "withdrawn"
    return Verified(known.issuing_key[:4], known.issuing_key, claims, withdrawn=withdrawn)
