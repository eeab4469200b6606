"""What the frames of a live camera amount to: a code shown, one seen but not read, and nothing any more."""

from msgspec import Struct

from passdesk.scanning.crowd import the_one_meant
from passdesk.scanning.finders import EYE_LOOKS, code_by_its_eyes
from passdesk.scanning.frames import Corners, Frame, Look
from passdesk.scanning.hints import Hint, hint_for
from passdesk.scanning.presentations import Presentations

UNREAD_AFTER = 1_500_000  # µs that a code is seen before it is said how to hold it
NUMBER_AFTER = 5_000_000  # µs until the short number is offered
NUMBER_OF_DAMAGED_AFTER = 3_000_000  # µs; no way of holding it helps a code that is damaged
ALONE_FOR = 700_000  # µs that one of two passes is seen without the other before it counts
ANOTHER_WITHIN = 500_000  # µs that a code which reads waits for another beside it that does not yet
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
    """A code has been seen since `since_us` and does not read, or several are and none is meant. Said again when the
    hint or the offer changes."""

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
        self._held: Corners | None = None
        self._doubted: int | None = None
        self._crowded: int | None = None
        self._since: int | None = None
        self._last = 0
        self._told: SeenNotRead | None = None
        self._told_at = 0
        self._anything = False
        self._eyes_at: int | None = None
        self._eye_look = 0
        self.unread: Corners | None = None
        """Where a code was seen in the newest frame that did not read."""

    def looked(self, frame: Frame, look: Look, *, decode_ns: int = 0) -> list[Seen]:
        """What this frame changes; `look` is what the decoder found in it."""
        at = frame.at or 0
        self.unread = None
        if look.symbols:
            return self._read(look, at, decode_ns)
        spot = self.unread = self._spot(frame, look, at)
        if spot is not None:
            return self._unread(frame, spot, at)
        if (self._anything or self._since is not None) and abs(at - self._last) > GONE_AFTER:
            return self._gone()
        return []

    def _read(self, look: Look, at: int, decode_ns: int) -> list[Seen]:
        corners = {symbol.text: symbol.corners for symbol in look.symbols}
        meant = the_one_meant(corners)
        if meant is not None and self._another_may_read(meant, corners[meant], look.spots, at):
            return []
        if meant is None:
            self._presentations.seen(corners, at)
            return self._crowd(at)
        if self._was_crowded(at):
            self._last = at
            return []
        begun = self._presentations.seen(corners, at)
        self._held, self._doubted = corners[meant], None
        new: list[Seen] = []
        if begun is not None:
            new = [Shown(begun.text, at, begun.beside, corners[begun.text], decode_ns)]
        retracted: list[Seen] = [NothingSeen()] if self._told and not new else []
        self._since, self._told, self._last, self._anything = None, None, at, True
        return new or retracted

    def _another_may_read(self, meant: str, here: Corners, spots: list[Corners], at: int) -> bool:
        """A code of about its size beside it, seen and not read yet, may turn out to be a second pass."""
        if self._presentations.is_shown(meant, at) or not any(_is_beside(spot, here) for spot in spots):
            return False
        self._doubted = at if self._doubted is None or abs(at - self._doubted) > GONE_AFTER else self._doubted
        return at - self._doubted < ANOTHER_WITHIN

    def _crowd(self, at: int) -> list[Seen]:
        """Two passes at once: nobody picks one of them."""
        since = at if self._since is None or abs(at - self._last) > GONE_AFTER else self._since
        said = SeenNotRead(since, "one at a time")
        self._since, self._last, self._crowded, self._anything, self._doubted = since, at, at, True, None
        if said == self._told:
            return []
        self._told, self._told_at = said, at
        return [said]

    def _was_crowded(self, at: int) -> bool:
        return self._crowded is not None and abs(at - self._crowded) < ALONE_FOR

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
        if self._was_crowded(at):
            return []
        if self._held is not None and not _is_beside(spot, self._held):
            self._presentations.held(at)
        if at - self._since < UNREAD_AFTER:
            return []
        long, offered = at - self._since >= NUMBER_AFTER, self._told is not None and self._told.offer_number
        if self._told and (offered or not long) and at - self._told_at < HINT_STANDS:
            return []
        hint = hint_for(frame.image, spot)
        hopeless = hint == "damaged" and at - self._since >= NUMBER_OF_DAMAGED_AFTER
        said = SeenNotRead(self._since, hint, offered or long or hopeless)
        if said == self._told:
            return []
        self._told, self._told_at, self._anything = said, at, True
        return [said]

    def _gone(self) -> list[Seen]:
        told = self._anything
        self._since, self._told, self._anything, self._held = None, None, False, None
        return [NothingSeen()] if told else []


def _is_beside(one: Corners, other: Corners) -> bool:
    """Whether two codes of about one size lie apart."""
    (x, y), side = _middle_and_side(one)
    (u, v), across = _middle_and_side(other)
    return 0.5 < side / max(across, 1) < 2 and max(abs(x - u), abs(y - v)) > 0.6 * max(side, across)


def _middle_and_side(corners: Corners) -> tuple[tuple[float, float], float]:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    side = max(max(xs) - min(xs), max(ys) - min(ys))
    return ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2), side
