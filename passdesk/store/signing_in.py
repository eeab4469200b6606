"""Signing in: an operator's key unlocked by name and password, with or without the network."""

from collections.abc import Iterator

from passdesk.clock import Clock, Reading
from passdesk.credential import keys
from passdesk.credential import sign_in as wrapped_keys
from passdesk.credential.certificate_bodies import OperatorRights
from passdesk.credential.certificates import Certificate, open_certificate
from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.domain.attachments import Attachment
from passdesk.domain.entries import Entry
from passdesk.domain.people import ZONE_KEY, Desk, Operator, Zone
from passdesk.domain.register import View
from passdesk.errors import Damaged, Declined
from passdesk.store.attaching import attach
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.signing import Signer
from passdesk.store.told import told_in
from passdesk.store.trusted import administrators, check_held

SHORTEST_PASSWORD = 8
_FORGIVEN = 2
_LONGEST_WAIT_S = 300
_LOOKED_BACK = 200


class NewPasswordNeeded(Declined):
    """The password is right, and it is the one-time password: it opens nothing but `change_password`."""


_ELSEWHERE = "Exchange with the server, or sign in at a desk for this role."
_AWAITS_CONFIRMATION = "It goes on in a new log: an administrator has to say `desk confirm`, then exchange again."


class WrongPassword(Declined):
    """`wait_s`: seconds until the next try is heard; the caller may show it, nothing here sleeps."""

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        remedy = f"Wait {wait_s} s, then type it again." if wait_s else "Type it again; watch caps lock."
        super().__init__("This name and password do not fit.", kept="The try is recorded.", remedy=remedy)


class TooSoon(Declined):
    """Tried again before the wait of `wait_s` seconds was over: the password was not looked at, right or wrong."""

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        super().__init__(
            "After several wrong passwords the next one is not looked at yet.",
            kept="Nothing was recorded of this try.",
            remedy=f"Wait {wait_s} s, then type it again.",
        )


def sign_in(store: DeskStore, name: str, password: str, clock: Clock) -> Signer:
    """Unlock the key of the operator `name`; the fact is recorded either way.

    `WrongPassword`; `TooSoon` after several; `NewPasswordNeeded` at the first sign-in; `Declined` for a name this
    desk does not know, an operator who is disabled, or whose key it may not hold; `Damaged` where key and certificate
    don't fit.
    """
    operator, signer = _unlock(store, name, password, clock)
    if _has_one_time_password(store, operator):
        raise NewPasswordNeeded(
            f"{operator.name} still has the one-time password.",
            kept="Nobody is signed in.",
            remedy="Choose a new password first: passdesk operator password.",
        )
    store.write("signed_in", {"operator": operator.key}, reading=clock(), actor=operator.key)
    return signer


def change_password(
    store: DeskStore, name: str, password: str, new_password: str, clock: Clock, cost: Cost = DEFAULT_COST
) -> Signer:
    """Wrap the operator's key under a new password and sign in; the old blob is forgotten with the next pull."""
    _check_new(password, new_password)
    operator, signer = _unlock(store, name, password, clock)
    wrapped = attach("wrapped", wrapped_keys.wrap(keys.seed_of(signer.private), new_password, operator.key, cost))
    _write_rewrapped(store, signer, wrapped, clock())
    store.write("signed_in", {"operator": operator.key}, reading=clock(), actor=operator.key)
    return signer


def _write_rewrapped(store: DeskStore, signer: Signer, wrapped: Attachment, reading: Reading) -> None:
    store.write(
        "operator_rewrapped",
        {"operator": signer.operator, "wrapped": wrapped.hash},
        reading=reading,
        actor=signer.operator,
        signers=(signer,),
        attachments=(wrapped,),
    )


def _check_new(password: str, new_password: str) -> None:
    if len(new_password) < SHORTEST_PASSWORD:
        raise Declined(f"A password has at least {SHORTEST_PASSWORD} characters.", kept="The old one stays.")
    if new_password == password:
        raise Declined("The new password is the old one.", kept="The old one stays.", remedy="Choose another.")


def _unlock(store: DeskStore, name: str, password: str, clock: Clock) -> tuple[Operator, Signer]:
    with store.view() as view:
        operator = _called(view, name)
        if operator is not None:
            _check_certificate(store, view, operator, clock)
    _let_try(store, operator, clock())
    if operator is None:
        raise _failed(store, None, clock())
    seed = _seed(store, operator, password, clock)
    signer = Signer(operator.key, keys.from_seed(seed))
    if keys.public_of(signer.private) != operator.public_key:
        raise Damaged(
            f"The key kept for {operator.name} is not the one that was certified.",
            kept="Nobody is signed in.",
            remedy="Ask an administrator to add this operator anew.",
        )
    return operator, signer


def _seed(store: DeskStore, operator: Operator, password: str, clock: Clock) -> bytes:
    held = store.attachments.get(operator.wrapped) if operator.wrapped is not None else None
    if held is None:
        raise Declined(
            f"This desk does not hold the key of {operator.name}.",
            kept="Nobody is signed in.",
            remedy=_AWAITS_CONFIRMATION if _awaits_confirmation(store) else _ELSEWHERE,
        )
    try:
        return wrapped_keys.unwrap(held.content, password, operator.key)
    except Declined as error:
        raise _failed(store, operator.key, clock()) from error


def _awaits_confirmation(store: DeskStore) -> bool:
    with store.view() as view:
        desk = view.get(Desk, store.journal.id)
    return isinstance(desk, Desk) and desk.state == "unconfirmed"


def _called(view: View, name: str) -> Operator | None:
    found = [one for one in view.find(Operator, "name", name) if one.state == "active"]
    return min(found, key=lambda one: one.key) if found else None


def _check_certificate(store: DeskStore, view: DeskView, operator: Operator, clock: Clock) -> None:
    """Their certificate must lead to the root, by administrators this desk holds."""
    journal = store.journal
    certificate = open_certificate(operator.certificate, journal.zone)
    among = administrators(view.all(Operator), journal.zone)
    check_held(certificate, among, journal.root, "operator", told_in(store, view, clock()).at // 1_000_000)
    if certificate.subject != operator.public_key:
        raise Damaged(f"The certificate of {operator.name} is for another key.", kept="Nobody is signed in.")
    if not _certified(operator, certificate):
        raise Damaged(
            f"{operator.name} was not certified for what the register says of them.",
            kept="Nobody is signed in.",
            remedy="Exchange again; if it stays so, tell an administrator: the server may not be ours.",
        )


def _certified(operator: Operator, certificate: Certificate) -> bool:
    """Whether the row claims no more than an administrator certified: this id, these roles, these institutions."""
    rights = certificate.body
    if not isinstance(rights, OperatorRights) or rights.operator != operator.key:
        return False
    claimed, granted = set(operator.institutions), set(rights.institutions)
    return set(operator.roles) <= set(rights.roles) and (not granted or (bool(claimed) and claimed <= granted))


def _has_one_time_password(store: DeskStore, operator: Operator) -> bool:
    """Whoever founded the zone chose their own password then."""
    with store.view() as view:
        zone = view.get(Zone, ZONE_KEY)
    founder = isinstance(zone, Zone) and operator.last is not None and operator.last[1] == 1
    return not operator.rewrapped and not founder


def _failures(store: DeskStore, operator: bytes | None) -> Iterator[Entry]:
    """Failed tries since the operator last came in, newest last, among the newest entries."""
    first = max(1, store.journal.seq - _LOOKED_BACK)
    recent = list(store.journal.entries(first, kinds=("signed_in", "sign_in_failed")))
    for entry in reversed([one for one in recent if one.body.get("operator") == operator]):
        if entry.kind == "signed_in":
            return
        yield entry


def _wait_s(failures: int) -> int:
    return 0 if failures <= _FORGIVEN else min(1 << (failures - _FORGIVEN - 1), _LONGEST_WAIT_S)


def _let_try(store: DeskStore, operator: Operator | None, reading: Reading) -> None:
    failed = list(_failures(store, operator.key if operator is not None else None))
    if not failed or failed[0].content.clock.boot_id != reading.boot_id:
        return
    passed_s = (reading.boot - failed[0].content.clock.boot) // 1_000_000
    if passed_s < (wait := _wait_s(len(failed))):
        raise TooSoon(wait - passed_s)


def _failed(store: DeskStore, operator: bytes | None, reading: Reading) -> WrongPassword:
    store.write("sign_in_failed", {"operator": operator}, reading=reading)
    return WrongPassword(_wait_s(sum(1 for _ in _failures(store, operator))))
