"""The words of a name, and of what is typed to find it: without case, accents or a character's written form."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from passdesk.store.ideographs import folded, is_ideograph

_WORDS = re.compile(r"[^\W_]+")
_PLAIN: dict[str, str | int | None] = {
    "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "ng",
}  # fmt: skip
_PARTED: dict[str, str | int | None] = dict.fromkeys("ʹʺʻʼʽʾʿˈ", "'")
"""Signs between letters that count as letters themselves."""
_PARTS_FROM, _THREE_PARTS_FROM, _THREE_PARTS_TO, _PARTS_TO = 4, 6, 16, 40
_MOST_TAKEN_LOOSELY = 6

Words = Sequence[str]


def words(text: str) -> list[str]:
    """FTS5's trigram finds nothing under three characters, so each ideograph is a word."""
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans(_PARTED))
    spaced = "".join(f" {folded(letter)} " if is_ideograph(letter) else letter for letter in plain)
    return _WORDS.findall(_bare(spaced))


def sortable(text: str) -> str:
    """Without accents and case."""
    return _bare(unicodedata.normalize("NFKC", text)).strip()


def _bare(text: str) -> str:
    """The tokenizer does the same, but not for letters such as ø or ß."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return kept.translate(str.maketrans(_PLAIN))


# What FTS5 is asked. Ideographs need only occur, in any order.


def whole(asked: Words) -> str:
    """Every word, to its end."""
    return " AND ".join(f'"{word}"' for word in asked)


def begun(asked: Words) -> str:
    """Every word, or its beginning."""
    return " AND ".join(f'"{word}"' if is_ideograph(word[0]) else f'"{word}"*' for word in asked)


def run_together(asked: Words) -> str:
    """The same, whether a name is written in one word or in several: O'Brien, O Brien and Obrien."""
    if len(asked) > _MOST_TAKEN_LOOSELY:
        return begun(asked)
    parted = " AND ".join(f"({_parted(word)})" for word in asked)
    return " OR ".join(f"({each})" for each in (parted, *map(begun, _joined(asked))))


def _parted(word: str) -> str:
    return " OR ".join((begun((word,)), *(f'"{" ".join(parts)}"*' for parts in _parts(word))))


def _parts(word: str) -> Iterator[tuple[str, ...]]:
    most = _most_parts(word)
    for first in range(1, len(word) if most > 1 else 1):
        yield word[:first], word[first:]
        for second in range(first + 1, len(word) if most > 2 else first + 1):
            yield word[:first], word[first:second], word[second:]


def _most_parts(word: str) -> int:
    """As how many words of a name one that was typed may stand."""
    if is_ideograph(word[0]) or not _PARTS_FROM <= len(word) <= _PARTS_TO:
        return 1
    return 3 if _THREE_PARTS_FROM <= len(word) <= _THREE_PARTS_TO else 2


def _joined(asked: Words) -> Iterator[list[str]]:
    """With two or three words of Latin letters in a row as one."""
    for count in (2, 3):
        for at in range(len(asked) - count + 1):
            some = asked[at : at + count]
            if not any(is_ideograph(word[0]) for word in some):
                yield [*asked[:at], "".join(some), *asked[at + count :]]


# The same questions, asked of one person.


def fit(held: Words, asked: Words) -> bool:
    """As `run_together`; what is asked without a word fits everybody."""
    loosely = len(asked) <= _MOST_TAKEN_LOOSELY
    ways = [list(asked), *(_joined(asked) if loosely else ())]
    return any(all(_stands(held, word, parted=loosely and way is ways[0]) for word in way) for way in ways)


def _stands(held: Words, word: str, *, parted: bool) -> bool:
    most = _most_parts(word) if parted else 1
    return any("".join(held[at : at + most]).startswith(word) for at in range(len(held)))
