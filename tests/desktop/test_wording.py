"""Every string is found in the code, and both Chinese catalogs have it: once, with the same places to fill in."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from passdesk import config
from passdesk.desktop.theme import LANGUAGES, Language
from passdesk.desktop.wording import Words, words_in
from passdesk.desktop.workspace import KINDS
from passdesk.domain.reasons import ENGLISH

SOURCE = Path(config.__file__).parent
CHINESE: tuple[Language, ...] = ("zh-Hant", "zh-Hans")
_PLACES = re.compile(r"\{(\w+)")


def calls(tree: ast.AST) -> Iterator[tuple[str, list[ast.expr]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            yield name, node.args


def literals(given: list[ast.expr]) -> Iterator[str]:
    for one in given:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value
        if isinstance(one, ast.IfExp):
            yield from literals([one.body, one.orelse])


@cache
def said() -> frozenset[str]:
    """Everything the window may say: what stands in tr() and count(), reasons and remedies, and the workspaces."""
    found = {words for known in ENGLISH.values() for words in (known.wording, known.remedy)}
    found |= {kind.title for kind in KINDS}
    for path in (SOURCE / "desktop").rglob("*.py"):
        for name, given in calls(ast.parse(path.read_text(encoding="utf-8"))):
            if name == "tr":
                found |= set(literals(given[:1]))
            elif name == "count" and len(given) >= 3:
                found |= set(literals(given[2:3]))  # Chinese has one form
    return frozenset(found)


def catalogs(language: Language) -> dict[str, dict[str, str]]:
    files = config.resource("translations", language).glob("*.toml")
    return {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in files}


def test_the_search_finds_what_is_said() -> None:
    assert {"CHECK", "Entry|direction", "{n} lanes not heard", "This pass has expired."} <= said()
    assert len(said()) > 900


@pytest.mark.parametrize("language", CHINESE)
def test_nothing_is_left_in_english(language: Language) -> None:
    words = words_in(language)
    assert sorted(one for one in said() if not words.knows(one)) == []


@pytest.mark.parametrize("language", CHINESE)
def test_one_thing_has_one_name(language: Language) -> None:
    held: dict[str, tuple[str, str]] = {}
    for name, catalog in catalogs(language).items():
        for english, words in catalog.items():
            assert held.setdefault(english, (name, words))[1] == words, (english, held[english], name)


@pytest.mark.parametrize("language", CHINESE)
def test_what_is_filled_in_is_filled_in_everywhere(language: Language) -> None:
    for name, catalog in catalogs(language).items():
        for english, words in catalog.items():
            assert set(_PLACES.findall(words)) == set(_PLACES.findall(english)), (name, english)


@pytest.mark.parametrize("language", CHINESE)
def test_no_translation_is_left_over(language: Language) -> None:
    texts = {
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    left = [one for catalog in catalogs(language).values() for one in catalog if one not in texts]
    assert sorted(left) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_after_the_bar_is_never_shown(language: Language) -> None:
    assert all("|" not in words_in(language).tr(one) for one in said())


def test_one_and_many() -> None:
    english = Words("en", {})
    assert english.count(1, "{n} lane", "{n} lanes") == "1 lane"
    assert english.count(1204, "{n} lane", "{n} lanes") == "1,204 lanes"
    assert Words("zh-Hant", {"{n} lanes": "{n} 條通道"}).count(1, "{n} lane", "{n} lanes") == "1 條通道"


def test_traditional_is_not_simplified() -> None:
    """A few characters that only one of the two writes."""
    traditional = "".join(words for catalog in catalogs("zh-Hant").values() for words in catalog.values())
    simplified = "".join(words for catalog in catalogs("zh-Hans").values() for words in catalog.values())
    assert set("证关进时间员号请这还没说") & set(traditional) == set()
    assert set("證關進時間員號請這還沒說") & set(simplified) == set()
