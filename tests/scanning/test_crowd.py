"""Which of several codes in one frame is meant."""

import pytest

from passdesk.scanning.crowd import the_one_meant


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        ([], None),
        (["1"], "1"),
        (["https://a"], "https://a"),
        (["1", "1"], "1"),
        (["1", "2"], None),
        (["1", "2", "https://a"], None),
        (["https://a", "1", "https://b", "1"], "1"),
        (["https://a", "https://b"], None),
        (["١٢٣", "1"], "1"),
        (["", "1"], "1"),
    ],
)
def test_the_only_one_or_the_only_pass(texts: list[str], meant: str | None) -> None:
    assert the_one_meant(texts) == meant
