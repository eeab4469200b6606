"""An administrator at the server itself: signing in, and the policy they act by."""

from collections.abc import Callable

from passdesk.credential import keys, staff_card
from passdesk.credential import sign_in as wrapped_keys
from passdesk.domain.attachments import read_attachment
from passdesk.domain.people import POLICY_KEY, Operator
from passdesk.domain.people import Policy as PolicyRow
from passdesk.domain.zone import Policy
from passdesk.errors import Damaged, Declined
from passdesk.server.central import Central
from passdesk.store.signing import Signer
from passdesk.store.trusted import administrators, policy_of


def sign_in(central: Central, name: str, password: str) -> Signer:
    """Unlock an operator's key by name and password; `Declined` where they do not fit."""
    with central.storage.reading() as reads:
        found = [row for row in reads.find(Operator, "name", name) if row.state == "active"]
    return _unlocked(
        central,
        found[0] if found else None,
        lambda row: row.wrapped,
        lambda blob, row: wrapped_keys.unwrap(blob, password, row.key),
        "name and password",
    )


def sign_in_by_card(central: Central, text: str, pin: str) -> Signer:
    """The same by staff card and PIN; `Damaged` for a code that is no card's, `Misuse` for a PIN that is none."""
    card, pin = staff_card.read_card(text), staff_card.checked_pin(pin)
    with central.storage.reading() as reads:
        row = reads.get(Operator, card.operator)
    return _unlocked(
        central,
        row if isinstance(row, Operator) and row.state == "active" else None,
        lambda row: row.card,
        lambda blob, _: staff_card.unwrap(blob, card, pin),
        "card and PIN",
    )


def _unlocked(
    central: Central,
    operator: Operator | None,
    hash_of: Callable[[Operator], bytes | None],
    unwrap: Callable[[bytes, Operator], bytes],
    what: str,
) -> Signer:
    hash_ = None if operator is None else hash_of(operator)
    with central.storage.reading() as reads:
        blob = None if hash_ is None else reads.attachment(hash_)
    if operator is None or blob is None:
        raise Declined(f"This {what} do not fit.", kept="Nothing was changed.", remedy="Try again.")
    private = keys.from_seed(unwrap(read_attachment(blob).content, operator))
    if keys.public_of(private) != operator.public_key:
        raise Damaged(
            f"The key kept for {operator.name} is not the one that was certified.", kept="Nothing was changed."
        )
    return Signer(operator.key, private)


def policy_there(central: Central) -> Policy:
    """The zone's policy as this server holds it; `Declined` where none can be read."""
    with central.storage.reading() as reads:
        among = administrators(reads.all(Operator), central.zone)
        at = central.clock().wall // 1_000_000
        found = policy_of(reads.get(PolicyRow, POLICY_KEY), among, central.root, central.zone, at)
    if found.policy is None:
        raise Declined(f"No policy can be read here: {found.words}", kept="Nothing was changed.")
    return found.policy
