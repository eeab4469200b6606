"""Whose signatures hold, by what the register knows of keys."""

import pytest
from msgspec.structs import replace

from passdesk.credential import keys
from passdesk.credential.entry_signatures import sign_continuation, sign_entry
from passdesk.credential.entry_signers import continuation, signers_of
from passdesk.domain.entries import Clocked, Content, Entry, Signature, journal_id, seal
from passdesk.domain.movements import Times
from passdesk.domain.people import ZONE_KEY, Desk, Operator, Zone
from passdesk.domain.register import MemoryView, Row

ROOT, ANN, BEN, OLD, NEW = (keys.from_seed(bytes((number,)) * 32) for number in range(1, 6))
ANN_ID, BEN_ID = b"a" * 16, b"b" * 16


def operator(key: bytes, public: bytes) -> Operator:
    return Operator(key=key, name="", public_key=public, certificate=b"", roles=())


OLD_ID = journal_id(keys.public_of(OLD))
ROWS: tuple[Row, ...] = (
    Zone(key=ZONE_KEY, zone="hetao", root=keys.public_of(ROOT), recovery=bytes(32)),
    operator(ANN_ID, keys.public_of(ANN)),
    operator(BEN_ID, keys.public_of(BEN)),
    Desk(key=OLD_ID, name="", public_key=keys.public_of(OLD), certificate=b"", roles=()),
)
VIEW = MemoryView(ROWS)
CONTENT = Content(
    journal_id(keys.public_of(NEW)), 1, bytes(32), 0, Clocked(0, None, bytes(16)), None, None, "pass_revoked", {}
)


def entry(content: Content, *signatures: Signature) -> Entry:
    return seal(content.to_bytes(), signatures)


def test_each_operator_whose_signature_holds_is_a_signer() -> None:
    data = CONTENT.to_bytes()
    ann, ben = (ANN_ID, sign_entry(ANN, data)), (BEN_ID, sign_entry(BEN, data))
    assert signers_of(entry(CONTENT), VIEW) == frozenset()
    assert signers_of(entry(CONTENT, ann), VIEW) == {ANN_ID}
    assert signers_of(entry(CONTENT, ann, ben), VIEW) == {ANN_ID, BEN_ID}
    assert signers_of(entry(CONTENT, ann, (BEN_ID, ann[1])), VIEW) == {ANN_ID}
    assert signers_of(entry(CONTENT, (b"c" * 16, ann[1])), VIEW) == frozenset()
    assert signers_of(entry(replace(CONTENT, seq=2), ann), VIEW) == frozenset()
    assert signers_of(entry(CONTENT, ann), MemoryView()) == frozenset()


def test_a_former_key_signs_what_was_written_before_it_ended() -> None:
    renewed = replace(operator(ANN_ID, keys.public_of(BEN)), former=((keys.public_of(ANN), b"", 500),))
    late = Times(key=CONTENT.journal, difference=200)
    for at, rows, old_counts in [(499, (), True), (500, (), False), (299, (late,), True), (300, (late,), False)]:
        content, view = replace(CONTENT, at=at), MemoryView((renewed, *rows))
        by_old, by_new = sign_entry(ANN, content.to_bytes()), sign_entry(BEN, content.to_bytes())
        assert (signers_of(entry(content, (ANN_ID, by_old)), view) == {ANN_ID}) is old_counts, at
        assert signers_of(entry(content, (ANN_ID, by_new)), view) == {ANN_ID}
        assert signers_of(entry(content, (ANN_ID, sign_entry(OLD, content.to_bytes()))), view) == frozenset()


@pytest.mark.parametrize(
    ("kind", "signed", "view", "counts"),
    [
        ("zone_founded", ROOT, MemoryView(), True),
        ("zone_founded", ANN, MemoryView(), False),
        ("server_adopted", ROOT, VIEW, True),
        ("server_adopted", ROOT, MemoryView(), False),
        ("server_adopted", ANN, VIEW, False),
    ],
)
def test_a_founding_is_the_roots(kind: str, signed: object, view: MemoryView, counts: bool) -> None:
    assert isinstance(signed, type(ROOT))
    root_id = keys.key_id(keys.public_of(ROOT))
    content = replace(CONTENT, kind=kind, body={"root": keys.public_of(ROOT)})
    founding = entry(content, (root_id, sign_entry(signed, content.to_bytes())))
    assert signers_of(founding, view) == ({root_id} if counts else frozenset())


GOOD = {"public_key": keys.public_of(NEW), "continues": OLD_ID, "seq": 7, "hash": bytes(32), "name": "desk"}


@pytest.mark.parametrize(
    ("changes", "signed", "counts"),
    [
        ({}, OLD, True),
        ({}, NEW, False),
        ({"seq": 8}, OLD, False),
        ({"hash": b"\1" * 32}, OLD, False),
        ({"continues": ANN_ID}, OLD, False),
        ({"public_key": keys.public_of(ANN)}, OLD, False),
        ({"proof": b""}, OLD, False),
        ({"proof": None}, OLD, False),
    ],
)
def test_a_continued_journal_is_the_old_keys(changes: dict[str, object], signed: object, counts: bool) -> None:
    assert isinstance(signed, type(OLD))
    said = continuation(GOOD["public_key"], OLD_ID, 7, bytes(32))  # type: ignore[arg-type]  # bytes, in a table
    body = {**GOOD, "proof": sign_continuation(signed, said), **changes}
    first = entry(replace(CONTENT, kind="journal_continued", body=body))
    assert signers_of(first, VIEW) == ({OLD_ID} if counts else frozenset())


def test_the_old_key_spoke_of_another_journal() -> None:
    """A true proof for Ann's key does not make this journal hers."""
    public = keys.public_of(ANN)
    proof = sign_continuation(OLD, continuation(public, OLD_ID, 7, bytes(32)))
    body = {**GOOD, "public_key": public, "proof": proof}
    assert signers_of(entry(replace(CONTENT, kind="journal_continued", body=body)), VIEW) == frozenset()
