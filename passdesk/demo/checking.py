"""The demo's checks: what was expected beside what was found, and a loud end where they differ."""

from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

from msgspec import Struct

from passdesk.errors import Declined


class Check(Struct, frozen=True):
    """One thing that had to be so."""

    what: str
    expected: str
    found: str

    @property
    def holds(self) -> bool:
        return self.expected == self.found


class ChecksFailed(Declined):
    """The demo ran to its end and something was not as it has to be."""


def counted(values: Iterable[str]) -> str:
    """"7 admit, 1 refuse": how often each value came, the most frequent first."""
    tally = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    return "; ".join(f"{count} {value}" for value, count in tally) or "none"


def table(checks: Sequence[Check]) -> list[str]:
    """The checks as lines of text, each with its mark: "ok", or "OFF" with what was found instead."""
    width = max((_width(check.what) for check in checks), default=0)
    lines = []
    for check in checks:
        what = check.what + " " * (width - _width(check.what))
        if check.holds:
            lines.append(f"  ok   {what}  {check.found}")
        else:
            lines += [f"  OFF  {what}  expected: {check.expected}", f"       {' ' * width}  found:    {check.found}"]
    return lines


def insist(checks: Sequence[Check], kept: str) -> None:
    """`ChecksFailed`, naming every check that is off; also where nothing at all was checked."""
    off = [check.what for check in checks if not check.holds]
    if off or not checks:
        named = "; ".join(off) or "nothing was checked"
        raise ChecksFailed(f"The demo is off: {named}.", kept=kept, remedy="Compare the lines marked OFF.")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
