"""A scanner that types, and people at the same keyboard."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import Struct, field
from msgspec.structs import replace

from passdesk.scanning.keystrokes import (
    END_MS,
    LONE_MS,
    PACE_MS,
    SUFFIX_MS,
    Action,
    Hold,
    Key,
    KeyCode,
    Keystrokes,
    Replay,
    Scanned,
    Swallow,
)
from passdesk.scanning.wedge import LONGEST

SUFFIXES = {"none": "", "CR": "\r", "LF": "\n", "CRLF": "\r\n", "Tab": "\t"}
PASS = "1" + "0123456789" * 31
PACES = st.integers(1, 45)
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)


def code_of(character: str) -> KeyCode:
    if character in "\r\n":
        return "enter"
    if character == "\t":
        return "tab"
    return "other" if ord(character) < 32 else "char"


def keys(text: str, gaps: int | Sequence[int], *, start: int = 10_000) -> list[Key]:
    """The text typed: `gaps` are ms before each key but the first, the last of them for all that follow."""
    before = [gaps] if isinstance(gaps, int) else list(gaps)
    at, typed = start, []
    for index, character in enumerate(text):
        at += before[min(index - 1, len(before) - 1)] if index else 0
        typed.append(Key("" if code_of(character) == "tab" else character, code_of(character), at))
    return typed


class Desk(Struct):
    """A keyboard whose timer fires when it should, unless `busy`; remembers what came out."""

    strokes: Keystrokes = field(default_factory=Keystrokes)
    scanned: list[str] = field(default_factory=list)
    replayed: list[Key] = field(default_factory=list)
    replays: list[Replay] = field(default_factory=list)
    due: int | None = None

    def type(self, typed: Iterable[Key], *, busy: bool = False) -> "Desk":
        for key in typed:
            if not busy:
                self.let_pass(key.at_ms - 1)
            self._take(self.strokes.press(key))
        return self

    def let_pass(self, now: int) -> "Desk":
        while self.due is not None and self.due <= now:
            due, self.due = self.due, None
            self._take(self.strokes.quiet(due))
        return self

    def finish(self) -> "Desk":
        return self.let_pass(10**9)

    def _take(self, actions: Sequence[Action]) -> None:
        for action in actions:
            match action:
                case Hold(until_ms):
                    self.due = until_ms
                case Replay(replayed):
                    self.replayed += replayed
                    self.replays.append(action)
                case Scanned(text):
                    self.scanned.append(text)
                case Swallow():
                    pass


def came_of(typed: Iterable[Key], *, busy: bool = False) -> tuple[list[str], list[Key]]:
    desk = Desk().type(typed, busy=busy).finish()
    return desk.scanned, desk.replayed


@given(st.text("0123456789", min_size=6, max_size=350), st.lists(PACES, min_size=1), st.sampled_from([*SUFFIXES]))
def test_scanned_digits_come_out_whole_once_and_nothing_is_replayed(text: str, gaps: list[int], suffix: str) -> None:
    assume(len(set(text[:6])) > 1)
    assert came_of(keys(text + SUFFIXES[suffix], gaps)) == ([text], [])


@given(TEXTS, st.lists(st.integers(70, 2_000), min_size=1), st.booleans())
def test_what_a_person_types_comes_out_in_order(text: str, gaps: list[int], busy: bool) -> None:
    typed = keys(text + "\r\t", gaps)
    assert came_of(typed, busy=busy) == ([], typed)


@given(st.lists(st.tuples(st.text("abc +-1\r", min_size=1, max_size=3), st.integers(0, 15)), max_size=20))
def test_fingers_that_roll_over_the_keys_are_a_person(rolls: list[tuple[str, int]]) -> None:
    at, typed = 0, []
    for text, gap in rolls:
        typed += keys(text, gap, start=at + 61)
        at = typed[-1].at_ms
    assert came_of(typed) == ([], typed)


@given(st.lists(st.tuples(st.sampled_from("17+ \r\t\x1dz"), st.integers(0, 400)), max_size=60), st.booleans())
def test_every_key_has_one_fate_and_replayed_ones_keep_their_order(pressed: list[tuple[str, int]], busy: bool) -> None:
    typed = keys("".join(character for character, _ in pressed), [gap for _, gap in pressed] or [1])
    _, replayed = came_of(typed, busy=busy)
    assert replayed == [key for key in typed if key in set(replayed)]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("pace", [2, 20])
@pytest.mark.parametrize("prefix", ["", "]Q1"])
def test_a_pass_is_scanned_with_every_prefix_and_suffix(prefix: str, suffix: str, pace: int) -> None:
    assert came_of(keys(prefix + PASS + SUFFIXES[suffix], pace)) == ([prefix + PASS], [])


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("text", ["123456", "777771", "7777777777712"])
def test_short_codes_and_ones_of_equal_digits_are_scanned(text: str, suffix: str) -> None:
    assert came_of(keys(text + SUFFIXES[suffix], 45)) == ([text], [])


def test_a_busy_machine_makes_gaps_and_late_timers() -> None:
    gaps = [5, 60, 5, 5, 5, 60, 5, 60, *[5] * 20, 110, 5]
    assert came_of(keys(PASS + "\r", gaps)) == ([PASS], [])
    assert came_of(keys(PASS + "\r", 5), busy=True) == ([PASS], [])


def test_a_timer_that_fires_late_lets_keys_that_wait_in_the_queue_come_first() -> None:
    strokes = Keystrokes()
    first, *others = keys(PASS + "\r", 5)
    strokes.press(first)
    (again,) = strokes.quiet(first.at_ms + 400)
    assert isinstance(again, Hold)
    told = [action for key in others for action in strokes.press(key) if not isinstance(action, Hold)]
    assert told == [Scanned(PASS), Swallow()]


def test_a_late_timer_is_asked_for_again_once() -> None:
    strokes = Keystrokes()
    (key,) = keys("a", 1)
    strokes.press(key)
    assert strokes.quiet(key.at_ms + 500) == (Hold(key.at_ms + 515),)
    assert strokes.quiet(key.at_ms + 900) == (Replay((key,), lone=True),)


def test_a_timer_that_fires_early_is_asked_for_again() -> None:
    strokes = Keystrokes()
    assert strokes.press(Key("a", "char", 100)) == (Hold(160),)
    assert strokes.quiet(150) == (Hold(160),)


def test_no_key_of_a_code_leaks_before_it_is_certain() -> None:
    strokes = Keystrokes()
    for key in keys("+" + PASS, 20):
        assert not any(isinstance(action, Replay) for action in strokes.press(key))


@pytest.mark.parametrize("late", [1, 100, SUFFIX_MS])
@pytest.mark.parametrize("suffix", ["\r", "\t", "\r\n"])
def test_a_suffix_that_comes_late_presses_nothing(late: int, suffix: str) -> None:
    typed = keys(PASS, 5)
    typed += keys(suffix, 5, start=typed[-1].at_ms + late)
    assert came_of(typed) == ([PASS], [])


def test_an_enter_long_after_a_scan_is_a_persons() -> None:
    typed = keys(PASS, 5)
    enter = Key("\r", "enter", typed[-1].at_ms + SUFFIX_MS + 1)
    assert came_of([*typed, enter]) == ([PASS], [enter])


@pytest.mark.parametrize("apart", [1, 10, 50, 100, 250])
@pytest.mark.parametrize("suffix", ["\r", "\r\n", "\t"])
def test_two_scans_close_together_are_two(apart: int, suffix: str) -> None:
    first = keys(PASS + suffix, 3)
    second = keys("2" + PASS + suffix, 3, start=first[-1].at_ms + apart)
    assert came_of([*first, *second]) == ([PASS, "2" + PASS], [])


def test_two_scans_without_suffix_are_parted_by_quiet() -> None:
    first = keys(PASS, 3)
    second = keys("2" + PASS, 3, start=first[-1].at_ms + END_MS + 1)
    assert came_of([*first, *second]) == ([PASS, "2" + PASS], [])


@pytest.mark.parametrize("busy", [False, True])
def test_a_person_goes_on_typing_after_a_scan(busy: bool) -> None:
    scan = keys(PASS + "\r", 5)
    typed = keys("abc+", 90, start=scan[-1].at_ms + 150)
    assert came_of([*scan, *typed], busy=busy) == ([PASS], typed)


def test_a_key_a_person_pressed_just_before_a_scan_is_theirs() -> None:
    person = Key("a", "char", 9_900)
    assert came_of([person, *keys(PASS + "\r", 5)]) == ([PASS], [person])


@pytest.mark.parametrize("start", [[0], [0, 250, 500]])
@pytest.mark.parametrize("key", [Key("a", "char", 0), Key("+", "char", 0), Key("", "other", 0), Key("7", "char", 0)])
def test_a_key_held_down_is_a_persons(key: Key, start: list[int]) -> None:
    times = [*start, *range(start[-1] + 33, start[-1] + 33 * 60, 33)]
    typed = [Key(key.text, key.code, at) for at in times]
    assert came_of(typed) == ([], typed)


def test_where_the_system_says_that_a_key_repeats_it_is_not_waited_for() -> None:
    strokes = Keystrokes()
    pressed, repeated = Key("a", "char", 0), Key("a", "char", 20, repeat=True)
    strokes.press(pressed)
    assert strokes.press(repeated) == (Replay((pressed, repeated)),)
    for at in (25, 150, 300):
        again = Key("a", "char", at, repeat=True)
        assert strokes.press(again) == (Replay((again,)),)


def test_a_digit_twice_in_one_millisecond_is_no_key_held_down() -> None:
    """Where a release and the next press of a key carry the same time, the system takes it for a repeat."""
    text = "4557" + PASS
    typed = keys(text + "\r", 1)
    doubled = [
        replace(key, at_ms=before.at_ms, repeat=True) if key.text == before.text else key
        for before, key in pairwise(typed)
    ]
    assert any(key.repeat for key in doubled[:5])
    assert came_of([typed[0], *doubled]) == ([text], [])


def test_many_equal_digits_faster_than_any_repeat_are_a_code() -> None:
    assert came_of(keys("7" * 40, 8)) == (["7" * 40], [])


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/a+b-c*d/e?f=+",
        "+-+-+- + - +",
        "陳大文在河套的通行證",
        "１２３４５６７８９０",
        "-1234567+",
    ],
)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_foreign_codes_are_scanned_and_press_nothing(text: str, suffix: str) -> None:
    assert came_of(keys(text + SUFFIXES[suffix], 10)) == ([text], [])


def test_control_codes_within_a_burst_are_swallowed() -> None:
    assert came_of(keys("12\x0f34\x1b56+\x1d789\r", 8)) == (["123456+789"], [])


def test_a_code_that_begins_with_control_codes_presses_nothing() -> None:
    assert came_of(keys("\x12\x0f\x1bcmd.exe\r+\r", 8)) == (["cmd.exe"], [])


def test_the_lines_of_a_code_are_codes_and_none_presses_anything() -> None:
    assert came_of(keys("BEGIN:VCARD\r\n+\r\nN:Chan Tai Man\r\n-", 5)) == (["BEGIN:VCARD", "N:Chan Tai Man"], [])


def test_a_flood_ends_as_one_refusable_code() -> None:
    ((scanned,), replayed) = came_of(keys(PASS * 200, 2))
    assert (len(scanned), replayed) == (LONGEST + 1, [])
    assert (PASS * 200).startswith(scanned)


def test_only_a_key_by_itself_can_be_an_act_key() -> None:
    def lone(typed: list[Key]) -> list[bool]:
        return [replay.lone for replay in Desk().type(typed).finish().replays]

    assert lone(keys("+", 1)) == [True]
    assert lone(keys("a+", LONE_MS)) == [True, True]
    assert lone(keys("a+", LONE_MS - 1)) == [True, False]
    assert lone(keys("+\r", 10)) == [False]
    assert lone(keys("++", 30)) == [False]
    assert lone([*keys(PASS + "\r", 5), *keys("+", 1, start=10_000 + 5 * 311 + 250)]) == [False]


@pytest.mark.parametrize("count", range(1, 6))
def test_few_keys_at_any_pace_are_a_persons(count: int) -> None:
    typed = keys("abcde"[:count], 1)
    assert came_of(typed) == ([], typed)


def test_the_newest_key_is_known() -> None:
    strokes = Keystrokes()
    assert strokes.last_key_ms is None
    for key in keys(PASS + "\r", 5):
        strokes.press(key)
        assert strokes.last_key_ms == key.at_ms


def test_a_clock_that_wraps_does_not_join_what_is_far_apart() -> None:
    typed = [Key("a", "char", 2**32 - 5), Key("b", "char", 3), Key("c", "char", 3 + PACE_MS + 10)]
    assert came_of(typed, busy=True) == ([], typed)


def test_silence_without_keys_means_nothing() -> None:
    assert Keystrokes().quiet(5) == ()
