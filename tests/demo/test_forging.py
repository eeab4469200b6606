"""Forgeries are what they claim to be: well formed, and signed by nobody who may."""

from passdesk.credential.issuing_key import IssuingKey
from passdesk.credential.key_ring import KeyRing
from passdesk.credential.token import read_token, text_of
from passdesk.demo import forging
from passdesk.domain.passes import Claims, Forged, IssuingScope, UnknownKey, Verified
from tests.factories.zones import SINCE, id_of, seed_of

KEY = IssuingKey.of(seed_of("issuing"), IssuingScope((), (), 10_000_000, SINCE, SINCE + 10_000_000))
CLAIMS = Claims("hetao", SINCE + 86_400, SINCE, SINCE, id_of("pass"), 1, 3, b"tag!")
REAL = text_of(KEY.issue(CLAIMS))
RING = KeyRing.of([KEY.known])


def test_the_real_one_verifies() -> None:
    assert isinstance(read_token(REAL, "hetao", RING), Verified)


def test_forgeries_of_a_known_key_are_forged_and_last_longer() -> None:
    for forge in (forging.altered, forging.signed_by_a_stranger):
        read = read_token(forge(REAL), "hetao", RING)
        assert isinstance(read, Forged)
        assert read.kid == KEY.known.id[:4]
        assert read.claims.expires > CLAIMS.expires


def test_another_keys_pass_is_of_an_unknown_key() -> None:
    assert isinstance(read_token(forging.by_an_unknown_key(REAL), "hetao", RING), UnknownKey)


def test_the_altered_pass_keeps_the_real_signature() -> None:
    real, altered = (int(text).to_bytes(200).lstrip(b"\0") for text in (REAL, forging.altered(REAL)))
    assert real[-64:] == altered[-64:]
    assert real != altered
