"""What a source shows: its frames decoded and gathered into presentations."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, assert_never

from msgspec import Struct

from passdesk.errors import Trouble
from passdesk.scanning.crowd import the_one_meant
from passdesk.scanning.decoder import Decoder
from passdesk.scanning.frames import Broken, Frame, Typed
from passdesk.scanning.presentations import Presentations
from passdesk.scanning.sources import Item

SourceKind = Literal["picture", "video", "typed"]


class Reading(Struct, frozen=True):
    """One presentation of a text, or text None for a picture or a whole video in which nothing was read.

    `at` is µs from a video's start, `beside` the other texts in the same frame (a picture's several codes are a reading
    each), `decode_ns` what decoding took by the caller's clock.
    """

    source_name: str
    kind: SourceKind
    text: str | None
    at: int | None = None
    beside: tuple[str, ...] = ()
    decode_ns: int = 0


def at_a_lane(readings: Iterable[Reading | Broken]) -> Iterator[Reading | Broken]:
    """The same as a lane takes them: of a picture with several codes the one that is meant, and Broken, once, where
    nobody can say which."""
    crowded = ""
    for one in readings:
        if isinstance(one, Broken) or one.text is None:
            yield one
            continue
        meant = the_one_meant((one.text, *one.beside))
        if meant == one.text:
            yield one
        elif meant is None and one.source_name != crowded:
            crowded = one.source_name
            yield _several(crowded)


def read_items(
    items: Iterator[Item], *, window: int, nanoseconds: Callable[[], int] = lambda: 0
) -> Iterator[Reading | Broken]:
    """The readings of one source, as they come. `window` as in `Presentations`; `nanoseconds` may tick."""
    decoder, video = Decoder(), _Watched("", Presentations(window=window))
    for item in items:
        match item:
            case Typed(text):
                yield Reading("typed", "typed", text)
            case Broken():
                yield item
            case Frame(still=True):
                yield from _still(item, Decoder(), nanoseconds)
            case Frame():
                if item.source_name != video.source_name:
                    yield from video.unread()
                    decoder, video = Decoder(), _Watched(item.source_name, Presentations(window=window))
                yield from video.watch(item, decoder, nanoseconds)
            case _:
                assert_never(item)
    yield from video.unread()


class _Watched:
    """One video as far as it was seen."""

    def __init__(self, source_name: str, presentations: Presentations) -> None:
        self.source_name = source_name
        self._presentations = presentations
        self._anything = self._crowded = False

    def watch(self, frame: Frame, decoder: Decoder, nanoseconds: Callable[[], int]) -> Iterator[Reading]:
        began = nanoseconds()
        texts = [symbol.text for symbol in decoder.read(frame)]
        took = nanoseconds() - began
        self._crowded |= len(texts) > 0 and the_one_meant(texts) is None
        shown = self._presentations.seen(texts, frame.at)
        if shown is not None:
            self._anything = True
            yield Reading(self.source_name, "video", shown.text, shown.at, shown.beside, took)

    def unread(self) -> Iterator[Reading | Broken]:
        if self.source_name and not self._anything:
            crowded = self._crowded
            yield _several(self.source_name) if crowded else Reading(self.source_name, "video", None)


def _several(source_name: str) -> Broken:
    error = Trouble(f"{source_name} shows several codes at once.", remedy="Show one pass at a time.")
    return Broken(source_name, error)


def _still(frame: Frame, decoder: Decoder, nanoseconds: Callable[[], int]) -> Iterator[Reading]:
    began = nanoseconds()
    texts = list(dict.fromkeys(symbol.text for symbol in decoder.read(frame)))
    took = nanoseconds() - began
    if not texts:
        yield Reading(frame.source_name, "picture", None, decode_ns=took)
    for text in texts:
        beside = tuple(other for other in texts if other != text)
        yield Reading(frame.source_name, "picture", text, None, beside, took)
