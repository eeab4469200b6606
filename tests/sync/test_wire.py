"""Every message reads back the same; what no desk or server would send is Damaged, never another exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from passdesk.domain import canonical
from passdesk.errors import Damaged
from passdesk.sync.crossings import Crossing, CrossingPage, CrossingQuery
from passdesk.sync.errors_said import Said
from passdesk.sync.joining import Enrol, Enrolled
from passdesk.sync.known_server import KnownServer
from passdesk.sync.wire import (
    LONGEST_REQUEST,
    BranchHead,
    Cursor,
    Given,
    Held,
    JournalMark,
    Message,
    Offered,
    Page,
    PageRow,
    PushAnswer,
    Refusal,
    join,
    split,
)

ID, HASH = bytes(16), bytes(32)
ROW = PageRow("pass", ID, 1, canonical.encode({"key": ID}))
CROSSING = Crossing(
    journal=ID, branch=b"", seq=1, at=2, presentation=ID, person=None, pass_id=ID, institution=ID, class_number=1,
    line="first", checkpoint="futian", lane="futian-1", direction="entry", verdict="refuse", reasons=("expired",),
    instruction="turn back", verified=True, input="camera", outcome=None, outcome_at=None, outcome_by=None, ms=None,
    override=False,
)  # fmt: skip
MESSAGES: list[Message] = [
    Cursor(1, 2, 3),
    Held(1, ()),
    Held(7, (BranchHead(b"", 9, HASH), BranchHead(HASH, 12, HASH))),
    PushAnswer(b"", 5, b"receipt", None),
    PushAnswer(HASH, 5, b"receipt", Refusal(6, "gap", "The entry before it is not held here.")),
    PushAnswer(b"", 0, None, Refusal(0, "unreadable", "Not canonical CBOR.")),
    Offered((HASH,), ()),
    Given((b"blob",), (HASH,)),
    Page(1, 1, 0, anew=True, more=True),
    Page(1, 1, 9, more=True, rows=(ROW, PageRow("person", ID, 1, None)), erased=(HASH,)),
    Page(1, 1, 9, rows=(ROW,), accounted=4, journals=(JournalMark(ID, 4, 5),)),
    CrossingQuery(),
    CrossingQuery(since=1, until=2, line="first", outcome="", override=True, after=9),
    CrossingPage((CROSSING,), None),
    CrossingPage((replace(CROSSING, settled_by=(ID, 7), annulled=(ID, 9)),), None),
    CrossingPage((), 7),
    Enrol(HASH, HASH),
    Enrolled(b"founding", b"server", b"journal", b"tls", HASH),
    KnownServer("https://server:1", b"a", b"b", b"c"),
    Said("declined", "No.", "All.", "Ask."),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_reads_back_the_same(message: Message) -> None:
    assert type(message).from_bytes(message.to_bytes()) == message


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_field_too_many_or_too_few_is_refused(message: Message) -> None:
    parts = canonical.decode(message.to_bytes(), limit=1 << 20)
    for wrong in ([*parts, 1], parts[:-1], {"a": 1}, b"", None):
        with pytest.raises(Damaged):
            type(message).from_bytes(canonical.encode(wrong))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_every_field_of_another_type_is_refused(message: Message) -> None:
    parts = canonical.decode(message.to_bytes(), limit=1 << 20)
    for at in range(len(parts)):
        wrong = [*parts[:at], {"no": "such"}, *parts[at + 1 :]]
        with pytest.raises(Damaged):
            type(message).from_bytes(canonical.encode(wrong))


@given(st.sampled_from(MESSAGES), st.data())
def test_changed_bytes_are_read_as_a_message_or_damaged(message: Message, data: st.DataObject) -> None:
    raw = bytearray(message.to_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    try:
        read = type(message).from_bytes(bytes(raw))
    except Damaged:
        return
    assert read.to_bytes() == bytes(raw)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_sequence_of_byte_strings_splits_into_what_was_joined(blobs: list[bytes]) -> None:
    assert split(join(blobs)) == blobs


@pytest.mark.parametrize(
    "data",
    [b"\x41", b"\x58\x01a", b"\x5f\x41a\xff", b"\x61a", b"\x59\x00\x01a", b"\x5b" + bytes(8), b"\x5a\x00\x00"],
    ids=["short", "long head", "indefinite", "text", "longer head", "eight bytes", "cut head"],
)
def test_another_sequence_is_damaged(data: bytes) -> None:
    with pytest.raises(Damaged):
        split(data)


def test_a_request_over_the_limit_is_damaged() -> None:
    with pytest.raises(Damaged):
        split(bytes(LONGEST_REQUEST + 1))


def test_a_crossing_of_an_older_server_lacks_what_settled_and_undid_it() -> None:
    parts = canonical.decode(CROSSING.to_bytes(), limit=9999)
    assert isinstance(parts, list)
    assert Crossing.read(parts[:-2]) == CROSSING
    for wrong in (parts[:-1], [*parts, None], [*parts[:-1], [ID, -1]], [*parts[:-1], ID]):
        with pytest.raises(Damaged):
            Crossing.read(wrong)
