"""Everything this workspace says, directly or as something told later, is there in Chinese."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.desktop import issuing
from passdesk.desktop.theme import Language
from passdesk.desktop.wording import words_in

_TOLD = {"Told": 0, "_do": 1, "_done": 0, "OneOfMany": 3}
"""Calls that hand on words for tr(), and where in them they stand."""


def said() -> Iterator[str]:
    for path in sorted(Path(issuing.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _of_call(node)


def _of_call(node: ast.Call) -> Iterator[str]:
    name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
    args: list[ast.expr] = []
    if name == "tr":
        args = node.args[:1]
    elif name == "count":
        args = node.args[1:3]
    elif name in _TOLD:
        args = node.args[_TOLD[name] : _TOLD[name] + 1]
    for arg in args:
        values = (leaf.value for leaf in ast.walk(arg) if isinstance(leaf, ast.Constant))
        yield from (value for value in values if isinstance(value, str) and value not in ("", "own_filing"))


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_every_string_is_translated(language: Language) -> None:
    words = words_in(language)
    assert [one for one in dict.fromkeys(said()) if not words.knows(one)] == []


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_translations_fill_in_the_same_values(language: Language) -> None:
    words = words_in(language)
    for english in dict.fromkeys(said()):
        names = set(re.findall(r"{(\w+)}", english))
        assert set(re.findall(r"{(\w+)}", words.tr(english))) == names, english
