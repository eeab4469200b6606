"""The real line: a server on loopback, its key pinned, every request signed; what is hostile gets words."""

import secrets
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms

from passdesk.credential import identity, keys
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.enrolment import new_code
from passdesk.errors import Damaged, Declined, Misuse, Unreachable
from passdesk.store.desk_store import DeskStore
from passdesk.sync import known_server, pinning
from passdesk.sync.client import HttpLink, join_at
from passdesk.sync.crossings import CrossingPage, NewestQuery
from passdesk.sync.entries import EntryQuery
from passdesk.sync.errors_said import Said
from passdesk.sync.exchange import exchange
from passdesk.sync.known_server import KnownServer
from passdesk.sync.signed_requests import COMPONENTS, TAG
from passdesk.sync.wire import LONGEST_REQUEST
from tests.factories.clocks import FakeClock
from tests.factories.people import a_holder
from tests.factories.zones import seeded
from tests.server.served import serving
from tests.server.zones import Served, a_served_zone


@pytest.fixture(scope="module")
def zone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = a_served_zone(tmp_path_factory.mktemp("server"))
    yield served
    served.close()


@pytest.fixture(scope="module")
def url(zone: Served) -> Iterator[str]:
    with serving(zone.central) as address:
        yield address


@pytest.fixture(scope="module")
def desk(zone: Served, url: str) -> DeskStore:
    store = zone.desk("office", "issuing", "records", "admin")
    server = known_server.required(store.journal)
    known_server.keep(store.journal, KnownServer(url, server.certificate, server.tls_certificate, server.tls_hash))
    link = HttpLink.to(store.journal, zone.clock)
    exchange(store, link, zone.clock)
    link.close()
    return store


@pytest.fixture
def link(zone: Served, desk: DeskStore) -> Iterator[HttpLink]:
    line = HttpLink.to(desk.journal, zone.clock)
    yield line
    line.close()


@pytest.fixture
def raw(zone: Served, url: str) -> Iterator[httpx2.Client]:
    """A client that can send anything."""
    context = pinning.pinned(zone.tls)
    with httpx2.Client(base_url=url, verify=context, trust_env=False) as client:
        yield client


def signed(
    client: httpx2.Client, zone: Served, journal: bytes, key: Ed25519PrivateKey, *, body: bytes = b"",
    method: str = "GET", path: str = "/held", age_s: int = 0, covered: tuple[str, ...] = COMPONENTS[:-1],
) -> httpx2.Request:  # fmt: skip
    request = client.build_request(method, path, content=body)
    name = journal.hex()
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519,
        key_resolver=MappingKeyResolver(public_keys={}, private_keys={name: key}),
    )
    created = datetime.fromtimestamp(zone.clock().wall // 1_000_000 - age_s, UTC)
    signer.sign(
        request, key_id=name, created=created, nonce=secrets.token_hex(16), tag=TAG, label="passdesk",
        covered_component_ids=covered, body=body,
    )  # fmt: skip
    return request


def said(response: httpx2.Response) -> Said:
    assert "Traceback" not in response.text
    return Said.from_bytes(response.content)


def test_a_new_desk_joins_and_exchanges_over_the_line(zone: Served, url: str, desk: DeskStore) -> None:
    holder = a_holder(zone.office(desk))
    code = zone.central.open_enrolment(JournalRights("gate", ("checkpoint",)), zone.admin)
    joined, server = join_at(url, code, keys.public_of(seeded("gate")), zone.clock)
    assert (joined.root, server.url) == (zone.central.root, url)
    line = HttpLink.to(desk.journal, zone.clock)
    report = exchange(desk, line, zone.clock)
    line.close()
    assert (report.refusal, report.attachments_sent) == (None, 3)
    with zone.central.storage.reading() as reads:
        assert reads.owners(holder.person) == []
        assert reads.head(desk.journal.id, b"") is not None


def test_the_newest_crossings_and_any_entry_are_asked_over_the_line(link: HttpLink, desk: DeskStore) -> None:
    first = desk.journal.entry(1)
    assert first is not None
    assert link.entry(EntryQuery(desk.journal.id, b"", 1)).raw == first.raw
    assert link.newest_crossings(NewestQuery(limit=1)) == CrossingPage((), None)


def test_a_desk_whose_clock_is_decades_off_is_heard(desk: DeskStore) -> None:
    line = HttpLink.to(desk.journal, FakeClock(wall=1))
    assert line.held().main is not None
    line.close()


def test_another_key_at_the_address_is_told_in_words(zone: Served, desk: DeskStore, tmp_path: Path) -> None:
    other = a_served_zone(tmp_path / "other")
    kept = known_server.required(desk.journal)
    with serving(other.central) as false:
        known_server.keep(
            desk.journal, KnownServer(false, kept.certificate, kept.tls_certificate, kept.tls_hash)
        )
        line = HttpLink.to(desk.journal, zone.clock)
        with pytest.raises(Unreachable, match="another key"):
            line.held()
        line.close()
    line = HttpLink.to(desk.journal, zone.clock)
    with pytest.raises(Unreachable, match="does not answer"):
        line.held()
    line.close()
    known_server.keep(desk.journal, kept)
    other.close()


def test_a_certificate_the_server_did_not_sign_for_is_not_even_tried(
    zone: Served, desk: DeskStore, tmp_path: Path
) -> None:
    other = a_served_zone(tmp_path / "other")
    kept = known_server.required(desk.journal)
    known_server.keep(desk.journal, KnownServer(kept.url, kept.certificate, other.tls, kept.tls_hash))
    with pytest.raises(Damaged, match="not the one it signed"):
        HttpLink.to(desk.journal, zone.clock)
    known_server.keep(desk.journal, kept)
    other.close()


def test_plain_trust_in_authorities_does_not_reach_the_server(url: str) -> None:
    trusting = ssl.create_default_context()
    with httpx2.Client(verify=trusting, trust_env=False) as client, pytest.raises(httpx2.ConnectError):
        client.get(f"{url}/held")


def test_a_wrong_code_is_declined_over_the_line(zone: Served, url: str) -> None:
    with pytest.raises(Declined, match="wrong"):
        join_at(url, new_code(zone.central.root), keys.public_of(seeded("thief")), zone.clock)


@pytest.mark.parametrize("age_s", [-301, 301, 100_000])
def test_an_old_or_early_signature_is_refused(zone: Served, raw: httpx2.Client, desk: DeskStore, age_s: int) -> None:
    answer = raw.send(signed(raw, zone, desk.journal.id, desk.journal.identity, age_s=age_s))
    assert (answer.status_code, said(answer).code) == (403, "declined")
    assert "too old" in said(answer).happened


def test_a_signature_within_five_minutes_holds_once(zone: Served, raw: httpx2.Client, desk: DeskStore) -> None:
    request = signed(raw, zone, desk.journal.id, desk.journal.identity, age_s=299)
    assert raw.send(request).status_code == 200
    again = raw.send(request)
    assert (again.status_code, said(again).happened) == (403, "This request was made before.")


@pytest.mark.parametrize("missing", COMPONENTS[:-1])
def test_every_component_must_be_signed(zone: Served, raw: httpx2.Client, desk: DeskStore, missing: str) -> None:
    covered = tuple(name for name in COMPONENTS[:-1] if name != missing)
    answer = raw.send(signed(raw, zone, desk.journal.id, desk.journal.identity, covered=covered))
    assert (answer.status_code, said(answer).code) == (403, "declined")


def tamper_body(request: httpx2.Request, client: httpx2.Client) -> httpx2.Request:
    body = b"\x81\x58\x20" + bytes(32)
    return client.build_request("POST", request.url, content=body, headers=_without_length(request))


def tamper_query(request: httpx2.Request, client: httpx2.Client) -> httpx2.Request:
    return client.build_request("POST", f"{request.url}?head=00", content=request.content, headers=request.headers)


def tamper_path(request: httpx2.Request, client: httpx2.Client) -> httpx2.Request:
    url = str(request.url).replace("/offer", "/attachments/wanted")
    return client.build_request("POST", url, content=request.content, headers=request.headers)


def drop_digest(request: httpx2.Request, client: httpx2.Client) -> httpx2.Request:
    headers = {name: value for name, value in request.headers.items() if name.lower() != "content-digest"}
    return client.build_request("POST", request.url, content=request.content, headers=headers)


def drop_signature(request: httpx2.Request, client: httpx2.Client) -> httpx2.Request:
    headers = {name: value for name, value in request.headers.items() if not name.lower().startswith("signature")}
    return client.build_request("POST", request.url, content=request.content, headers=headers)


def _without_length(request: httpx2.Request) -> dict[str, str]:
    return {name: value for name, value in request.headers.items() if name.lower() != "content-length"}


@pytest.mark.parametrize("tamper", [tamper_body, tamper_query, tamper_path, drop_digest, drop_signature])
def test_a_request_changed_on_the_way_is_refused(
    zone: Served, raw: httpx2.Client, desk: DeskStore, tamper: Any
) -> None:
    request = signed(raw, zone, desk.journal.id, desk.journal.identity, body=b"\x80", method="POST", path="/offer")
    answer = raw.send(tamper(request, raw))
    assert (answer.status_code, said(answer).code) == (403, "declined")
    assert raw.send(request).status_code == 200


def test_the_key_of_another_desk_signs_for_nobody(zone: Served, raw: httpx2.Client, desk: DeskStore) -> None:
    answer = raw.send(signed(raw, zone, desk.journal.id, keys.generate()))
    assert (answer.status_code, said(answer).code) == (403, "declined")
    stranger = keys.generate()
    answer = raw.send(signed(raw, zone, keys.key_id(keys.public_of(stranger)), stranger))
    assert (answer.status_code, said(answer).code) == (404, "unknown_desk")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/push?head=zz", b""),
        ("POST", "/push?head=" + "00" * 3000, b""),
        ("POST", "/push", b"\x9f\x9f\x9f"),
        ("POST", "/push?head=00", b"\x41"),
        ("POST", "/offer", b"\x81\x41a"),
        ("POST", "/offer", b"\xc0\x80"),
        ("POST", "/attachments", b"\x45hello"),
        ("POST", "/attachments/wanted", b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff"),
        ("POST", "/pull", b"\x83\x01\x01"),
        ("POST", "/pull", b"\x83\x01\x01\x20"),
        ("POST", "/crossings", b"\x80"),
        ("POST", "/crossings", b"\xff" * 1000),
        ("POST", "/crossings/newest", b"\x80"),
        ("POST", "/entry", b"\x80"),
        ("POST", "/entry", b"\xff" * 1000),
    ],
)
def test_garbage_from_a_desk_we_know_gets_words(
    zone: Served, raw: httpx2.Client, desk: DeskStore, method: str, path: str, body: bytes
) -> None:
    key = desk.journal.identity
    answer = raw.send(signed(raw, zone, desk.journal.id, key, body=body, method=method, path=path))
    assert answer.status_code == 400
    assert said(answer).code in ("damaged", "misuse")
    assert said(answer).happened


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/time", b"", 400),
        ("GET", "/time?nonce=00", b"", 400),
        ("GET", "/time?nonce=" + "00" * 33, b"", 400),
        ("GET", "/time?nonce=xyz", b"", 400),
        ("POST", "/enrol", b"", 400),
        ("POST", "/enrol", b"\x82\x41a\x41b", 400),
        ("POST", "/introduce", b"garbage", 400),
        ("POST", "/offer", b"", 403),
        ("GET", "/offer", b"", 405),
        ("GET", "/docs", b"", 404),
        ("GET", "/" + "a" * 5000, b"", 404),
    ],
)
def test_garbage_from_anybody_gets_words(
    raw: httpx2.Client, method: str, path: str, body: bytes, status: int
) -> None:
    answer = raw.request(method, path, content=body)
    assert answer.status_code == status
    assert said(answer).happened


@pytest.mark.parametrize("path", ["/enrol", "/push", "/introduce"])
def test_a_body_over_the_limit_is_refused_before_it_is_read_whole(raw: httpx2.Client, path: str) -> None:
    answer = raw.post(path, content=bytes(LONGEST_REQUEST + 1))
    assert (answer.status_code, said(answer).code) == (400, "misuse")


@pytest.mark.parametrize(
    "headers",
    [
        {"signature-input": "garbage", "signature": "garbage"},
        {"signature-input": 'a=();keyid="00"', "signature": "a=:AA==:"},
        {"signature-input": 'a=("@method");created=1;keyid="zz";tag="passdesk/1"', "signature": "a=:AA==:"},
        {"signature-input": 'a=("@method" "@method");created=1;keyid="";tag="passdesk/1"', "signature": "a=:AA==:"},
        {"signature-input": 'a=("no-such");created=99999999999999999;tag="passdesk/1"', "signature": "a=1"},
        {"signature-input": 'a=("@method");created="x";tag="passdesk/1"', "signature": "a=:AA==:"},
        {"content-digest": "sha-256=:AA==:", "signature-input": 'a=();tag="passdesk/1"', "signature": "a=:AA==:"},
    ],
)
def test_hostile_signature_headers_get_words(raw: httpx2.Client, headers: dict[str, str]) -> None:
    answer = raw.get("/held", headers=headers)
    assert answer.status_code in (403, 404)
    assert said(answer).happened


def test_a_time_for_another_nonce_is_not_believed(link: HttpLink, zone: Served) -> None:
    nonce = bytes(range(16))
    signed_time = identity.open_sealed(link.time(nonce), identity.SignedTime, zone.central.keys.public)
    assert (signed_time.nonce, signed_time.time, signed_time.zone) == (nonce, zone.clock().wall, zone.central.zone)


def test_a_server_needs_an_address_of_https(desk: DeskStore, zone: Served) -> None:
    kept = known_server.required(desk.journal)
    with pytest.raises(Misuse):
        known_server.keep(desk.journal, KnownServer("http://x", kept.certificate, kept.tls_certificate, kept.tls_hash))
    with pytest.raises(Misuse):
        join_at("http://x", new_code(zone.central.root), bytes(32), zone.clock)
