"""What services say went wrong, in the language of the page: they say it in English, with names and numbers filled in.

Catalogs are resources/translations/LANGUAGE/errors/*.toml: `"No lane {}." = "沒有通道 {}。"`. A place is `{}` in the
English; in the translation also `{0}`, `{1}`, where the order is another, and `{:said}` where what stands there is a
text of the catalogs itself. tests/desktop/test_errors_said.py finds every text in the code, and holds them to it.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from string import Formatter

from msgspec import Struct

from passdesk import config
from passdesk.desktop.theme import Language
from passdesk.errors import Trouble

_DEEPEST = 4
"""Texts within texts: what a server says may be made to nest without end."""
_LONGEST_LIST = 16
"""Faults of one line, say; what seems to list more is taken as one text."""


def said(language: Language, *texts: str) -> str:
    """The texts, each in `language` where a catalog has it, as one; the empty ones left out."""
    parts = [text for text in texts if text]
    if language == "en":
        return " ".join(parts)
    words = ""
    for part in map(errors_in(language).said, parts):
        words += part if words.endswith(("。", "？", "！")) or not words else f" {part}"
    return words


class Template(Struct, frozen=True):
    """A text with places: what stands before, between and after them, and the translation."""

    between: tuple[str, ...]
    words: str

    @property
    def weight(self) -> int:
        """How much of a text it is sure of."""
        return sum(map(len, self.between))

    def values(self, text: str) -> list[str] | None:
        """What stands in the places of `text`, None where it is another's. Takes time by the length of the text."""
        first, *middle, last = self.between
        if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
            return None
        at, end, values = len(first), len(text) - len(last), list[str]()
        for literal in middle:
            found = text.find(literal, at, end)
            if found < 0:
                return None
            values.append(text[at:found])
            at = found + len(literal)
        return [*values, text[at:end]]


class ErrorWords:
    """The errors of one language. What no catalog has stays English."""

    def __init__(self, catalog: Mapping[str, str]) -> None:
        read = [Template(between(english), words) for english, words in catalog.items()]
        self._whole = {one.between[0]: one.words.format() for one in read if len(one.between) == 1}
        templates = sorted((one for one in read if len(one.between) > 1), key=lambda one: -one.weight)
        firsts = {one.between[0][:1] for one in templates} | {""}
        self._by_first = {first: [one for one in templates if one.between[0][:1] in ("", first)] for first in firsts}

    def said(self, text: str, depth: int = 0, *, in_list: bool = False) -> str:
        found = self._found(text, depth, in_list)
        return text if found is None else found

    def _found(self, text: str, depth: int, in_list: bool) -> str | None:
        whole = self._whole.get(text)
        if whole is not None or depth > _DEEPEST:
            return whole
        parts = [] if in_list else text.split("; ")
        return self._listed(parts, depth) if 1 < len(parts) <= _LONGEST_LIST else self._filled(text, depth, in_list)

    def _listed(self, parts: list[str], depth: int) -> str | None:
        """Texts one after another, as many as all of it can be: a value may hold what stands between them.
        None of them is a list: that would be tried again and again."""
        after: list[list[str] | None] = [*(None for _ in parts), []]
        for at in reversed(range(len(parts))):
            for end in range(at + 1, len(parts) + 1):
                rest = after[end]
                one = None if rest is None else self._found("; ".join(parts[at:end]), depth + 1, in_list=True)
                if rest is not None and one is not None:
                    after[at] = [one, *rest]
                    break
        return None if after[0] is None else "；".join(after[0])

    def _filled(self, text: str, depth: int, in_list: bool) -> str | None:
        for template in self._by_first.get(text[:1], self._by_first[""]):
            values = template.values(text)
            if values is not None:
                return template.words.format(*(_Value(self, value, depth, in_list) for value in values))
        return None


class _Value:
    """Stands in a place as it is, or with `{:said}` in the language."""

    def __init__(self, words: ErrorWords, text: str, depth: int, in_list: bool) -> None:
        self._words, self._text, self._depth, self._in_list = words, text, depth, in_list

    def __format__(self, spec: str) -> str:
        if spec != "said":
            return self._text
        return self._words.said(self._text, self._depth + 1, in_list=self._in_list)


def between(template: str) -> tuple[str, ...]:
    """The literal text of a template, cut at its places."""
    cut = [""]
    for literal, place, _, _ in Formatter().parse(template):
        cut[-1] += literal
        if place is not None:
            cut.append("")
    return tuple(cut)


@cache
def errors_in(language: Language) -> ErrorWords:
    """The errors of a language, read when the first is said; `Trouble` for a catalog that can't be read."""
    catalog: dict[str, str] = {}
    for path in sorted(config.resource("translations", language, "errors").glob("*.toml")):
        try:
            catalog |= tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise Trouble(f"The wording in {path.name} can't be read: {error}.") from error
    return ErrorWords(catalog)
