"""Reading a pass against the one thing that can't be spared: the Ed25519 verify."""

from collections.abc import Iterator

from passdesk.credential import token
from passdesk.credential.key_ring import KeyRing
from passdesk.domain.passes import Verified
from tests.bench.harness import Compared, row
from tests.credential.factories import CLAIMS, ZONE, issuing

CALLS = 500


@row("pass verified", target="<= 1.5")
def pass_verified() -> Iterator[Compared]:
    """From the digits of the QR to a verified pass, with eight keys on the ring."""
    signer = issuing(1)
    ring = KeyRing.of(issuing(number).known for number in range(1, 9))
    text = token.text_of(signer.issue(CLAIMS))
    opened = token.open_token(token.bytes_of(text))
    public = signer.known.loaded

    def ours() -> None:
        for _ in range(CALLS):
            if not isinstance(token.read_token(text, ZONE, ring), Verified):
                raise AssertionError("the pass did not verify")

    def base() -> None:
        for _ in range(CALLS):
            public.verify(opened.signature, opened.signed)

    yield Compared(ours=ours, base=base, calls=CALLS)
