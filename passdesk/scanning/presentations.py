"""Many frames, one presentation: the same text seen again within a window is the same showing of a pass."""

from collections.abc import Iterable

from msgspec import Struct

from passdesk.scanning.crowd import the_one_meant


class Presentation(Struct, frozen=True):
    """A text shown for the first time in its window; `beside` are the other texts in the same frame, none of them a
    pass."""

    text: str
    at: int | None
    beside: tuple[str, ...] = ()


class Presentations:
    """Remembers which texts were seen when. `window` is in µs and runs from the last sighting."""

    def __init__(self, *, window: int) -> None:
        self._window = window
        self._last_seen: dict[str, int] = {}

    def seen(self, texts: Iterable[str], at: int | None) -> Presentation | None:
        """The presentation that begins with this frame, if one does: two passes at once begin none, and what is shown
        beside a pass is not shown by itself right after. Without a time (a picture) every text begins one.

        A time before the last sighting counts by its distance, so a source that starts again is not stuck.
        """
        together = tuple(dict.fromkeys(texts))
        meant = the_one_meant(together)
        new = meant is not None and not self.is_shown(meant, at)
        if at is not None:
            known = [text for text in together if meant is not None or self.is_shown(text, at)]
            self._last_seen = self._within_window(at) | dict.fromkeys(known, at)
        return Presentation(meant, at, tuple(t for t in together if t != meant)) if meant is not None and new else None

    def is_shown(self, text: str, at: int | None) -> bool:
        """Whether the text was seen so lately that seeing it now begins nothing."""
        last = self._last_seen.get(text)
        return at is not None and last is not None and abs(at - last) <= self._window

    def held(self, at: int) -> None:
        """What was shown lately is still held there, though it does not read now."""
        self._last_seen = dict.fromkeys(self._within_window(at), at)

    def _within_window(self, at: int) -> dict[str, int]:
        return {text: last for text, last in self._last_seen.items() if abs(at - last) <= self._window}
