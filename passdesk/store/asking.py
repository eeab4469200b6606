"""What somebody typed to find people, taken apart: words of names, of institutions, ends of numbers."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from passdesk.domain.attachments import Names
from passdesk.store import name_words
from passdesk.store.ideographs import is_ideograph

LAST = 4
_LONGEST = 200
_DIGITS = re.compile(rf"[0-9]{{{LAST},10}}")


class Narrowed(Struct, frozen=True):
    """Some of the words are those of these institutions; `words` are the others."""

    institutions: tuple[bytes, ...]
    words: tuple[str, ...]


class Ended(Struct, frozen=True):
    """One of the words, or all that was typed, may be the last four of a number; `words` are the others."""

    last: str
    words: tuple[str, ...]


class Asked(Struct, frozen=True):
    """`digits`: the beginning or the end of a short number, "" where it can be none."""

    words: tuple[str, ...] = ()
    narrowed: tuple[Narrowed, ...] = ()
    ended: tuple[Ended, ...] = ()
    digits: str = ""

    def matches(self) -> Iterator[str]:
        """What FTS5 is asked, one after the other until there are enough: each finds more than the one before."""
        if self.words:
            yield name_words.whole(self.words)
            yield name_words.begun(self.words)
            yield self.match(name_words.run_together(self.words))

    def match(self, names: str) -> str:
        """As asked of names by `names`, or of institutions and the rest of the words."""
        return " OR ".join((f"({names})", *(f"({_narrowing(each)})" for each in self.narrowed)))

    def fits(self, held: name_words.Words, institutions: Collection[bytes], ends: Collection[str]) -> bool:
        """The same of one person who is not in the file yet: by the words of their names, and `ends` of documents."""
        if self.words and name_words.fit(held, self.words):
            return True
        if any(each.last in ends and name_words.fit(held, each.words) for each in self.ended):
            return True
        return any(
            not set(each.institutions).isdisjoint(institutions) and name_words.fit(held, each.words)
            for each in self.narrowed
        )


def asked(text: str, institutions: Mapping[bytes, Names] | None) -> Asked:
    """`institutions`: those this desk knows, by id; None: asked by name alone."""
    words = tuple(name_words.words(text[:_LONGEST]))
    if institutions is None:
        return Asked(words)
    condensed = "".join(words)
    return Asked(
        words, tuple(_narrowed(words, institutions)), tuple(_ended(words, condensed)),
        condensed if _DIGITS.fullmatch(condensed) else "",
    )  # fmt: skip


def may_end(text: str) -> bool:
    """Whether the last four of a number are asked for, alone or beside words."""
    words = tuple(name_words.words(text[:_LONGEST]))
    return any(_ended(words, "".join(words)))


def last_four(number: str) -> str:
    """The last four letters and digits of a document's number, as they are kept; "" of a shorter one."""
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", number).casefold() if sign.isalnum())
    return signs[-LAST:] if len(signs) >= LAST else ""


def of_institution(key: bytes) -> str:
    """The word that stands beside a person's names for where they are filed; nothing that is typed is one."""
    return f"_{key.hex()}"


def _narrowing(one: Narrowed) -> str:
    where = " OR ".join(f'"{of_institution(key)}"' for key in one.institutions)
    return f"({where}) AND {name_words.begun(one.words)}" if one.words else where


def _narrowed(words: tuple[str, ...], institutions: Mapping[bytes, Names]) -> Iterator[Narrowed]:
    """By the words an institution does not account for."""
    found: dict[tuple[str, ...], list[bytes]] = {}
    for key, names in institutions.items():
        held = _words_of(names.both)
        rest = tuple(word for word in words if not (_says_enough(word) and name_words.fit(held, (word,))))
        if len(rest) < len(words):
            found.setdefault(rest, []).append(key)
    return (Narrowed(tuple(keys), rest) for rest, keys in found.items())


def _says_enough(word: str) -> bool:
    return len(word) > 1 or is_ideograph(word)


def _ended(words: tuple[str, ...], condensed: str) -> Iterator[Ended]:
    if _may_end(condensed):
        yield Ended(condensed, ())
    elif len(words) > 1:
        for at, word in enumerate(words):
            if _may_end(word):
                yield Ended(word, (*words[:at], *words[at + 1 :]))


def _may_end(word: str) -> bool:
    return len(word) == LAST and word.isascii() and any(sign.isdigit() for sign in word)


@lru_cache(8192)
def _words_of(names: str) -> list[str]:
    return name_words.words(names)
