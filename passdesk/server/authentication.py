"""Who asks: RFC 9421 signatures by a journal's key, over method, path, query and content, fresh and used once."""

from collections.abc import Callable
from datetime import timedelta
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)

from passdesk.clock import Clock
from passdesk.credential import keys
from passdesk.errors import Declined
from passdesk.sync.link import UnknownDesk
from passdesk.sync.signed_requests import COMPONENTS, LONGEST_AGE_S, TAG

PublicKeys = Callable[[bytes], bytes | None]
"""The raw public key of a journal id; None for an unknown one."""
_MOST_REMEMBERED = 200_000
_LONGEST_NONCE = 64


class _Resolver(HTTPSignatureKeyResolver):
    def __init__(self, public_keys: PublicKeys) -> None:
        self._public_keys = public_keys

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        public = self._public_keys(bytes.fromhex(key_id))
        return None if public is None else keys.load_public(public)


class _Verifier(HTTPMessageVerifier):
    """The library asks the machine's clock; here the age is judged by the server's own reading."""

    def __init__(self, resolver: HTTPSignatureKeyResolver, now: int) -> None:
        super().__init__(signature_algorithm=algorithms.ED25519, key_resolver=resolver)
        self._now = now

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:
        created = sig_input.params.get("created")
        limit = LONGEST_AGE_S if max_age is None else int(max_age.total_seconds())
        if type(created) is not int or abs(self._now - created) > limit:
            raise InvalidSignature("the request is too old, or its clock is wrong")


class Authentication:
    """Remembers nonces as long as a request with one could still be fresh."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._turn = Lock()
        self._used: dict[tuple[str, str], int] = {}

    def journal(self, request: Any, body: bytes, public_keys: PublicKeys) -> bytes:
        """The 16-byte id of the journal that signed `request` (method, url, headers) with this body.

        `UnknownDesk` for a key id nobody has here; `Declined` for a signature that does not hold, is older than five
        minutes, or was used before.
        """
        now = self._clock().wall // 1_000_000
        unknown: list[str] = []
        verifier = _Verifier(_Resolver(_noting(public_keys, unknown)), now)
        try:
            result = verifier.verify(
                request,
                max_age=timedelta(seconds=LONGEST_AGE_S),
                expect_tag=TAG,
                require_components=[f'"{name}"' for name in COMPONENTS],
                body=body,
            )[0]
        except HTTPMessageSignaturesException as error:
            if unknown:
                words = "The server does not know this desk."
                raise UnknownDesk(words, remedy="Enrol it with a printed code.") from error
            raise Declined(
                f"The request's signature does not hold: {error}.", remedy="Exchange again; check the desk's clock."
            ) from error
        key_id = str(result.parameters["keyid"])
        self._use_once(key_id, result.nonce, now)
        return bytes.fromhex(key_id)

    def _use_once(self, key_id: str, nonce: str | None, now: int) -> None:
        with self._turn:
            if len(self._used) >= _MOST_REMEMBERED:
                self._used = {used: at for used, at in self._used.items() if at >= now - 2 * LONGEST_AGE_S}
            unfit = nonce is None or len(nonce) > _LONGEST_NONCE or len(self._used) >= _MOST_REMEMBERED
            if nonce is None or unfit or (key_id, nonce) in self._used:
                raise Declined("This request was made before.", kept="It was not done again.", remedy="Exchange again.")
            self._used[key_id, nonce] = now


def _noting(public_keys: PublicKeys, unknown: list[str]) -> PublicKeys:
    def look_up(journal: bytes) -> bytes | None:
        public = public_keys(journal)
        if public is None:
            unknown.append(journal.hex())
        return public

    return look_up
