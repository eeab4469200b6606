"""Unlocking an operator's key, by whatever it is wrapped under: who may try and when, and what must fit."""

from collections.abc import Callable, Iterator

from passdesk.clock import Clock, Reading
from passdesk.credential import keys
from passdesk.credential.certificate_bodies import OperatorRights
from passdesk.credential.certificates import Certificate, open_certificate
from passdesk.domain.entries import Entry
from passdesk.domain.people import Desk, Operator
from passdesk.domain.register import View
from passdesk.errors import Damaged, Declined
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.signing import Signer
from passdesk.store.told import seconds_at_least
from passdesk.store.trusted import administrators, check_held

_FORGIVEN = 2
_LONGEST_WAIT_S = 300
_LOOKED_BACK = 200
_ELSEWHERE = "Exchange with the server, or sign in at a desk for this role."
_AWAITS_CONFIRMATION = "It goes on in a new log: an administrator has to say `desk confirm`, then exchange again."


class WrongPassword(Declined):
    """What was given does not open the key. `wait_s`: seconds until the next try is heard; the caller may show it,
    nothing here sleeps."""

    what = "name and password"
    hint = "Type it again; watch caps lock."

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        remedy = f"Wait {wait_s} s, then type it again." if wait_s else self.hint
        super().__init__(f"This {self.what} do not fit.", kept="The try is recorded.", remedy=remedy)


class TooSoon(Declined):
    """Tried again before the wait of `wait_s` seconds was over: what was given was not looked at, right or wrong."""

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        super().__init__(
            "After several wrong tries the next one is not looked at yet.",
            kept="Nothing was recorded of this try.",
            remedy=f"Wait {wait_s} s, then try again.",
        )


class Lock:
    """One try at an operator's key. `wrong`: the error for a try that fails; the try is recorded then."""

    def __init__(self, store: DeskStore, clock: Clock, wrong: type[WrongPassword]) -> None:
        self._store = store
        self._clock = clock
        self._wrong = wrong

    def open(
        self,
        find: Callable[[View], Operator | None],
        blob: Callable[[Operator], bytes | None],
        unwrap: Callable[[bytes, Operator], bytes],
    ) -> tuple[Operator, Signer]:
        """Find the operator, take the wrapped key (its hash) and unwrap it. See `signing_in.sign_in` for the errors."""
        with self._store.view() as view:
            operator = find(view)
            if operator is not None:
                check_certificate(self._store, view, operator, self._clock)
        self._let_try(operator, self._clock())
        if operator is None:
            raise self._failed(None, self._clock())
        seed = self._seed(operator, blob(operator), unwrap)
        signer = Signer(operator.key, keys.from_seed(seed))
        if keys.public_of(signer.private) != operator.public_key:
            raise Damaged(
                f"The key kept for {operator.name} is not the one that was certified.",
                kept="Nobody is signed in.",
                remedy="Ask an administrator to add this operator anew.",
            )
        return operator, signer

    def _seed(self, operator: Operator, hash_: bytes | None, unwrap: Callable[[bytes, Operator], bytes]) -> bytes:
        held = self._store.attachments.get(hash_) if hash_ is not None else None
        if held is None:
            raise Declined(
                f"This desk does not hold the key of {operator.name}.",
                kept="Nobody is signed in.",
                remedy=_AWAITS_CONFIRMATION if self._awaits_confirmation() else _ELSEWHERE,
            )
        try:
            return unwrap(held.content, operator)
        except Declined as error:
            raise self._failed(operator.key, self._clock()) from error

    def _awaits_confirmation(self) -> bool:
        with self._store.view() as view:
            desk = view.get(Desk, self._store.journal.id)
        return isinstance(desk, Desk) and desk.state == "unconfirmed"

    def _let_try(self, operator: Operator | None, reading: Reading) -> None:
        failed = list(_failures(self._store, operator.key if operator is not None else None))
        if failed and (passed_s := _passed_s(failed[0], reading)) < (wait := _wait_s(len(failed))):
            raise TooSoon(wait - passed_s)

    def _failed(self, operator: bytes | None, reading: Reading) -> WrongPassword:
        self._store.write("sign_in_failed", {"operator": operator}, reading=reading)
        return self._wrong(_wait_s(sum(1 for _ in _failures(self._store, operator))))


def check_certificate(store: DeskStore, view: DeskView, operator: Operator, clock: Clock) -> Certificate:
    """Their certificate, once it leads to the root by administrators this desk holds and says what the row claims;
    `Damaged` or `Declined` otherwise."""
    journal = store.journal
    certificate = open_certificate(operator.certificate, journal.zone)
    among = administrators(view.all(Operator), journal.zone)
    check_held(certificate, among, journal.root, "operator", seconds_at_least(store, view, clock()))
    if certificate.subject != operator.public_key:
        raise Damaged(f"The certificate of {operator.name} is for another key.", kept="Nobody is signed in.")
    if not _certified(operator, certificate):
        raise Damaged(
            f"{operator.name} was not certified for what the register says of them.",
            kept="Nobody is signed in.",
            remedy="Exchange again; if it stays so, tell an administrator: the server may not be ours.",
        )
    return certificate


def _certified(operator: Operator, certificate: Certificate) -> bool:
    """Whether the row claims no more than an administrator certified: this id, these roles, these institutions."""
    rights = certificate.body
    if not isinstance(rights, OperatorRights) or rights.operator != operator.key:
        return False
    claimed, granted = set(operator.institutions), set(rights.institutions)
    return set(operator.roles) <= set(rights.roles) and (not granted or (bool(claimed) and claimed <= granted))


def _failures(store: DeskStore, operator: bytes | None) -> Iterator[Entry]:
    """Failed tries since the operator last came in, newest last, among the newest entries."""
    first = max(1, store.journal.seq - _LOOKED_BACK)
    recent = list(store.journal.entries(first, kinds=("signed_in", "sign_in_failed")))
    for entry in reversed([one for one in recent if one.body.get("operator") == operator]):
        if entry.kind == "signed_in":
            return
        yield entry


def _passed_s(failed: Entry, reading: Reading) -> int:
    """Seconds since a try, at the least: to start the machine anew spares nobody the wait, whatever its clock says."""
    before = failed.content
    if before.clock.boot_id == reading.boot_id:
        return (reading.boot - before.clock.boot) // 1_000_000
    return max(reading.boot, reading.wall - before.at) // 1_000_000


def _wait_s(failures: int) -> int:
    return 0 if failures <= _FORGIVEN else min(1 << (failures - _FORGIVEN - 1), _LONGEST_WAIT_S)
