"""A bundle read and written by docs/exchange.md alone, with none of the program's own code for it."""

import hashlib
import io
from pathlib import Path
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from passdesk.credential import keys
from passdesk.server import bundle_keys as at_server
from passdesk.server.answering import write_answer
from passdesk.server.taking_bundles import take_request
from passdesk.sync import bundle_keys
from passdesk.sync.bundling import write_request
from tests.server.zones import Served


def opened(path: Path, signer: bytes, private: bytes) -> tuple[list[Any], list[tuple[int, list[Any]]]]:
    """The head's fields, and each part with its flag."""
    data = path.read_bytes()
    assert data[:18] == b"PASSDESK BUNDLE 1\n"
    stream, elements, starts = io.BytesIO(data[18:]), [], []
    while stream.tell() < len(data) - 18:
        starts.append(18 + stream.tell())
        elements.append(cbor2.load(stream))
    statements = [elements[0], elements[-1][1:]]
    assert elements[-1][0] == 2
    said = []
    for sealed in statements:
        statement, signature = cbor2.loads(sealed)
        Ed25519PublicKey.from_public_bytes(signer).verify(signature, statement)
        said.append(cbor2.loads(statement))
    assert said[1] == ["passdesk/bundle-end/1", len(elements) - 2, hashlib.sha256(data[: starts[-1]]).digest()]
    to, ephemeral = said[0][-2:]
    own = X25519PrivateKey.from_private_bytes(private)
    assert own.public_key().public_bytes_raw() == to
    shared = own.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    key = HKDF(SHA256(), 32, salt=None, info=b"passdesk/bundle/1" + ephemeral + to).derive(shared)
    cipher, parts = ChaCha20Poly1305(key), []
    for number, element in enumerate(elements[1:-1]):
        content = element[1:]
        if element[0] == 1:
            content = cipher.decrypt(number.to_bytes(12), content, None)
        parts.append((element[0], cbor2.loads(content)))
    return said[0], parts


def test_a_request_and_its_answer_are_as_they_are_written_down(served: Served, tmp_path: Path) -> None:
    gate = served.desk("gate", "checkpoint", lanes=("F1-1",))
    served.sync(gate)
    gate.write("database_recovered", {}, reading=served.clock.step())
    write_request(gate, tmp_path / "up", served.clock)
    head, parts = opened(tmp_path / "up", keys.public_of(gate.journal.identity), at_server.private_half(served.central))
    assert head[:3] == ["passdesk/bundle-request/1", gate.journal.zone, gate.journal.id]
    register = gate.registers.current
    assert cbor2.loads(head[6]) == [register.generation, register.scope, register.number]
    assert [(flag, part[0]) for flag, part in parts] == [(0, "introduce"), (0, "receipt"), (0, "push")]
    first = gate.journal.entry(1)
    assert first is not None
    assert parts[0][1][1:] == [gate.journal.id, first.raw]
    signed, sequence = cbor2.loads(parts[2][1][2])
    assert cbor2.loads(cbor2.loads(signed)[0])[0] == "passdesk/head/1"
    assert cbor2.load(io.BytesIO(sequence)) == next(gate.journal.raw_entries(gate.journal.seq - 1))[1]

    write_answer(served.central, take_request(served.central, tmp_path / "up"), tmp_path / "down")
    private = bundle_keys.private_half(gate.journal, head[5])
    assert private is not None
    answer, parts = opened(tmp_path / "down", served.central.keys.public, private)
    assert answer[:4] == ["passdesk/bundle-answer/1", gate.journal.zone, gate.journal.id, head[3]]
    assert [(flag, part[0]) for flag, part in parts] == [(1, "key"), (1, "answer"), (1, "held"), (1, "page")]
    start, page = cbor2.loads(parts[3][1][2])
    assert start == register.number
    assert cbor2.loads(page)[3:5] == [False, False]
