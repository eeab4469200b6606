"""Attachments: one encoding, one hash, and every group's limit."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passdesk.domain import canonical
from passdesk.domain.attachments import (
    AUDIENCE,
    GROUPS,
    LONGEST,
    SPOKEN,
    WRAPPED_FOR,
    Attachment,
    Contact,
    Documents,
    Names,
    read_attachment,
    read_contact,
    read_documents,
    read_names,
)
from passdesk.domain.people import ATTACHED, DESK_ROLES, ROLES
from passdesk.errors import Damaged

SALT = bytes(16)


@given(st.sampled_from(GROUPS), st.binary(min_size=16, max_size=16), st.binary(max_size=300))
def test_an_attachment_reads_back(group: Any, salt: bytes, content: bytes) -> None:
    made = Attachment(group, salt, content)
    assert read_attachment(made.to_bytes()) == made
    assert made.hash == sha256(made.to_bytes()).digest()


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_holds_its_limit_and_not_a_byte_more(group: Any) -> None:
    assert read_attachment(Attachment(group, SALT, bytes(LONGEST[group])).to_bytes()).group == group
    with pytest.raises(Damaged):
        read_attachment(Attachment(group, SALT, bytes(LONGEST[group] + 1)).to_bytes())


def test_the_same_content_under_another_salt_has_another_hash() -> None:
    assert Attachment("names", SALT, b"x").hash != Attachment("names", b"1" * 16, b"x").hash
    assert Attachment("names", SALT, b"x").hash != Attachment("note", SALT, b"x").hash


NOT_ATTACHMENTS = {
    "unknown group": ["secrets", SALT, b""],
    "short salt": ["names", SALT[1:], b""],
    "text for content": ["names", SALT, ""],
    "four parts": ["names", SALT, b"", 1],
    "a map": {"group": "names"},
}


@pytest.mark.parametrize("value", NOT_ATTACHMENTS.values(), ids=NOT_ATTACHMENTS)
def test_not_an_attachment(value: Any) -> None:
    with pytest.raises(Damaged):
        read_attachment(canonical.encode(value))


@given(st.binary(max_size=120))
def test_any_bytes_are_damaged_or_an_attachment(data: bytes) -> None:
    for read in (read_attachment, read_names, read_documents, read_contact):
        try:
            read(data)
        except Damaged:
            continue


texts = st.text(max_size=60)
Fields = Names | Documents | Contact
READERS: dict[type[Fields], Callable[[bytes], Fields]] = {
    Names: read_names,
    Documents: read_documents,
    Contact: read_contact,
}


names = st.builds(Names, texts, texts, st.sampled_from(["", *SPOKEN]))


@given(names | st.builds(Documents, texts, texts, texts) | st.builds(Contact, texts, texts))
def test_fields_read_back(made: Fields) -> None:
    assert READERS[type(made)](made.to_content()) == made


@pytest.mark.parametrize("kind", READERS)
def test_fields_of_another_form_are_damaged(kind: type[Fields]) -> None:
    whole: dict[str, Any] = canonical.decode(kind("a", "b").to_content())
    wrong: list[Any] = [{**whole, "more": ""}, dict(list(whole.items())[1:]), {**whole, next(iter(whole)): 1}, []]
    for body in wrong:
        with pytest.raises(Damaged):
            READERS[kind](canonical.encode(body))


def test_names_say_a_language_only_where_it_is_known() -> None:
    assert canonical.decode(Names("a", "b").to_content()) == {"latin": "a", "chinese": "b"}
    assert canonical.decode(Names("a", "b", "zh-Hans").to_content())["language"] == "zh-Hans"


@pytest.mark.parametrize("language", ["", "fr", "EN", "zh", 1, None, ["en"]])
def test_names_of_a_language_nobody_speaks_here_are_damaged(language: Any) -> None:
    with pytest.raises(Damaged):
        read_names(canonical.encode({"chinese": "", "latin": "a", "language": language}))


def test_every_group_has_its_audience() -> None:
    assert set(AUDIENCE) == {*ATTACHED, "officer_note"} == set(GROUPS) - {"wrapped"}
    assert set(WRAPPED_FOR) == set(DESK_ROLES)
    assert set().union(*WRAPPED_FOR.values()) == set(ROLES)
    for hidden in ("documents", "contact", "original_photo", "note"):
        assert "checkpoint" not in AUDIENCE[hidden]
