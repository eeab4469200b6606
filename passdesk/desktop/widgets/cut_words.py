"""What widgets that paint their own words tell of them."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class TellsCutWords(Protocol):
    """`cut_words`: the texts that are painted shorter than they are. Each of them stands whole in the tool tip."""

    def cut_words(self) -> tuple[str, ...]: ...
