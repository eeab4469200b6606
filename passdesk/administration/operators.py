"""Operators: added under a one-time password, given a new key when they forgot theirs, disabled, listed."""

import secrets
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from passdesk.credential import keys
from passdesk.credential import sign_in as wrapped_keys
from passdesk.credential.certificate_bodies import OperatorRights
from passdesk.credential.certificates import certify, open_certificate
from passdesk.credential.trust import LONGEST_CHAIN
from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.domain.attachments import Attachment
from passdesk.domain.entries import Entry
from passdesk.domain.people import ROLES, Operator
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.attaching import attach
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds
from passdesk.store.trusted import administrators, chain_of
from passdesk.store.unlocking import check_certificate

LONGEST_NAME = 64


class Added(Struct, frozen=True):
    """A new operator: 16-byte id, and the one-time password to hand over; it is kept nowhere."""

    operator: bytes
    one_time_password: str


def add(
    acting: Acting,
    name: str,
    roles: Sequence[str],
    institutions: Sequence[bytes] = (),
    *,
    password: str | None = None,
    cost: Cost = DEFAULT_COST,
) -> Added:
    """Make a key for a new operator, certify it as the administrator who acts, and wrap it under a password.

    `password`: the one-time password where the administrator chose it. `institutions` scopes HR; empty: every one.
    `Misuse` for a role there is none of, `Declined` for a name that is taken.
    """
    name = name.strip()
    _check(name, roles)
    operator, once = secrets.token_bytes(16), password or wrapped_keys.one_time_password()
    made = _new_key(acting, OperatorRights(operator, tuple(roles), tuple(institutions)), once, cost)
    body = {"name": name, "roles": list(roles), "institutions": list(institutions) or None, **made.fields}
    acting.act("operator_added", body, (made.wrapped,))
    return Added(operator, once)


def renew(acting: Acting, operator: bytes, *, password: str | None = None, cost: Cost = DEFAULT_COST) -> Added:
    """Give an operator who forgot their password a new key under a new one-time password, as an administrator, at any
    desk; no network is needed.

    The new certificate grants what the old one did. What the old key signed until now stands; from now on neither its
    password nor its staff card opens anything, and nothing it signs counts. `Declined` for oneself, for somebody who
    is disabled, or without the right; `Damaged` where the register claims more of them than was certified.
    """
    once, rights = password or wrapped_keys.one_time_password(), _renewable(acting, operator)
    _check_chain(acting)
    made = _new_key(acting, rights, once, cost)
    acting.act("operator_renewed", made.fields, (made.wrapped,))
    return Added(operator, once)


class _NewKey(Struct, frozen=True):
    """A certified key as an act names it, and the attachment it travels in."""

    fields: dict[str, Any]
    wrapped: Attachment


def _new_key(acting: Acting, rights: OperatorRights, password: str, cost: Cost) -> _NewKey:
    private = keys.generate()
    wrapped = attach("wrapped", wrapped_keys.wrap(keys.seed_of(private), password, rights.operator, cost))
    certificate = certify(
        acting.signer.private,
        zone=acting.store.journal.zone,
        subject=keys.public_of(private),
        body=rights,
        not_before=seconds(acting.store, acting.clock()),
    )
    public = keys.public_of(private)
    fields = {"operator": rights.operator, "public_key": public, "certificate": certificate, "wrapped": wrapped.hash}
    return _NewKey(fields, wrapped)


def _renewable(acting: Acting, operator: bytes) -> OperatorRights:
    """What the operator's certificate grants: not the row's word, which a server that lies could make more of."""
    with acting.store.view() as view:
        row = view.get(Operator, operator)
        if not isinstance(row, Operator) or row.state != "active" or operator == acting.signer.operator:
            why = "Nobody renews their own key." if operator == acting.signer.operator else "No such active operator."
            raise Declined(why, kept="Nothing was changed.", remedy="See: operator list, operator password.")
        rights = check_certificate(acting.store, view, row, acting.clock).body
    assert isinstance(rights, OperatorRights)
    return rights


def _check_chain(acting: Acting) -> None:
    """Administrators who renew each other in turn make the way from the root longer each time."""
    journal = acting.store.journal
    with acting.store.view() as view:
        own, among = view.get(Operator, acting.signer.operator), administrators(view.all(Operator), journal.zone)
    if not isinstance(own, Operator):
        return
    if len(chain_of(open_certificate(own.certificate, journal.zone), among)) >= LONGEST_CHAIN:
        raise Declined(
            f"{own.name} was renewed too many times removed from the zone's root to renew others.",
            kept="Nothing was changed.",
            remedy="Have an administrator do it whose own key was renewed less often, or add the operator anew.",
        )


def disable(acting: Acting, operator: bytes, reason: str | None = None) -> Entry:
    """Their acts count no more; what they did stands. `Declined` for oneself: of the administrators one is left."""
    if operator == acting.signer.operator:
        raise Declined(
            "Nobody disables themselves: of the last administrator that would be the end of the zone.",
            kept="Nothing was changed.",
            remedy="Another administrator does it.",
        )
    return acting.act("operator_disabled", {"operator": operator, "reason": reason})


def listed(store: DeskStore) -> list[Operator]:
    """Every operator this desk knows, by name."""
    with store.view() as view:
        return sorted(view.all(Operator), key=lambda row: (row.name, row.key))


def called(store: DeskStore, name: str) -> Operator:
    """The operator of this name, an active one before a disabled; `Misuse` where there is none."""
    with store.view() as view:
        found = view.find(Operator, "name", name)
    if not found:
        raise Misuse(f"No operator is called {name!r}.", kept="Nothing was changed.", remedy="See: operator list.")
    return min(found, key=lambda row: (row.state != "active", row.key))


def _check(name: str, roles: Sequence[str]) -> None:
    unknown = [role for role in roles if role not in ROLES]
    if unknown or not roles or len(set(roles)) != len(roles):
        what = f"There is no role {unknown[0]!r}." if unknown else "An operator needs roles, each once."
        raise Misuse(what, kept="Nobody was added.", remedy=f"The roles are: {', '.join(ROLES)}.")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Misuse(f"An operator needs a name of at most {LONGEST_NAME} characters.", kept="Nobody was added.")
    if not name.isprintable():
        raise Misuse("The name holds characters that can't be shown.", kept="Nobody was added.", remedy="Type it anew.")
