"""Passes no issuing key ever signed: what the gates must turn away."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from passdesk.credential import cose, keys, token
from passdesk.domain import canonical
from passdesk.domain.passes import Claims

_YEAR_S = 365 * 86_400


def altered(qr_text: str) -> str:
    """The pass with a year added to it, under the signature it had."""
    real = _opened(qr_text)
    return _text([real.protected, {}, _longer(qr_text), real.signature])


def signed_by_a_stranger(qr_text: str) -> str:
    """The same, signed anew by another key that calls itself by the issuing key's kid."""
    real, payload = _opened(qr_text), _longer(qr_text)
    signature = keys.generate().sign(cose.to_be_signed(real.protected, payload, b""))
    return _text([real.protected, {}, payload, signature])


def by_an_unknown_key(qr_text: str) -> str:
    """The same, signed by a key nobody certified, under that key's own kid."""
    stranger: Ed25519PrivateKey = keys.generate()
    return token.text_of(cose.sign1(_longer(qr_text), stranger))


def _opened(qr_text: str) -> cose.Sign1:
    return cose.open1(token.bytes_of(qr_text), token.LONGEST_TOKEN)


def _longer(qr_text: str) -> bytes:
    claims: Claims = token.open_token(token.bytes_of(qr_text)).claims
    return token.write_claims(replace(claims, expires=claims.expires + _YEAR_S))


def _text(parts: list[object]) -> str:
    return token.text_of(canonical.encode(parts))
