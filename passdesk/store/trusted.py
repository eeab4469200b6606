"""What a register's certificates amount to: its administrators, its key ring, its policy. Nothing here is assumed:
every chain is followed to the root this desk pinned."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from msgspec import Struct

from passdesk.credential import keys
from passdesk.credential.certificate_bodies import Purpose
from passdesk.credential.certificates import Certificate, open_certificate
from passdesk.credential.key_ring import KeyRing, KnownKey
from passdesk.credential.signed_policy import open_policy
from passdesk.credential.trust import LONGEST_CHAIN, check_chain, is_administrator
from passdesk.domain.passes import IssuingScope
from passdesk.domain.people import IssuingKey, Operator
from passdesk.domain.people import Policy as PolicyRow
from passdesk.domain.register import TooNew
from passdesk.domain.zone import Policy
from passdesk.domain.zone_reading import read_policy
from passdesk.errors import Damaged, Declined, PassdeskError

Opened = Mapping[bytes, Certificate]
"""Operators' certificates by their 16-byte key id, read and not yet checked."""


class InForce(Struct, frozen=True):
    """The policy in force, or None with `words` that say why there is none. `hash`: of the signed file, 32 bytes."""

    policy: Policy | None
    hash: bytes | None
    words: str = ""


class Ring(Struct, frozen=True):
    """A key ring of `size` keys, and the seconds UTC between which it is the same (certificates begin and end)."""

    keys: KeyRing
    size: int
    since: int
    until: int

    def __len__(self) -> int:
        return self.size

    def serves(self, at: int) -> bool:
        return self.since <= at < self.until


def administrators(operators: Iterable[Operator], zone: str) -> Opened:
    """Every administrator's certificate that can be read. A disabled one's stays, and that of a key which was renewed:
    what they certified stands."""
    held = (one for row in operators for one in (row.certificate, *(former for _, former, _ in row.former)))
    opened = (_opened(certificate, zone) for certificate in held)
    return {one.id: one for one in opened if one is not None and is_administrator(one)}


def chain_of(certificate: Certificate, among: Opened) -> tuple[Certificate, ...]:
    """From the one the root signed down to `certificate`, as far as issuers are here."""
    chain = [certificate]
    while (issuer := among.get(chain[0].issuer)) is not None and len(chain) < LONGEST_CHAIN:
        chain.insert(0, issuer)
    return tuple(chain)


def check_held(certificate: Certificate, among: Opened, root: bytes, purpose: Purpose, at: int) -> Certificate:
    """`certificate`, once its chain holds at `at` (s UTC); `Damaged` or `Declined` otherwise."""
    return check_chain(root, chain_of(certificate, among), purpose, at)


def ring_of(issuing: Iterable[IssuingKey], among: Opened, root: bytes, zone: str, at: int) -> Ring:
    """The keys whose certificates lead to the root at `at` (s UTC). One that does not is as good as unknown."""
    rows = tuple(issuing)
    opened = {row.key: one for row in rows if (one := _opened(row.certificate, zone)) is not None}
    held = [_known(row, opened[row.key], among, root, at) for row in rows if row.key in opened]
    bounds = sorted({0, 1 << 33, *_bounds(opened.values()), *_bounds(among.values())})
    after = bisect_right(bounds, at)
    ring = KeyRing.of(key for key in held if key is not None)
    return Ring(ring, sum(map(bool, held)), bounds[max(after - 1, 0)], bounds[min(after, len(bounds) - 1)])


def policy_of(row: PolicyRow | TooNew | None, among: Opened, root: bytes, zone: str, at: int) -> InForce:
    """The policy in a register's row, once an administrator's or the root's signature over it holds."""
    if row is None:
        return InForce(None, None, "This desk has no policy yet.")
    if isinstance(row, TooNew):
        return InForce(None, None, "The policy is of a form this program is too old to read.")
    try:
        toml, signer = open_policy(row.signed, row.number, (root, *(one.subject for one in among.values())))
        if signer != root:
            check_held(among[keys.key_id(signer)], among, root, "operator", at)
        policy = _read(toml)
    except PassdeskError as error:
        return InForce(None, row.hash, error.happened)
    if policy.zone != zone or sha256(row.signed).digest() != row.hash:
        return InForce(None, row.hash, "The policy is of another zone, or not the one that was announced.")
    return InForce(policy, row.hash)


@lru_cache(maxsize=8)
def _read(toml: bytes) -> Policy:
    return read_policy(toml)


@lru_cache(maxsize=4096)
def _opened(certificate: bytes, zone: str) -> Certificate | None:
    try:
        return open_certificate(certificate, zone)
    except Damaged:
        return None


def _known(row: IssuingKey, certificate: Certificate, among: Opened, root: bytes, at: int) -> KnownKey | None:
    try:
        check_held(certificate, among, root, "issuing", at)
        if not isinstance(certificate.body, IssuingScope) or certificate.subject != row.public_key:
            return None
        return KnownKey.of(certificate.subject, certificate.body, withdrawn=row.state != "active")
    except (Damaged, Declined):
        return None


def _bounds(certificates: Iterable[Certificate]) -> Iterable[int]:
    for one in certificates:
        yield one.not_before
        if one.expires is not None:
            yield one.expires
