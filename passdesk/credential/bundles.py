"""What the two ends of a bundle sign, and the cipher of what in it is for one of them alone."""

from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from passdesk.credential.identity import Statement
from passdesk.credential.wrapping import agreed
from passdesk.domain import canonical
from passdesk.errors import Damaged

_INFO = b"passdesk/bundle/1"
_NONCE = 12
_LONGEST_CURSOR = 32
_UNREAD, _UNUSED = "The head of this bundle does not read.", "Nothing of it was used."


class BundleKey(Statement, frozen=True):
    """`public` (X25519) is what bundles for `owner` are sealed to: a journal's id, or the server's key id."""

    NAME: ClassVar[str] = "passdesk/bundle-key/1"
    zone: str
    owner: bytes
    public: bytes

    def _check(self) -> None:
        _refuse_unless(_is_zone(self.zone), _is(self.owner, 16), _is(self.public, 32))


class RequestHead(Statement, frozen=True):
    """The head of what a desk sends, signed by its journal.

    `id`: 16 random bytes; `written`: µs by the desk's corrected clock; `key`: what the answer is sealed to; `cursor`:
    how far the desk has read the feed, as in a pull, empty before the first; `sealed_to`: the server's key, and
    `ephemeral` the one made for this bundle, both empty where nothing in it is sealed.
    """

    NAME: ClassVar[str] = "passdesk/bundle-request/1"
    zone: str
    journal: bytes
    id: bytes
    written: int
    key: bytes
    cursor: bytes
    sealed_to: bytes
    ephemeral: bytes

    def _check(self) -> None:
        _refuse_unless(
            _is_zone(self.zone), _is(self.journal, 16), _is(self.id, 16), _time(self.written),
            _is(self.key, 32), _is(self.cursor, *range(_LONGEST_CURSOR + 1)),
            _is(self.sealed_to, 0, 32), _is(self.ephemeral, len(self.sealed_to) if self.sealed_to else 0),
        )  # fmt: skip


class AnswerHead(Statement, frozen=True):
    """The head of what the server sends to the desk of `journal`, signed by the server.

    `answers`: the `id` of the request, empty where there was none; `written`: µs UTC, when the rows were begun to be
    read; `sealed_to`: the desk's key; `ephemeral`: the one made for this bundle.
    """

    NAME: ClassVar[str] = "passdesk/bundle-answer/1"
    zone: str
    journal: bytes
    answers: bytes
    written: int
    sealed_to: bytes
    ephemeral: bytes

    def _check(self) -> None:
        _refuse_unless(
            _is_zone(self.zone), _is(self.journal, 16), _is(self.answers, 0, 16), _time(self.written),
            _is(self.sealed_to, 32), _is(self.ephemeral, 32),
        )  # fmt: skip


def read_head(sealed: bytes) -> RequestHead | AnswerHead:
    """What the head of a bundle says, whoever signed it: whose key to ask for. `Damaged` where it does not read."""
    match canonical.decode(sealed):
        case [bytes(statement), bytes()]:
            named = canonical.decode(statement)
        case _:
            raise Damaged(_UNREAD, kept=_UNUSED)
    match named:
        case [RequestHead.NAME, *_]:
            return RequestHead.from_bytes(statement)
        case [AnswerHead.NAME, *_]:
            return AnswerHead.from_bytes(statement)
    raise Damaged(_UNREAD, kept=_UNUSED)


class BundleEnd(Statement, frozen=True):
    """The last word of a bundle, signed by who signed its head: so many parts, and SHA-256 of all bytes before it."""

    NAME: ClassVar[str] = "passdesk/bundle-end/1"
    parts: int
    sha256: bytes

    def _check(self) -> None:
        _refuse_unless(_time(self.parts), _is(self.sha256, 32))


class BundleCipher:
    """Seals and opens the parts of one bundle; the number of a part is its nonce, so none moves or comes twice."""

    def __init__(self, key: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)

    def seal(self, number: int, plain: bytes) -> bytes:
        return self._cipher.encrypt(number.to_bytes(_NONCE), plain, None)

    def unseal(self, number: int, sealed: bytes) -> bytes:
        """`Damaged` where it was sealed otherwise, or was changed."""
        try:
            return self._cipher.decrypt(number.to_bytes(_NONCE), sealed, None)
        except InvalidTag as error:
            raise Damaged(f"Part {number} of the bundle was changed.", kept="Nothing of it was used.") from error


def new_bundle_key() -> tuple[bytes, bytes]:
    """A raw X25519 key pair, private first."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_half(private: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def cipher_to(recipient: bytes) -> tuple[bytes, BundleCipher]:
    """The public half of a key made for one bundle to this raw public key, and its cipher."""
    ephemeral = X25519PrivateKey.generate()
    mine = ephemeral.public_key().public_bytes_raw()
    return mine, BundleCipher(agreed(ephemeral, recipient, _INFO + mine + recipient))


def cipher_from(private: bytes, ephemeral: bytes) -> BundleCipher:
    """The same cipher, for who has the recipient's raw private key."""
    key = X25519PrivateKey.from_private_bytes(private)
    return BundleCipher(agreed(key, ephemeral, _INFO + ephemeral + key.public_key().public_bytes_raw()))


def _is(value: object, *lengths: int) -> bool:
    return isinstance(value, bytes) and len(value) in lengths


def _is_zone(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= 8 and value.isascii() and value.isprintable()


def _time(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63


def _refuse_unless(*fits: bool) -> None:
    if not all(fits):
        raise Damaged("A statement about a bundle has a field of the wrong kind.")
