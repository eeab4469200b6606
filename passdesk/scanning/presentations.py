"""Many frames, one presentation: the same text seen again within a window is the same showing of a pass."""

from collections.abc import Iterable

from msgspec import Struct


class Presentation(Struct, frozen=True):
    """A text shown for the first time in its window; `beside` are the other texts in the same frame.

    Whoever knows which texts are passes decides whether `beside` makes it two passes at once.
    """

    text: str
    at: int | None
    beside: tuple[str, ...] = ()


class Presentations:
    """Remembers which texts were seen when. `window` is in µs and runs from the last sighting."""

    def __init__(self, *, window: int) -> None:
        self._window = window
        self._last_seen: dict[str, int] = {}

    def seen(self, texts: Iterable[str], at: int | None) -> list[Presentation]:
        """The presentations that begin with this frame. Without a time (a picture) every text begins one.

        A time before the last sighting counts by its distance, so a source that starts again is not stuck.
        """
        together = tuple(dict.fromkeys(texts))
        new = [text for text in together if not self._still_shown(text, at)]
        if at is not None:
            self._remember(together, at)
        return [Presentation(text, at, tuple(t for t in together if t != text)) for text in new]

    def _still_shown(self, text: str, at: int | None) -> bool:
        last = self._last_seen.get(text)
        return at is not None and last is not None and abs(at - last) <= self._window

    def _remember(self, texts: tuple[str, ...], at: int) -> None:
        kept = {text: last for text, last in self._last_seen.items() if abs(at - last) <= self._window}
        self._last_seen = kept | dict.fromkeys(texts, at)
