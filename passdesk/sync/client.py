"""The line to a server over HTTPS: its one TLS key pinned, every request but the first signed by the journal."""

import secrets
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Self, TypeVar

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms

from passdesk.clock import Clock
from passdesk.credential.enrolment import EnrolmentCode
from passdesk.credential.identity import SignedTime, open_sealed
from passdesk.domain import canonical
from passdesk.errors import Damaged, Unreachable
from passdesk.store.journal import Journal
from passdesk.sync import known_server, pinning
from passdesk.sync.addresses import host_and_port
from passdesk.sync.alarms import Alarm
from passdesk.sync.codes import Codes
from passdesk.sync.crossings import CrossingPage, CrossingQuery, NewestQuery
from passdesk.sync.entries import EntryGiven, EntryQuery
from passdesk.sync.errors_said import Said
from passdesk.sync.joining import Enrol, Enrolled, Joined, join
from passdesk.sync.key_messages import KeyGiven, KeyTold
from passdesk.sync.known_server import KnownServer
from passdesk.sync.signed_requests import COMPONENTS, LABEL, TAG
from passdesk.sync.wire import LONGEST_ANSWER, Cursor, Given, Held, Message, Offered, Page, PushAnswer
from passdesk.sync.wire import join as joined_blobs

_TIMEOUT = httpx2.Timeout(30.0, connect=10.0)
_CBOR = {"content-type": "application/cbor", "accept": "application/cbor"}
M = TypeVar("M", bound=Message)


class _OneKey(HTTPSignatureKeyResolver):
    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey:  # noqa: ARG002 - there is one key
        return self._private


class HttpLink:
    """A `Link`. Keep it for one exchange or more; `close` it in the end."""

    def __init__(
        self, line: "Line", server_public: bytes, journal: bytes, identity: Ed25519PrivateKey, clock: Clock
    ) -> None:
        self._line = line
        self._server_public = server_public
        self._journal = journal
        self._identity = identity
        self._clock = clock

    @classmethod
    def to(cls, journal: Journal, clock: Clock) -> "HttpLink":
        """The line from a desk to its server; `Misuse` where it has none, `Damaged` where the root did not certify
        what is kept of it. Nothing is sent yet."""
        server = known_server.required(journal)
        public = server.public_key(journal.zone, journal.root)
        if pinning.spki_sha256(server.tls_certificate) != server.spki_sha256(journal.zone, journal.root):
            raise Damaged("The server's TLS certificate is not the one it signed.", remedy="Enrol this desk again.")
        line = Line(server.url, server.tls_certificate)
        return cls(line, public, journal.id, journal.identity, clock)

    def speaking_for(self, journal: bytes, identity: Ed25519PrivateKey) -> Self:
        return type(self)(self._line, self._server_public, journal, identity, self._clock)

    def close(self) -> None:
        self._line.close()

    def time(self, nonce: bytes) -> bytes:
        before = self._clock()
        sealed = self._line.send("GET", f"/time?nonce={nonce.hex()}", b"", {})
        signed = open_sealed(sealed, SignedTime, self._server_public)
        if signed.nonce == nonce:
            self._line.anchor = signed.time - before.boot
        return sealed

    def held(self) -> Held:
        return self._asked(Held, "GET", "/held")

    def introduce(self, first: bytes) -> None:
        self._signed("POST", "/introduce", first)

    def push(self, entries: Sequence[bytes], head: bytes) -> PushAnswer:
        return self._asked(PushAnswer, "POST", f"/push?head={head.hex()}", joined_blobs(entries))

    def offer(self, hashes: Sequence[bytes]) -> Offered:
        return self._asked(Offered, "POST", "/offer", canonical.encode(list(hashes)))

    def put_attachments(self, blobs: Sequence[bytes]) -> Offered:
        return self._asked(Offered, "POST", "/attachments", joined_blobs(blobs))

    def get_attachments(self, hashes: Sequence[bytes]) -> Given:
        return self._asked(Given, "POST", "/attachments/wanted", canonical.encode(list(hashes)))

    def pull(self, cursor: Cursor | None) -> Page:
        return self._asked(Page, "POST", "/pull", b"" if cursor is None else cursor.to_bytes())

    def crossings(self, query: CrossingQuery) -> CrossingPage:
        return self._asked(CrossingPage, "POST", "/crossings", query.to_bytes())

    def keep_codes(self, codes: Sequence[bytes]) -> None:
        self._signed("POST", "/codes", Codes(tuple(codes)).to_bytes())

    def newest_crossings(self, query: NewestQuery) -> CrossingPage:
        return self._asked(CrossingPage, "POST", "/crossings/newest", query.to_bytes())

    def entry(self, query: EntryQuery) -> EntryGiven:
        return self._asked(EntryGiven, "POST", "/entry", query.to_bytes())

    def bundle_key(self, told: KeyTold) -> KeyGiven:
        return self._asked(KeyGiven, "POST", "/bundle_key", told.to_bytes())

    def wait(self, told: Alarm) -> Alarm:
        return self._asked(Alarm, "POST", "/wait", told.to_bytes())

    def _asked(self, kind: type[M], method: str, path: str, body: bytes = b"") -> M:
        return kind.from_bytes(self._signed(method, path, body))

    def _signed(self, method: str, path: str, body: bytes) -> bytes:
        """Time first: a request is dated by the server's own time, whatever this machine's clock says."""
        if self._line.anchor is None:
            self.time(secrets.token_bytes(16))
        request = self._line.request(method, path, body, _CBOR)
        created = (self._clock().boot + (self._line.anchor or 0)) // 1_000_000
        signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=_OneKey(self._identity))
        signer.sign(
            request,
            key_id=self._journal.hex(),
            created=datetime.fromtimestamp(created, UTC),
            nonce=secrets.token_hex(16),
            label=LABEL,
            tag=TAG,
            covered_component_ids=COMPONENTS[:-1],
            body=body,
        )
        return self._line.sent(request)


class Line:
    """HTTPS to one address, trusting one DER certificate. Library errors end here.

    `anchor`: the server's signed time minus this machine's boot clock, µs, once it was asked.
    """

    def __init__(self, url: str, certificate: bytes) -> None:
        host_and_port(url)
        self._url = url.rstrip("/")
        self.anchor: int | None = None
        context = pinning.pinned(certificate)
        self._client = httpx2.Client(verify=context, timeout=_TIMEOUT, trust_env=False, follow_redirects=False)

    def request(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> httpx2.Request:
        return self._client.build_request(method, self._url + path, content=body, headers=headers)

    def send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        return self.sent(self.request(method, path, body, headers))

    def sent(self, request: httpx2.Request) -> bytes:
        """The answer's bytes; what the server says against it is raised as the error it stands for."""
        try:
            response = self._client.send(request, stream=True)
            try:
                data = self._read(response)
            finally:
                response.close()
        except (httpx2.HTTPError, ssl.SSLError) as error:
            raise self._unreachable(error) from error
        if response.status_code != httpx2.codes.OK:
            raise self._said(data)
        return data

    def enrol(self, asked: Enrol) -> Enrolled:
        return Enrolled.from_bytes(self.send("POST", "/enrol", asked.to_bytes(), _CBOR))

    @staticmethod
    def _read(response: httpx2.Response) -> bytes:
        data = b""
        for chunk in response.iter_raw():
            data += chunk
            if len(data) > LONGEST_ANSWER:
                raise Damaged("The server's answer is too long.", kept="It was not read.")
        return data

    def _said(self, data: bytes) -> Exception:
        try:
            return Said.from_bytes(data).error()
        except Damaged:
            return Unreachable(f"What answers at {self._url} is not a Passdesk server.", kept="Nothing was sent.")

    def _unreachable(self, error: Exception) -> Unreachable:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return Unreachable(
                f"The server at {self._url} has another key than the one this desk trusts.",
                kept="Nothing was sent; the desk goes on by itself.",
                remedy="Ask an administrator: the server was replaced, or something stands between.",
            )
        return Unreachable(
            f"The server at {self._url} does not answer: {error}.",
            kept="The desk goes on by itself; what it records is sent later.",
            remedy="Check the network and that the server runs.",
        )

    def close(self) -> None:
        self._client.close()


def join_at(url: str, code: EnrolmentCode, desk_public: bytes, clock: Clock) -> tuple[Joined, KnownServer]:
    """Enrol a new desk at a server's address; `desk_public` raw. What the desk may trust, and the server to keep.

    `Declined` when it is not the server the code was printed for, or the code is wrong; `Unreachable`.
    """
    certificate = pinning.shown_certificate(*host_and_port(url))
    line = Line(url, certificate)
    try:
        at = clock().wall // 1_000_000
        joined = join(code, desk_public, pinning.spki_sha256(certificate), line.enrol, at)
    finally:
        line.close()
    return joined, KnownServer(url.rstrip("/"), joined.server_certificate, certificate, joined.tls)
