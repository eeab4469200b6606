"""Awkward glass: the sets read, never wrongly, and what a gate makes of clips of it."""

import numpy as np
import pytest
import zxingcpp

from passdesk.credential.qr_picture import QR_ONLY
from passdesk.scanning.decoder import Decoder
from passdesk.scanning.frames import Frame, Grey
from passdesk.scanning.sightings import NothingSeen, SeenNotRead
from tests.glass.clips import gone_past, held_still, live, shown, two_at_once, watched
from tests.glass.sets import GLASS, STRENGTHS, glass
from tests.photographs import token_text

EACH = 8


def bare(image: Grey) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(image, formats=QR_ONLY)}


def ours(image: Grey) -> set[str]:
    return {symbol.text for symbol in Decoder().read(Frame("still", 0, image, None, still=True))}


@pytest.mark.parametrize("name", GLASS)
def test_a_set_reads_at_least_as_often_as_at_one_bare_look_and_never_wrongly(name: str) -> None:
    for photograph in glass(name, EACH):
        read = ours(photograph.image)
        assert read <= {photograph.text}
        assert read >= bare(photograph.image)


def test_the_sets_are_neither_all_easy_nor_all_beyond_reading() -> None:
    everything = [photograph for name in GLASS for photograph in glass(name, EACH)]
    easy = sum(photograph.text in bare(photograph.image) for photograph in everything)
    assert len(everything) / 4 < easy < len(everything) * 3 / 4
    assert {photograph.strength for photograph in everything} == set(range(STRENGTHS))


@pytest.mark.parametrize("name", GLASS)
def test_before_a_camera_what_reads_is_shown_once_and_nothing_else_is(name: str) -> None:
    for photograph in glass(name, 4):
        assert shown(watched(held_still(photograph, 30))) in ([], [photograph.text])


def test_codes_too_hard_for_one_look_read_before_a_camera_within_a_second() -> None:
    """Of those that a still picture reads: each frame tries something else."""
    pictures = [one for name in ("moire", "laminate glare", "scratched card") for one in glass(name, EACH)]
    hard = [one for one in pictures if not bare(one.image) and ours(one.image)]
    read = [one for one in hard if shown(watched(held_still(one, 30)))]
    assert len(hard) >= 4
    assert len(read) >= 0.6 * len(hard)


@pytest.mark.parametrize(("name", "hint"), [("burnt-out screen", "darken"), ("laminate glare", "tilt")])
def test_how_to_hold_what_does_not_read_is_told(name: str, hint: str) -> None:
    told = [seen for one in glass(name, 16) if one.strength == STRENGTHS - 1 for seen in watched(held_still(one, 60))]
    assert hint in {seen.hint for seen in told if isinstance(seen, SeenNotRead)}


def test_a_pass_moved_fast_reads_from_its_sharpest_frame() -> None:
    assert [shown(watched(gone_past(seed, 22, 15))) for seed in range(4)] == [[token_text(seed)] for seed in range(4)]


def test_a_pass_that_is_never_sharp_is_not_misread() -> None:
    smeared = [frame for frame in gone_past(1, 40, 16) if not 5 < frame.index < 10]
    assert shown(watched(smeared)) in ([], [token_text(1)])


@pytest.mark.parametrize("worse", [0, 6, 12])
@pytest.mark.parametrize("seed", range(3))
def test_two_passes_at_once_are_never_one(seed: int, worse: float) -> None:
    """However much worse the second reads; where it can't be read at all, the first waits for it and is then alone."""
    one, other = token_text(seed), token_text(seed + 100)
    rng = np.random.default_rng(seed)
    told = watched(live(two_at_once(one, other, rng, worse=worse), number) for number in range(30))
    assert shown(told) in ([], [one])
    if worse < 12:
        assert shown(told) == []
        assert [seen.hint for seen in told if isinstance(seen, SeenNotRead)] == ["one at a time"]


def test_the_same_pass_twice_in_one_frame_is_one() -> None:
    rng, text = np.random.default_rng(5), token_text(5)
    assert shown(watched(live(two_at_once(text, text, rng), number) for number in range(20))) == [text]


def test_a_pass_held_still_for_a_minute_is_one_presentation() -> None:
    photograph = glass("dim screen", 1)[0]
    beat = [frame.image for frame in held_still(photograph, 60)]
    told = watched(live(beat[number % len(beat)], number) for number in range(1800))
    assert shown(told) == [photograph.text]
    assert not [seen for seen in told if isinstance(seen, NothingSeen)]
