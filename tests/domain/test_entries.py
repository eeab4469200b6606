"""The journal entry: one encoding, read strictly, and nothing but Damaged for bytes that are none."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from passdesk.domain import canonical
from passdesk.domain.entries import (
    FORMAT,
    LONGEST,
    Clocked,
    Content,
    Entry,
    Signature,
    first_prev,
    journal_id,
    read_entry,
    seal,
)
from passdesk.errors import Damaged
from tests.domain.builders import ROOT, Journal, ident, key_of, shown

ID, HASH = bytes(range(16)), bytes(range(32))
GOOD: list[Any] = [FORMAT, ID, 1, HASH, 5, [7, None, ID], None, None, "shown", {"a": 1}]
SIGNED: list[Any] = [[ID, bytes(64)]]

identities, micros = st.binary(min_size=16, max_size=16), st.integers(0, (1 << 63) - 1)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 64), (1 << 64) - 1) | st.binary(max_size=20) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=7), inner, max_size=4),
    max_leaves=12,
)
contents = st.builds(
    Content,
    journal=identities,
    seq=st.integers(1, (1 << 48) - 1),
    prev=st.binary(min_size=32, max_size=32),
    at=micros,
    clock=st.builds(Clocked, boot=micros, anchor=st.none() | st.integers(-(1 << 62), 1 << 62), boot_id=identities),
    seen=st.none() | st.tuples(micros, micros),
    actor=st.none() | identities,
    kind=st.text(min_size=1, max_size=40),
    body=st.dictionaries(st.text("abcdefgh_", max_size=23), values, max_size=6),
)
signatures = st.lists(
    st.tuples(identities, st.binary(min_size=64, max_size=64)), max_size=4, unique_by=lambda one: one[0]
).map(tuple)


def packed(content: Any, signed: Any = ()) -> bytes:
    return canonical.encode([canonical.encode(content), signed])


def with_part(at: int, value: Any) -> bytes:
    return packed([*GOOD[:at], value, *GOOD[at + 1 :]])


@given(contents, signatures)
def test_what_is_sealed_reads_back(content: Content, signed: tuple[Signature, ...]) -> None:
    entry = seal(content.to_bytes(), signed)
    assert read_entry(entry.raw) == entry
    assert (entry.content, entry.signatures, entry.signed_bytes) == (content, signed, content.to_bytes())
    assert entry.hash == sha256(entry.raw).digest()
    assert (entry.mark, entry.kind, entry.body) == ((content.journal, content.seq), content.kind, content.body)


def sample() -> Entry:
    return Journal("gate1").write("shown", shown(after=[ident("gate2"), 3]))


@given(st.data())
def test_changed_bytes_are_damaged_or_another_entry(data: st.DataObject) -> None:
    raw = bytearray(sample().raw)
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    _reads_or_is_damaged(bytes(raw))


@given(st.data())
def test_cut_and_lengthened_bytes_are_damaged(data: st.DataObject) -> None:
    raw = sample().raw
    cut, more = data.draw(st.integers(0, len(raw) - 1)), data.draw(st.binary(min_size=1, max_size=9))
    for changed in (raw[:cut], raw + more):
        with pytest.raises(Damaged):
            read_entry(changed)


@given(values, values)
@example([], [])
def test_any_canonical_value_is_damaged_or_an_entry(outer: Any, inner: Any) -> None:
    for raw in (canonical.encode(outer), packed(inner), packed(GOOD, inner), packed([*GOOD[:9], inner])):
        _reads_or_is_damaged(raw)


@given(st.integers(0, 9), values)
def test_any_value_in_any_place_is_damaged_or_an_entry(at: int, value: Any) -> None:
    _reads_or_is_damaged(with_part(at, value))


@given(st.binary(max_size=200))
def test_any_bytes_are_damaged_or_an_entry(raw: bytes) -> None:
    _reads_or_is_damaged(raw)


def _reads_or_is_damaged(raw: bytes) -> None:
    try:
        entry = read_entry(raw)
    except Damaged:
        return
    assert entry.raw == raw
    assert seal(entry.content.to_bytes(), entry.signatures).raw == raw


NOT_ENTRIES = {
    "not a pair": canonical.encode([b"", [], 1]),
    "content not bytes": canonical.encode([GOOD, []]),
    "another format": with_part(0, 2),
    "true for a format": with_part(0, True),
    "short journal": with_part(1, ID[:15]),
    "text for a journal": with_part(1, "x" * 16),
    "seq 0": with_part(2, 0),
    "seq true": with_part(2, True),
    "seq of 2^48": with_part(2, 1 << 48),
    "long prev": with_part(3, HASH + b"x"),
    "negative time": with_part(4, -1),
    "time of 2^63": with_part(4, 1 << 63),
    "time true": with_part(4, True),
    "clock of two": with_part(5, [7, None]),
    "boot true": with_part(5, [True, None, ID]),
    "boot negative": with_part(5, [-1, None, ID]),
    "anchor true": with_part(5, [7, True, ID]),
    "anchor text": with_part(5, [7, "1", ID]),
    "anchor too large": with_part(5, [7, 1 << 63, ID]),
    "boot id short": with_part(5, [7, None, ID[1:]]),
    "seen of three": with_part(6, [1, 2, 3]),
    "seen true": with_part(6, [True, 2]),
    "seen negative": with_part(6, [1, -2]),
    "seen too large": with_part(6, [1, 1 << 63]),
    "actor short": with_part(7, ID[1:]),
    "actor text": with_part(7, "x" * 16),
    "no kind": with_part(8, ""),
    "long kind": with_part(8, "k" * 41),
    "kind in bytes": with_part(8, b"shown"),
    "body a list": with_part(9, []),
    "body with numbers for keys": with_part(9, {1: 2}),
    "eleven parts": packed([*GOOD, 1]),
    "signatures null": packed(GOOD, None),
    "five signatures": packed(GOOD, [[bytes([n]) * 16, bytes(64)] for n in range(5)]),
    "short signature": packed(GOOD, [[ID, bytes(63)]]),
    "short signer": packed(GOOD, [[ID[1:], bytes(64)]]),
    "signed twice by one": packed(GOOD, [[ID, bytes(64)], [ID, bytes([1]) * 64]]),
    "signature of three": packed(GOOD, [[ID, bytes(64), 1]]),
    "content not canonical": canonical.encode([canonical.encode(GOOD)[:-1] + b"\x18\x01", []]),
    "over 16 KiB": packed([*GOOD[:9], {"a": bytes(LONGEST)}]),
    "nested deep": bytes([0x81]) * 5000 + b"\x00",
}


def test_the_good_one_of_the_table_is_good() -> None:
    assert read_entry(packed(GOOD, SIGNED)).content.body == {"a": 1}


@pytest.mark.parametrize("raw", NOT_ENTRIES.values(), ids=NOT_ENTRIES)
def test_not_an_entry(raw: bytes) -> None:
    with pytest.raises(Damaged):
        read_entry(raw)


def test_sealing_over_16_kib_is_damaged() -> None:
    with pytest.raises(Damaged):
        seal(canonical.encode([*GOOD[:9], {"a": bytes(LONGEST - 60)}]), ((ID, bytes(64)),))


def test_an_unknown_kind_reads() -> None:
    assert read_entry(with_part(8, "teleported")).kind == "teleported"


def test_names_and_the_first_prev_are_hashes_of_keys() -> None:
    assert journal_id(ROOT) == sha256(ROOT).digest()[:16]
    assert first_prev(ROOT) == sha256(ROOT).digest()


def test_the_chain_is_by_the_whole_entry_before() -> None:
    journal = Journal("gate1")
    one, two = journal.write("database_recovered", {}), journal.write("database_recovered", {})
    assert (one.content.prev, two.content.prev) == (first_prev(ROOT), one.hash)
    assert (one.mark, two.mark) == ((journal.id, 1), (journal.id, 2))
    assert journal.id == journal_id(key_of("gate1"))
