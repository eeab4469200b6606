"""Why somebody was moved or a crossing undone, as a history says it."""

import pytest

from passdesk.desktop.look import Look
from passdesk.desktop.putting_right_words import why_words


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        ("annulled", "other_person", "It was another person"), ("annulled", "seen", ""),
        ("put_right_in", "seen", "Seen there"), ("put_right_out", "evacuated", "found at the assembly point"),
        ("returned_out", "customs", "Customs"), ("returned_in", "twice", ""), ("pass_suspended", "other", ""),
    ],
)  # fmt: skip
def test_a_code_means_what_its_kind_makes_of_it(look: Look, kind: str, code: str, said: str) -> None:
    assert why_words(look, kind, code) == said
