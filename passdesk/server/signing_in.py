"""An administrator at the server itself: signing in, and the policy they act by."""

from passdesk.credential import keys
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
        blob = reads.attachment(found[0].wrapped) if found and found[0].wrapped is not None else None
    if not found or blob is None:
        raise Declined("This name and password do not fit.", kept="Nothing was changed.", remedy="Type them again.")
    operator = found[0]
    private = keys.from_seed(wrapped_keys.unwrap(read_attachment(blob).content, password, operator.key))
    if keys.public_of(private) != operator.public_key:
        raise Damaged(f"The key kept for {name} is not the one that was certified.", kept="Nothing was changed.")
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
