"""Filings: a person's place on an institution's whitelist, filed by one operator and approved by another."""

import secrets
from collections.abc import Iterable

from passdesk.domain.entries import Entry
from passdesk.domain.people import Filing
from passdesk.domain.register import TooNew
from passdesk.domain.zone import PassClass, Policy
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.policy_here import policy_here


def file(
    acting: Acting,
    person: bytes,
    institution: bytes,
    class_code: str,
    *,
    valid_from: int,
    valid_until: int,
    lines: Iterable[str] | None = None,
) -> bytes:
    """File a person for a class of pass, from and until in seconds UTC; the filing's new 16-byte id.

    `lines`: ids, None for every line the class covers. `Misuse` for a class or line the policy does not have.
    """
    policy = policy_here(acting.store, acting.clock)
    wanted = class_called(policy, class_code)
    if not 0 <= valid_from < valid_until < 1 << 32:
        raise Misuse("A filing must end after it begins.", kept="Nothing was filed.")
    filing = secrets.token_bytes(16)
    body = {
        "filing": filing, "person": person, "institution": institution, "class_number": wanted.number,
        "lines": _mask(policy, wanted, lines), "valid_from": valid_from, "valid_until": valid_until,
    }  # fmt: skip
    acting.act("filing_filed", body)
    return filing


def approve(acting: Acting, filing: bytes) -> Entry:
    """Approve what another operator filed; `Declined` for one's own, or for a filing that is not awaiting it."""
    row = held(acting, filing)
    body = {"filing": filing, "person": row.person, "institution": row.institution}
    return acting.act("filing_approved", body)


def withdraw(acting: Acting, filing: bytes, reason: str | None = None) -> Entry:
    """Take a filing back for good; its passes are refused from then on."""
    return acting.act("filing_withdrawn", {"filing": filing, "reason": reason})


def held(acting: Acting, filing: bytes) -> Filing:
    """The filing's row; `Declined` where this desk has none it can read."""
    with acting.store.view() as view:
        row = view.get(Filing, filing)
    if row is None or isinstance(row, TooNew):
        raise Declined("This desk does not know such a filing.", kept="Nothing was changed.", remedy="Check the id.")
    return row


def class_called(policy: Policy, code: str) -> PassClass:
    """The class by its code; `Misuse` names those there are."""
    found = policy.class_called(code)
    if found is None:
        known = ", ".join(each.code for each in policy.classes.values())
        raise Misuse(f"The policy has no class {code!r}.", kept="Nothing was changed.", remedy=f"It has: {known}.")
    return found


def _mask(policy: Policy, wanted: PassClass, lines: Iterable[str] | None) -> int:
    if lines is None:
        return wanted.lines
    named = list(lines)
    unknown = [line for line in named if line not in policy.lines]
    mask = policy.mask(line for line in named if line in policy.lines)
    if unknown or not mask or mask & ~wanted.lines:
        covered = ", ".join(policy.lines_of(wanted.lines))
        raise Misuse(
            f"Class {wanted.code} does not cover the lines asked for.",
            kept="Nothing was filed.",
            remedy=f"It covers: {covered}.",
        )
    return mask
