"""The journal entry: canonical bytes, the hash chain, and reading both back strictly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from msgspec import Struct

from passdesk.domain import canonical
from passdesk.domain.register import Mark
from passdesk.errors import Damaged

LONGEST = 16 * 1024
FORMAT = 1
Signature = tuple[bytes, bytes]
"""Operator id (16 bytes; for the founding entry the root's key id) and Ed25519 signature (64 bytes)."""


class Clocked(Struct, frozen=True):
    """`boot` µs since boot; `anchor` = signed server time minus boot clock, µs, or None; `boot_id` 16 bytes."""

    boot: int
    anchor: int | None
    boot_id: bytes


class Content(Struct, frozen=True):
    """What is signed. `at` µs UTC by the wall clock; `seen` = (generation, change number) applied, or None."""

    journal: bytes
    seq: int
    prev: bytes
    at: int
    clock: Clocked
    seen: tuple[int, int] | None
    actor: bytes | None
    kind: str
    body: Mapping[str, Any]

    def to_bytes(self, *, vouched: bool = False) -> bytes:
        """`vouched`: the body has passed the shapes of its kind, which let nothing through that CBOR may not hold and
        no map, and it is laid out in canonical order."""
        encode = canonical.encode_vouched if vouched else canonical.encode
        clock = [self.clock.boot, self.clock.anchor, self.clock.boot_id]
        seen = None if self.seen is None else list(self.seen)
        return encode(
            [
                FORMAT,
                self.journal,
                self.seq,
                self.prev,
                self.at,
                clock,
                seen,
                self.actor,
                self.kind,
                self.body,
            ]
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a journal, with the very bytes it was stored and sent as."""

    content: Content
    signatures: tuple[Signature, ...]
    raw: bytes
    hash: bytes
    signed_bytes: bytes
    """The content bytes, which operators sign."""
    fits: bool = field(default=False, compare=False)
    """Its body was held to the shape of its kind where it was put together; what was read back has yet to be."""

    @property
    def mark(self) -> Mark:
        return (self.content.journal, self.content.seq)

    @property
    def kind(self) -> str:
        return self.content.kind

    @property
    def body(self) -> Mapping[str, Any]:
        return self.content.body


def seal(
    content: bytes, signatures: tuple[Signature, ...], written: Content | None = None, *, fits: bool = False
) -> Entry:
    """Join content bytes, as `Content.to_bytes` gives them, and signatures into an entry; over 16 KiB is `Damaged`.

    What was just written canonically needs no second strict walk, and no reading at all where `written` is what the
    bytes were made of, its body holding lists, no tuples: a gate seals one entry a scan. `fits`: see `Entry`.
    """
    raw = canonical.encode_vouched([content, [list(signature) for signature in signatures]])
    if len(raw) > LONGEST:
        raise Damaged(f"An entry of {len(raw)} bytes is over the limit of {LONGEST}.")
    read = written or _content(cbor2.loads(content))
    return Entry(read, _signatures(list(map(list, signatures))), raw, sha256(raw).digest(), content, fits)


def read_entry(raw: bytes) -> Entry:
    """Read one entry strictly: lengths, types, canonical bytes. The kind may be one this program does not know."""
    outer = canonical.decode(raw, limit=LONGEST)
    if not (isinstance(outer, list) and len(outer) == 2 and isinstance(outer[0], bytes)):
        raise Damaged("A journal entry is not a pair of content and signatures.")
    content, signatures = outer
    read = _content(canonical.decode(content, limit=LONGEST))
    return Entry(read, _signatures(signatures), raw, sha256(raw).digest(), content)


def first_prev(root_public_key: bytes) -> bytes:
    """What entry 1 of every journal of a zone names as the entry before it."""
    return sha256(root_public_key).digest()


def journal_id(public_key: bytes) -> bytes:
    """The 16-byte name of the journal whose heads this key signs."""
    return sha256(public_key).digest()[:16]


def _content(parts: Any) -> Content:
    match parts:
        case [
            int(version),
            bytes(journal),
            int(seq),
            bytes(prev),
            int(at),
            [int(boot), anchor, bytes(boot_id)],
            seen,
            actor,
            str(kind),
            dict(body),
        ]:
            sizes = len(journal) == 16 and len(prev) == 32 and len(boot_id) == 16 and 0 < len(kind) <= 40
            numbers = 0 < seq < 1 << 48 and 0 <= at < 1 << 63 and 0 <= boot < 1 << 63 and _int_or_none(anchor)
            who = actor is None or (isinstance(actor, bytes) and len(actor) == 16)
            keys = not body or isinstance(next(iter(body)), str)  # canonical: all keys are short text, or none is
            if version == FORMAT and sizes and numbers and who and keys and not _has_bool(version, seq, at, boot):
                return Content(journal, seq, prev, at, Clocked(boot, anchor, boot_id), _seen(seen), actor, kind, body)
    raise Damaged("A journal entry is not of the form this program knows.")


def _seen(seen: Any) -> tuple[int, int] | None:
    match seen:
        case None:
            return None
        case [int(generation), int(change)] if not _has_bool(generation, change):
            if 0 <= generation < 1 << 63 and 0 <= change < 1 << 63:
                return (generation, change)
    raise Damaged("A journal entry names what it had seen in no known form.")


def _signatures(parts: Any) -> tuple[Signature, ...]:
    if not isinstance(parts, list) or len(parts) > 4:
        raise Damaged("A journal entry carries its signatures in no known form.")
    out: list[Signature] = []
    for part in parts:
        match part:
            case [bytes(who), bytes(made)] if len(who) == 16 and len(made) == 64:
                out.append((who, made))
            case _:
                raise Damaged("A journal entry carries a signature in no known form.")
    if len({who for who, _ in out}) != len(out):
        raise Damaged("A journal entry is signed twice by one operator.")
    return tuple(out)


def _int_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63)


def _has_bool(*values: Any) -> bool:
    return any(isinstance(value, bool) for value in values)
