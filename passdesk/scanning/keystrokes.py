"""Tells a hand-held scanner that types (a keyboard wedge) from a person at the keyboard, by the pace of the keys.

    idle ── key ──> held ── quiet, or a key too late ──> replayed, idle
                     │ FEWEST keys at a scanner's pace
                     v
                   burst ── Enter, Tab, or quiet ──> scanned, trailing
                     ^                                  │ quiet
                     └── a key at once after the end ───┤
                                                        v
                                                      idle

A key is held back until it is known whose it is. What a person typed is replayed whole and in order; of a
burst no key ever reaches what has the focus, whatever the code says.
"""

from dataclasses import dataclass, field
from typing import Literal, assert_never

from msgspec import Struct

from passdesk.scanning.wedge import LONGEST

KeyCode = Literal["char", "enter", "tab", "other"]

PACE_MS = 60  # keys further apart do not belong together before a burst is certain
FEWEST = 6  # keys at a scanner's pace that make it certain; fingers roll over two or three
END_MS = 120  # quiet that ends a code without a suffix
DIGITS_END_MS = 400  # the same while it may yet become a pass: digits, and fewer than any pass has
FEWEST_DIGITS = 250
SHORT = 24  # characters; every code of ours has more
SUFFIX_MS = 200  # a suffix that late is still the scanner's
LONE_MS = 300  # an act key stands alone if no other came for so long before it
_SURE_MS = 50 * (FEWEST - 1)  # how long the last FEWEST keys may have taken
_LONGEST_HOLD = 12  # keys; by then it is decided by whether they are all one
_REPEAT_MS = 20  # a key held down comes no faster
_LATE_MS = 15  # a timer that late says that the loop was busy and keys may wait in its queue
_SHORTEST = 4  # characters; what is shorter is nothing that anybody shows


class Key(Struct, frozen=True):
    """One key press. `at_ms` is when it happened by its own event, not when it was handled.

    `code` is "other" for control codes, Ctrl and Alt combinations, function and arrow keys; a modifier pressed
    by itself is no key. `repeat` is set where the system says that a key held down repeats.
    """

    text: str
    code: KeyCode
    at_ms: int
    repeat: bool = False


class Hold(Struct, frozen=True):
    """The key is kept back; call `quiet` at `until_ms` if no other key comes (a newer Hold replaces it)."""

    until_ms: int


class Replay(Struct, frozen=True):
    """A person typed these: they go to whatever has the focus.

    `lone`: one key with none within LONE_MS before and PACE_MS after it. Only such a key may be an act key.
    """

    keys: tuple[Key, ...]
    lone: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    """A whole code without its suffix, a prefix left for `wedge.typed_text`. Of one longer than `LONGEST` one
    character more is told, so that it is refused; one of under four is not told at all.

    `typed`: by how many keys, where it is so short that a person's keys, held up by a busy machine and let go at
    once, look the same: whoever has a text field before them may want those keys.
    """

    text: str
    typed: int = field(default=0, compare=False)


class Swallow(Struct, frozen=True):
    """The key belonged to a scanner and is gone."""


Action = Hold | Replay | Scanned | Swallow
Actions = tuple[Action, ...]


class _Idle(Struct, frozen=True):
    """Nothing is held; `down` is a key that is being held down."""

    down: Key | None = None


class _Held(Struct, frozen=True):
    keys: tuple[Key, ...]
    lone: bool


class _Trailing(Struct, frozen=True):
    """A burst ended with the key at `at_ms`."""

    at_ms: int


class _Burst(Struct):
    """A code under way; what exceeds `LONGEST` by more than a character is not kept."""

    at_ms: int
    text: str = ""
    keys: int = 0

    @property
    def short(self) -> bool:
        return len(self.text) < SHORT

    def take(self, key: Key) -> None:
        self.at_ms = key.at_ms
        self.keys += 1
        if key.code == "char":
            self.text = (self.text + key.text)[: LONGEST + 1]

    @property
    def end_ms(self) -> int:
        """How much quiet ends it: a busy machine may pause a scanner's keys, and half a pass is none."""
        unfinished = len(self.text) < FEWEST_DIGITS and self.text.isdigit()
        return DIGITS_END_MS if unfinished else END_MS

    def told(self) -> Actions:
        typed = self.keys if self.short else 0
        return (Scanned(self.text, typed),) if len(self.text) >= _SHORTEST else ()


_State = _Idle | _Held | _Burst | _Trailing


class Keystrokes:
    """The state of one keyboard. Every key gets one fate: held, replayed or swallowed; a held one, later, one of the
    other two. Times given to `press` and `quiet` are ms of one clock.
    """

    def __init__(self) -> None:
        self._state: _State = _Idle()
        self._last_key_ms: int | None = None
        self._asked_again = False

    @property
    def last_key_ms(self) -> int | None:
        """When the newest key came, a person's or a scanner's; None before the first."""
        return self._last_key_ms

    @property
    def held(self) -> int:
        """How many of the newest keys may yet be replayed; every older one has its fate."""
        match self._state:
            case _Held(keys):
                return len(keys)
            case _Burst() as burst:
                return burst.keys if burst.short else 0
            case _:
                return 0

    def press(self, key: Key) -> Actions:
        """What becomes of a key, and of those held before it."""
        before, self._last_key_ms, self._asked_again = self._last_key_ms, key.at_ms, False
        lone = before is None or _apart(before, key.at_ms) >= LONE_MS
        match self._state:
            case _Idle() as idle:
                return self._begun(idle, key, lone=lone)
            case _Held() as held:
                return self._joined(held, key, lone=lone)
            case _Burst() as burst:
                return self._went_on(burst, key, lone=lone)
            case _Trailing() as trailing:
                return self._followed(trailing, key, lone=lone)
            case _:
                assert_never(self._state)

    def quiet(self, now_ms: int) -> Actions:
        """What the silence up to now means. A call that is not due, or late, is asked for again."""
        match self._state:
            case _Held(keys, lone):
                return self._again(keys[-1].at_ms + PACE_MS, now_ms) or self._replayed(keys, lone=lone)
            case _Burst() as burst:
                return self._again(burst.at_ms + burst.end_ms, now_ms) or self._ended(burst)
            case _Idle() | _Trailing():
                return ()
            case _:
                assert_never(self._state)

    def _again(self, due_ms: int, now_ms: int) -> Actions:
        if now_ms < due_ms:
            return (Hold(due_ms),)
        if now_ms > due_ms + _LATE_MS and not self._asked_again:
            self._asked_again = True
            return (Hold(now_ms + _LATE_MS),)
        return ()

    def _begun(self, idle: _Idle, key: Key, *, lone: bool) -> Actions:
        if key.repeat or (idle.down and _same(idle.down, key) and _apart(idle.down.at_ms, key.at_ms) <= PACE_MS):
            self._state = _Idle(down=key)
            return (Replay((key,)),)
        self._state = _Held((key,), lone)
        return (Hold(key.at_ms + PACE_MS),)

    def _joined(self, held: _Held, key: Key, *, lone: bool) -> Actions:
        if _apart(held.keys[-1].at_ms, key.at_ms) > PACE_MS:
            return (*self._replayed(held.keys, lone=held.lone), *self._begun(_Idle(), key, lone=lone))
        keys = (*held.keys, key)
        repeats = key.repeat and _apart(held.keys[-1].at_ms, key.at_ms) >= _REPEAT_MS  # else a digit twice in one ms
        if repeats or (len(keys) >= _LONGEST_HOLD and _held_down(keys)):
            self._state = _Idle(down=key)
            return (Replay(keys),)
        if _sure(keys) or len(keys) >= _LONGEST_HOLD:
            return self._burst_of(keys)
        self._state = _Held(keys, held.lone)
        return (Hold(key.at_ms + PACE_MS),)

    def _burst_of(self, keys: tuple[Key, ...]) -> Actions:
        self._state = _Burst(keys[0].at_ms)
        told: list[Action] = []
        for key in keys:
            *earlier, last = self.press(key)
            told += earlier
        return (*told, last)

    def _went_on(self, burst: _Burst, key: Key, *, lone: bool) -> Actions:
        if _apart(burst.at_ms, key.at_ms) > burst.end_ms:
            last = burst.at_ms
            return (*self._ended(burst), *self._followed(_Trailing(last), key, lone=lone))
        if key.code in ("enter", "tab"):
            burst.at_ms = key.at_ms
            return (*self._ended(burst), Swallow())
        burst.take(key)
        return (Hold(key.at_ms + burst.end_ms),)

    def _followed(self, trailing: _Trailing, key: Key, *, lone: bool) -> Actions:
        """The rest of a suffix; at a scanner's pace also the next code, or another line of this one."""
        apart = _apart(trailing.at_ms, key.at_ms)
        if key.code in ("enter", "tab") and apart <= SUFFIX_MS:
            self._state = _Trailing(key.at_ms)
            return (Swallow(),)
        if apart <= PACE_MS:
            self._state = following = _Burst(key.at_ms)
            return self._went_on(following, key, lone=lone)
        return self._begun(_Idle(), key, lone=lone)

    def _ended(self, burst: _Burst) -> Actions:
        self._state = _Trailing(burst.at_ms)
        return burst.told()

    def _replayed(self, keys: tuple[Key, ...], *, lone: bool) -> Actions:
        self._state = _Idle()
        return (Replay(keys, lone=lone and len(keys) == 1),)


def _apart(one_ms: int, other_ms: int) -> int:
    """A clock that wraps or steps back is far away, not near."""
    return abs(other_ms - one_ms)


def _same(one: Key, other: Key) -> bool:
    return (one.text, one.code) == (other.text, other.code)


def _sure(keys: tuple[Key, ...]) -> bool:
    if len(keys) < FEWEST or _held_down(keys):
        return False
    return _apart(keys[-FEWEST].at_ms, keys[-1].at_ms) <= _SURE_MS


def _held_down(keys: tuple[Key, ...]) -> bool:
    took = _apart(keys[0].at_ms, keys[-1].at_ms)
    return took >= _REPEAT_MS * (len(keys) - 1) and all(_same(key, keys[0]) for key in keys)
