"""What every page is built with: the theme, the words, the zone's local time. A change of any builds the pages anew."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from functools import cached_property

from msgspec import Struct
from PySide6.QtGui import QFont, QIcon

from passdesk.desktop import errors_said, icons
from passdesk.desktop.theme import ICON, Colours, Language, Theme
from passdesk.desktop.wording import Words, words_in
from passdesk.domain.attachments import Names
from passdesk.domain.zone import Names as PlaceNames

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Look(Struct, frozen=True, dict=True):
    """`zone`: the time zone that times are shown in."""

    theme: Theme
    zone: tzinfo = UTC

    @property
    def language(self) -> Language:
        return self.theme.language

    @property
    def colours(self) -> Colours:
        return self.theme.colours

    @cached_property
    def words(self) -> Words:
        return words_in(self.theme.language)

    def tr(self, english: str, **values: object) -> str:
        return self.words.tr(english, **values)

    def count(self, n: int, one: str, many: str, **values: object) -> str:
        return self.words.count(n, one, many, **values)

    def said(self, *texts: str) -> str:
        """What a service said went wrong (an error's `happened`, `kept`, `remedy`), in this language, as one text."""
        return errors_said.said(self.language, *texts)

    def listed(self, parts: Iterable[str]) -> str:
        """Names and the like, one after another."""
        return self.tr(", |names").join(parts)

    def px(self, size: float) -> int:
        return self.theme.px(size)

    def font(self, size: float, *, bold: bool = False) -> QFont:
        return self.theme.font(size, bold=bold)

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """An icon of the one family, `colour` as "#rrggbb"; the muted ink without it."""
        return icons.icon(name, colour or self.colours.muted)

    @property
    def icon_px(self) -> int:
        return self.px(ICON)

    # Times, µs UTC unless said otherwise

    def local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at / 1_000_000, self.zone)

    def clock(self, at: int) -> str:
        return f"{self.local(at):%H:%M:%S}"

    def hour(self, at: int) -> str:
        return f"{self.local(at):%H:%M}"

    def day(self, at: int, *, year: bool = True) -> str:
        """14 Mar 2028, or 2028 年 3 月 14 日."""
        when = self.local(at)
        if self.language == "en":
            return f"{when.day} {_MONTHS[when.month - 1]}" + (f" {when.year}" if year else "")
        return (f"{when.year} 年 " if year else "") + f"{when.month} 月 {when.day} 日"

    def weekday(self, at: int) -> str:
        when = self.local(at)
        if self.language == "en":
            return f"{_DAYS[when.weekday()]} {self.day(at, year=False)}"
        week = "週" if self.language == "zh-Hant" else "周"
        return f"{self.day(at, year=False)} {week}{'一二三四五六日'[when.weekday()]}"

    def moment(self, at: int) -> str:
        """Day and time of day."""
        return f"{self.day(at)} {self.hour(at)}"

    def span(self, seconds: int) -> str:
        """How long: 40 s, 12 min, 2 h 51 min, 3 days."""
        if seconds < 60:
            return self.tr("{n} s", n=max(0, seconds))
        if seconds < 3600:
            return self.tr("{n} min", n=seconds // 60)
        if seconds < 86_400:
            hours, minutes = seconds // 3600, seconds % 3600 // 60
            return self.tr("{h} h {m} min", h=hours, m=minutes) if minutes else self.tr("{n} h", n=hours)
        return self.count(seconds // 86_400, "{n} day", "{n} days")

    # Names

    def place(self, names: PlaceNames) -> str:
        """What the policy calls something, in this language."""
        return {"en": names.en, "zh-Hant": names.zh_hant, "zh-Hans": names.zh_hans}[self.language]

    def institution(self, names: Names) -> str:
        """By its name in this language's script, else by the other."""
        return next(iter(self.names_in_order(names)), "")

    def names_in_order(self, names: Names) -> tuple[str, ...]:
        """A person's names, this language's script first; both are of equal weight."""
        both = (names.latin, names.chinese) if self.language == "en" else (names.chinese, names.latin)
        return tuple(name for name in both if name)
