"""Whatever the reader of policies may say is said in the language chosen, with its path, names and numbers."""

import ast
import inspect
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Language, Theme
from passdesk.domain import (
    class_reading,
    hours_reading,
    lane_reading,
    rules_reading,
    stay_reading,
    toml_table,
    zone_reading,
)
from passdesk.domain.zone import PolicyMistakes, check_successor
from passdesk.domain.zone_reading import read_policy
from tests.factories.zones import policy_toml

CHINESE: tuple[Language, ...] = ("zh-Hant", "zh-Hans")
BROKEN: tuple[bytes, ...] = (
    b"\xff\xfe", b"x" * 300_000, b"[" * 600, b"[" * 400, b"zone = ", b"", b"zone = 7\nareas = 1\nlanes = []\n",
    policy_toml().replace(b'mode = "automatic"', b'mode = "quick"').replace(b"bit = 2", b"bit = 3"),
    policy_toml().replace(b"number = 1\n", b"number = 2\n").replace(b'line = "first"', b'line = "third"'),
    policy_toml().replace(b"heard_within_minutes = 15", b"heard_within_minutes = -1\nheard = true"),
    policy_toml().replace(b'colour = "', b'colour = "blue{').replace(b'time_zone = "', b'time_zone = "Moon/'),
    policy_toml().replace(b"[lanes.F1-1]", b'[lanes."F1 1"]').replace(b'inside = "', b'inside = "not '),
)  # fmt: skip


def look(language: Language) -> Look:
    return Look(Theme(dark=False, scale=1.0, language=language))


def mistake(look: Look, line: str) -> str:
    """As the wizard and an admin desk show it."""
    path, apart, what = line.partition(": ")
    return path + apart + look.said(what)


def lines_of(data: bytes) -> tuple[str, ...]:
    with pytest.raises(PolicyMistakes) as told:
        read_policy(data)
    return told.value.lines


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_no_mistake_of_a_broken_policy_is_left_in_english(data: bytes, language: Language) -> None:
    for line in lines_of(data):
        path, _, what = line.partition(": ")
        said = mistake(look(language), line)
        assert said.startswith(f"{path}: ")
        assert said != line
        for shown in re.findall(r'"[^"]*"|\d+', what):
            assert shown.strip('"') in said
    assert [mistake(look("en"), line) for line in lines_of(data)] == list(lines_of(data))


def written(module: ModuleType) -> Iterator[str]:
    """What stands in the code of a reader as something wrong, with a word for whatever is filled in."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "wrong":
            yield from _texts(node.args[1])
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PolicyMistakes":
            for one in node.args:
                yield from (_what(text) for text in _texts(one))
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "append":
            yield from (_what(text) for text in _texts(node.args[0]))


def _texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)
        case ast.Tuple(elts=inside):
            for one in inside:
                yield from _texts(one)
        case _:
            return


def _what(text: str) -> str:
    return text.partition(": ")[2]


READERS = (toml_table, class_reading, hours_reading, lane_reading, rules_reading, stay_reading, zone_reading)


@pytest.mark.parametrize("module", READERS, ids=lambda module: module.__name__)
def test_whatever_a_reader_may_say_is_known(module: ModuleType) -> None:
    found = [what for what in written(module) if what != "x"]  # where only what is filled in stands
    assert len(found) >= 3
    assert [what for what in found if look("zh-Hant").said(what) == what] == []


def test_what_may_not_follow_the_policy_in_force_is_said_too() -> None:
    old = read_policy(policy_toml())
    for changed in (
        policy_toml().replace(b'zone = "hetao"', b'zone = "other"'),
        policy_toml().replace(b"[classes.talent]\nnumber = 1", b"[classes.talent]\nnumber = 77"),
        policy_toml().replace(b"bit = 1\n", b"bit = 4\n"),
        policy_toml().replace(b"[classes.talent]", b"[classes.genius]"),
    ):
        with pytest.raises(PolicyMistakes) as told:
            check_successor(old, read_policy(changed))
        for line in told.value.lines:
            assert mistake(look("zh-Hant"), line) != line, line


@pytest.mark.parametrize("said", ["", ": ", "nothing known", "a: b: {c}", "{0}", "file: is not TOML: {value} \n%s"])
def test_what_is_of_no_kind_stays_as_it_is(said: str) -> None:
    assert mistake(look("en"), said) == said
    assert mistake(look("zh-Hant"), said).partition(": ")[0] == said.partition(": ")[0]
