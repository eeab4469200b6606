"""Every string on screen: English in the code, other languages from resources/translations/LANGUAGE/*.toml.

A catalog is a flat table `"English" = "translation"`. Words after a `|` tell meanings apart and are never shown:
`tr("Entry|direction")`. tests/desktop/test_wording.py finds every string and holds the catalogs to them.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from passdesk import config
from passdesk.desktop.theme import Language
from passdesk.errors import Trouble

LANGUAGE_NAMES: Mapping[Language, str] = MappingProxyType(
    {"en": "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文"}
)


class Words:
    """One language. What it has no translation for is said in English."""

    def __init__(self, language: Language, catalog: Mapping[str, str]) -> None:
        self.language = language
        self._catalog = catalog

    def tr(self, english: str, **values: object) -> str:
        """The words for `english`, with `{name}` filled in from `values`."""
        words = self._catalog.get(english) or english.partition("|")[0]
        return words.format(**values) if values else words

    def count(self, n: int, one: str, many: str, **values: object) -> str:
        """`one` for 1, else `many`, with `{n}` filled in. Chinese has one form: that of `many`."""
        chosen = one if n == 1 and self.language == "en" else many
        return self.tr(chosen, n=f"{n:,}", **values)

    def knows(self, english: str) -> bool:
        return self.language == "en" or english in self._catalog


@cache
def words_in(language: Language) -> Words:
    """The words of one language, read once; `Trouble` for a catalog that can't be read."""
    if language == "en":
        return Words("en", {})
    catalog: dict[str, str] = {}
    for path in sorted(config.resource("translations", language).glob("*.toml")):
        try:
            read = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise Trouble(f"The wording in {path.name} can't be read: {error}.") from error
        catalog |= {english: words for english, words in read.items() if isinstance(words, str)}
    return Words(language, catalog)
