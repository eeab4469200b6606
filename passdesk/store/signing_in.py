"""Signing in: an operator's key unlocked by name and password, or by staff card and PIN; also without the network."""

from passdesk.clock import Clock, Reading
from passdesk.credential import keys, staff_card
from passdesk.credential import sign_in as wrapped_keys
from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.domain.attachments import Attachment
from passdesk.domain.people import ZONE_KEY, Operator, Zone
from passdesk.domain.register import View
from passdesk.errors import Declined
from passdesk.store.attaching import attach
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.store.unlocking import Lock
from passdesk.store.unlocking import TooSoon as TooSoon
from passdesk.store.unlocking import WrongPassword as WrongPassword

SHORTEST_PASSWORD = 8


class NewPasswordNeeded(Declined):
    """The password is right, and it is the one-time password: it opens nothing but `change_password`."""


class WrongPin(WrongPassword):
    """The card and the PIN don't fit; which of the two is wrong is not said."""

    what = "card and PIN"
    hint = "Type the PIN again, or show the card you were given last."


class CardNotGood(Declined):
    """The card is one of this zone's and opens nothing any more: withdrawn, or its holder disabled. No PIN was looked
    at."""


def sign_in(store: DeskStore, name: str, password: str, clock: Clock) -> Signer:
    """Unlock the key of the operator `name`; the fact is recorded either way.

    `WrongPassword`; `TooSoon` after several; `NewPasswordNeeded` at the first sign-in; `Declined` for a name this
    desk does not know, an operator who is disabled, or whose key it may not hold; `Damaged` where key and certificate
    don't fit.
    """
    operator, signer = _unlock(store, name, password, clock)
    with store.view() as view:
        once = has_one_time_password(view, operator)
    if once:
        raise NewPasswordNeeded(
            f"{operator.name} still has the one-time password.",
            kept="Nobody is signed in.",
            remedy="Choose a new password first: passdesk operator password.",
        )
    store.write("signed_in", {"operator": operator.key}, reading=clock(), actor=operator.key, leaving=True)
    return signer


def sign_in_by_card(store: DeskStore, text: str, pin: str, clock: Clock) -> Signer:
    """Unlock the key of the operator whose staff card has the code `text`; the fact is recorded as with a password.

    `Damaged` for a code that is no staff card's and `Misuse` for a PIN that is none: nothing is recorded of either.
    `CardNotGood`; `WrongPin`, which counts with wrong passwords; `TooSoon`; and what `sign_in` says of a name.
    """
    card, pin = staff_card.read_card(text), staff_card.checked_pin(pin)
    _, signer = Lock(store, clock, WrongPin).open(
        lambda view: _holder(view, card.operator),
        lambda operator: operator.card,
        lambda blob, _: staff_card.unwrap(blob, card, pin),
    )
    store.write("signed_in", {"operator": signer.operator}, reading=clock(), actor=signer.operator, leaving=True)
    return signer


def change_password(
    store: DeskStore, name: str, password: str, new_password: str, clock: Clock, cost: Cost = DEFAULT_COST
) -> Signer:
    """Wrap the operator's key under a new password and sign in; the old blob is forgotten with the next pull."""
    _check_new(password, new_password)
    operator, signer = _unlock(store, name, password, clock)
    wrapped = attach("wrapped", wrapped_keys.wrap(keys.seed_of(signer.private), new_password, operator.key, cost))
    _write_rewrapped(store, signer, wrapped, clock())
    store.write("signed_in", {"operator": operator.key}, reading=clock(), actor=operator.key, leaving=True)
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
    return Lock(store, clock, WrongPassword).open(
        lambda view: _called(view, name),
        lambda operator: operator.wrapped,
        lambda blob, operator: wrapped_keys.unwrap(blob, password, operator.key),
    )


def _called(view: View, name: str) -> Operator | None:
    found = [one for one in view.find(Operator, "name", name) if one.state == "active"]
    return min(found, key=lambda one: one.key) if found else None


def _holder(view: View, operator: bytes) -> Operator | None:
    """Whose card it is; `CardNotGood` where it opens nothing whatever the PIN."""
    row = view.get(Operator, operator)
    if not isinstance(row, Operator):
        return None
    if row.state != "active" or row.card is None:
        why = f"{row.name} has been disabled" if row.state != "active" else f"{row.name} has no staff card now"
        raise CardNotGood(
            f"This card opens nothing: {why}.",
            kept="Nobody is signed in.",
            remedy="Sign in with name and password, or ask an administrator.",
        )
    return row


def has_one_time_password(view: View, operator: Operator) -> bool:
    """Whether they have still to choose their own. Whoever founded the zone did so then."""
    zone = view.get(Zone, ZONE_KEY)
    founder = isinstance(zone, Zone) and operator.last is not None and operator.last[1] == 1
    return not operator.rewrapped and not founder
