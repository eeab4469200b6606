"""The zone's policy: a new one is checked, signed and published."""

from hashlib import sha256

from passdesk.credential.signed_policy import sign_policy
from passdesk.domain.entries import Entry
from passdesk.domain.people import POLICY_KEY
from passdesk.domain.people import Policy as PolicyRow
from passdesk.domain.zone import check_successor
from passdesk.domain.zone_reading import read_policy
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.policy_here import in_force

LONGEST_SIGNED = 15_000
"""An entry holds 16 KiB, the signed policy among it."""


def publish(acting: Acting, toml: bytes) -> Entry:
    """Publish a policy file's bytes as the next one. `PolicyMistakes` names everything wrong, also against the old."""
    policy, before = read_policy(toml), in_force(acting.store, acting.clock)
    if before.policy is not None:
        check_successor(before.policy, policy)
    elif policy.zone != acting.store.journal.zone:
        raise Misuse(f"This policy is of zone {policy.zone}, and this is zone {acting.store.journal.zone}.")
    number = _number(acting) + 1
    signed = sign_policy(toml, number, acting.signer.private)
    if len(signed) > LONGEST_SIGNED:
        raise Misuse(
            f"The policy file is too long: {len(signed)} bytes signed, {LONGEST_SIGNED} at most.",
            kept="The policy in force stays.",
            remedy="Shorten its comments.",
        )
    body = {"signed": signed, "hash": sha256(signed).digest(), "number": number}
    return acting.act("policy_published", body)


def _number(acting: Acting) -> int:
    with acting.store.view() as view:
        row = view.get(PolicyRow, POLICY_KEY)
    if not isinstance(row, PolicyRow):
        raise Declined("This desk holds no policy to follow.", kept="Nothing was published.", remedy="Exchange first.")
    return row.number
