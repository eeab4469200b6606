"""What the frames of a live camera amount to: a code shown, one seen but not read, and nothing any more."""

from msgspec import Struct

from passdesk.scanning.finders import EYE_LOOKS, code_by_its_eyes
from passdesk.scanning.frames import Corners, Frame, Look
from passdesk.scanning.hints import Hint, hint_for
from passdesk.scanning.presentations import Presentations

UNREAD_AFTER = 1_500_000  # µs that a code is seen before it is said how to hold it
NUMBER_AFTER = 5_000_000  # µs until the short number is offered
GONE_AFTER = 1_000_000  # µs without a sighting; between frames that see it a held code may be missed
HINT_STANDS = 1_000_000  # µs, so that it can be read
_EYES_EVERY = 250_000  # µs: looking for a code's eyes costs as much as a frame


class Shown(Struct, frozen=True):
    """A code was read, once for each presentation. `at` µs of the frame, `beside` the other texts in it."""

    text: str
    at: int
    beside: tuple[str, ...]
    corners: Corners
    decode_ns: int


class SeenNotRead(Struct, frozen=True):
    """A code has been seen since `since_us` and does not read. Said again when the hint or the offer changes."""

    since_us: int
    hint: Hint
    offer_number: bool = False


class NothingSeen(Struct, frozen=True):
    """The code is gone; or what was seen but not read has been read after all."""


Seen = Shown | SeenNotRead | NothingSeen


class Sightings:
    """Follows one camera. Frames come with rising times; `window` (µs) as in `Presentations`."""

    def __init__(self, *, window: int) -> None:
        self._presentations = Presentations(window=window)
        self._since: int | None = None
        self._last = 0
        self._told: SeenNotRead | None = None
        self._told_at = 0
        self._anything = False
        self._eyes_at: int | None = None
        self._eye_look = 0

    def looked(self, frame: Frame, look: Look, *, decode_ns: int = 0) -> list[Seen]:
        """What this frame changes; `look` is what the decoder found in it."""
        at = frame.at or 0
        if look.symbols:
            return self._read(look, at, decode_ns)
        spot = self._spot(frame, look, at)
        if spot is not None:
            return self._unread(frame, spot, at)
        if (self._anything or self._since is not None) and abs(at - self._last) > GONE_AFTER:
            return self._gone()
        return []

    def _read(self, look: Look, at: int, decode_ns: int) -> list[Seen]:
        corners = {symbol.text: symbol.corners for symbol in reversed(look.symbols)}
        texts = [symbol.text for symbol in look.symbols]
        new: list[Seen] = [
            Shown(begun.text, at, begun.beside, corners[begun.text], decode_ns)
            for begun in self._presentations.seen(texts, at)
        ]
        retracted: list[Seen] = [NothingSeen()] if self._told and not new else []
        self._since, self._told, self._last, self._anything = None, None, at, True
        return new or retracted

    def _spot(self, frame: Frame, look: Look, at: int) -> Corners | None:
        if look.spots:
            return look.spots[0]
        if self._eyes_at is not None and abs(at - self._eyes_at) < _EYES_EVERY:
            return None
        self._eyes_at = at
        spot = code_by_its_eyes(frame.image, EYE_LOOKS[self._eye_look])
        if spot is None:  # what has found it goes on looking
            self._eye_look = (self._eye_look + 1) % len(EYE_LOOKS)
        return spot

    def _unread(self, frame: Frame, spot: Corners, at: int) -> list[Seen]:
        if self._since is None or abs(at - self._last) > GONE_AFTER:
            self._since, self._told = at, None
        self._last = at
        if at - self._since < UNREAD_AFTER:
            return []
        offer = at - self._since >= NUMBER_AFTER
        if self._told and self._told.offer_number == offer and at - self._told_at < HINT_STANDS:
            return []
        said = SeenNotRead(self._since, hint_for(frame.image, spot), offer)
        if said == self._told:
            return []
        self._told, self._told_at, self._anything = said, at, True
        return [said]

    def _gone(self) -> list[Seen]:
        told = self._anything
        self._since, self._told, self._anything = None, None, False
        return [NothingSeen()] if told else []
