"""Passes: issued on an approved filing, replaced, suspended, revoked."""

import secrets
from datetime import datetime

from msgspec import Struct

from passdesk.credential.key_ring import institution_tag
from passdesk.credential.short_number import short_number
from passdesk.credential.token import text_of
from passdesk.domain.entries import Entry
from passdesk.domain.judging import Judged, entitled
from passdesk.domain.kinds import KINDS
from passdesk.domain.passes import Claims, Pass
from passdesk.domain.people import Filing
from passdesk.domain.register import Draft
from passdesk.domain.zone import Policy
from passdesk.errors import Declined, Misuse
from passdesk.issuing import filings
from passdesk.issuing.issuing_keys import HeldKey, held_keys, key_for
from passdesk.store.acts import Acting
from passdesk.store.policy_here import policy_here
from passdesk.store.told import seconds

_SHORTEST_ROUNDED_S = 2 * 86_400


class Issued(Struct, frozen=True):
    """A pass that stands in the journal. `qr_text`: the digits its code holds; `expires`: seconds UTC."""

    pass_id: bytes
    qr_text: str
    short_number: str
    expires: int
    entry: Entry


def issue(
    acting: Acting,
    person: bytes,
    *,
    class_code: str | None = None,
    filing: bytes | None = None,
    not_before: int | None = None,
    expires: int | None = None,
    replaces: bytes | None = None,
) -> Issued:
    """Issue a pass on an approved filing: the one named, or the person's only one (of this class). Seconds UTC.

    Without `expires` it is good as long as class, filing and key allow, ending with a whole local day.
    `Misuse` for times that don't fit the filing; `Declined` without filing, key or right, and while a pass on that
    filing is suspended to those who may not resume it: they would undo what another stopped.
    """
    policy, now = policy_here(acting.store, acting.clock), seconds(acting.store, acting.clock())
    ground = _ground(acting, policy, person, class_code, filing, now)
    _check_suspended(acting, ground.key)
    start = max(now, ground.valid_from) if not_before is None else not_before
    pass_id = _fresh_id(acting)
    end = _longest(acting, policy, ground, now) if expires is None else expires
    _check_times(policy, ground, now, start, end)
    claims = Claims(
        policy.zone, end, start, now, pass_id, ground.class_number, ground.lines, institution_tag(ground.institution)
    )
    return _write(acting, claims, ground, key_for(acting.store, claims), replaces)


def replace(acting: Acting, old: bytes, *, expires: int | None = None) -> Issued:
    """A new pass in place of `old`, on the same filing; the old one is refused from then on."""
    row = held(acting, old)
    if row.state in ("revoked", "replaced"):
        raise Declined(f"This pass is {row.state} already.", kept="No pass was made.", remedy="Issue a new one.")
    return issue(acting, row.person, filing=row.filing, expires=expires, replaces=old)


def suspend(acting: Acting, pass_id: bytes, reason: str | None = None) -> Entry:
    return acting.act("pass_suspended", {"pass": pass_id, "reason": reason})


def resume(acting: Acting, pass_id: bytes) -> Entry:
    return acting.act("pass_resumed", {"pass": pass_id})


def revoke(acting: Acting, pass_id: bytes, reason: str | None = None) -> Entry:
    """For good: a revoked pass is never good again."""
    return acting.act("pass_revoked", {"pass": pass_id, "reason": reason})


def held(acting: Acting, pass_id: bytes) -> Pass:
    """The pass's row; `Declined` where this desk has none it can read."""
    with acting.store.view() as view:
        row = view.get(Pass, pass_id)
    if not isinstance(row, Pass):
        raise Declined("This desk does not know such a pass.", kept="Nothing was changed.", remedy="Check the number.")
    return row


def _check_suspended(acting: Acting, filing: bytes) -> None:
    with acting.store.view() as view:
        suspended = [row.key for row in view.find(Pass, "filing", filing) if row.state == "suspended"]
    if not all(_may_resume(acting, pass_id) for pass_id in suspended):
        raise Declined(
            "A pass on this filing is suspended, and you may not resume it.",
            kept="No pass was made.",
            remedy="Ask an approver or a supervisor to resume it first.",
        )


def _may_resume(acting: Acting, pass_id: bytes) -> bool:
    kind = "pass_resumed"
    act = Judged(kind, {"pass": pass_id}, acting.store.journal.id, frozenset({acting.signer.operator}))
    with acting.store.view() as view:
        return bool(entitled(act, KINDS[kind], Draft(view)))


def _ground(
    acting: Acting, policy: Policy, person: bytes, class_code: str | None, filing: bytes | None, now: int
) -> Filing:
    """The filing a new pass rests on."""
    if filing is not None:
        row = filings.held(acting, filing)
        if row.person != person:
            raise Declined("This filing is another person's.", kept="No pass was made.")
        found = [row]
    else:
        with acting.store.view() as view:
            found = view.find(Filing, "person", person)
    wanted = filings.class_called(policy, class_code).number if class_code is not None else None
    fit = [row for row in found if row.state == "approved" and row.valid_until > now]
    fit = [row for row in fit if wanted is None or row.class_number == wanted]
    if len(fit) == 1:
        return fit[0]
    raise Declined(
        "This person has several approved filings." if fit else "No approved filing in force covers this person.",
        kept="No pass was made.",
        remedy="Name the filing." if fit else "File this person, and have another operator approve it.",
    )


def _fresh_id(acting: Acting) -> bytes:
    """Random, and with a short number no pass known here has."""
    with acting.store.view() as view:
        while True:
            pass_id = secrets.token_bytes(16)
            if not view.find(Pass, "short_number", short_number(pass_id)):
                return pass_id


def _longest(acting: Acting, policy: Policy, ground: Filing, now: int) -> int:
    scopes = [one.key.known.scope for one in held_keys(acting.store)]
    fitting = [scope.longest for scope in scopes if not scope.classes or ground.class_number in scope.classes]
    longest = policy.classes[ground.class_number].longest_s if ground.class_number in policy.classes else 0
    end = min(now + min(longest, max(fitting, default=longest)), ground.valid_until)
    midnight = datetime.fromtimestamp(end, policy.local).replace(hour=0, minute=0, second=0)
    return int(midnight.timestamp()) if end - now > _SHORTEST_ROUNDED_S and end < ground.valid_until else end


def _check_times(policy: Policy, ground: Filing, now: int, start: int, end: int) -> None:
    known = policy.classes.get(ground.class_number)
    if known is None:
        raise Declined("The policy no longer has the class of this filing.", kept="No pass was made.")
    if not now <= start < end:
        raise Misuse("A pass begins now or later and ends after it begins.", kept="No pass was made.")
    if end > ground.valid_until or start < ground.valid_from:
        raise Misuse("A pass can't reach beyond its filing.", kept="No pass was made.", remedy="File anew first.")
    if end - now > known.longest_s:
        days = known.longest_s // 86_400
        raise Misuse(f"A pass of class {known.code} lasts {days} days at most.", kept="No pass was made.")


def _write(acting: Acting, claims: Claims, ground: Filing, key: HeldKey, replaces: bytes | None) -> Issued:
    token = key.key.issue(claims)
    number = short_number(claims.pass_id)
    body = {
        "pass": claims.pass_id, "filing": ground.key, "person": ground.person, "institution": ground.institution,
        "class_number": claims.class_number, "lines": claims.lines, "issued_at": claims.issued_at,
        "not_before": claims.not_before, "expires": claims.expires, "key": key.id, "short_number": number,
        "token": token, "replaces": replaces,
    }  # fmt: skip
    entry = acting.act("pass_issued", body)
    return Issued(claims.pass_id, text_of(token), number, claims.expires, entry)
