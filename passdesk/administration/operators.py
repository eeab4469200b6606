"""Operators: added under a one-time password, disabled, listed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from passdesk.credential import keys
from passdesk.credential import sign_in as wrapped_keys
from passdesk.credential.certificate_bodies import OperatorRights
from passdesk.credential.certificates import certify
from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.domain.entries import Entry
from passdesk.domain.people import ROLES, Operator
from passdesk.errors import Misuse
from passdesk.store.acts import Acting
from passdesk.store.attaching import attach
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Added:
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
    private, operator = keys.generate(), secrets.token_bytes(16)
    once = password or wrapped_keys.one_time_password()
    wrapped = attach("wrapped", wrapped_keys.wrap(keys.seed_of(private), once, operator, cost))
    certificate = certify(
        acting.signer.private,
        zone=acting.store.journal.zone,
        subject=keys.public_of(private),
        body=OperatorRights(operator, tuple(roles), tuple(institutions)),
        not_before=seconds(acting.store, acting.clock()),
    )
    body = {
        "operator": operator, "name": name, "public_key": keys.public_of(private), "certificate": certificate,
        "roles": list(roles), "institutions": list(institutions) or None, "wrapped": wrapped.hash,
    }  # fmt: skip
    acting.act("operator_added", body, (wrapped,))
    return Added(operator, once)


def disable(acting: Acting, operator: bytes, reason: str | None = None) -> Entry:
    """Their acts count no more; what they did stands."""
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
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise Misuse(f"An operator needs a name of at most {LONGEST_NAME} characters.", kept="Nobody was added.")
