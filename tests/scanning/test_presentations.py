"""Many frames, one presentation."""

import pytest

from passdesk.scanning.presentations import Presentation, Presentations

WINDOW = 1_000
Seen = list[tuple[tuple[str, ...], int | None]]


@pytest.mark.parametrize(
    ("seen", "begun"),
    [
        pytest.param([(("a",), 0)], [["a"]], id="one sighting"),
        pytest.param([(("a",), 0), (("a",), 999)], [["a"], []], id="again within the window"),
        pytest.param([(("a",), 0), (("a",), 1_000)], [["a"], []], id="at its very end"),
        pytest.param([(("a",), 0), (("a",), 1_001)], [["a"], ["a"]], id="after the window"),
        pytest.param([(("a",), 0), (("a",), 900), (("a",), 1_800)], [["a"], [], []], id="from the last sighting"),
        pytest.param([(("a",), 0), ((), 500), (("a",), 900)], [["a"], [], []], id="a frame that missed"),
        pytest.param([(("a",), 0), (("b",), 100), (("a",), 200)], [["a"], ["b"], []], id="by turns"),
        pytest.param([(("1", "2"), 0), (("1", "2"), 100)], [[], []], id="two passes at once"),
        pytest.param([(("1", "2"), 0), (("2",), 100)], [[], ["2"]], id="the other taken away"),
        pytest.param([(("1",), 0), (("1", "2"), 900), (("1",), 1_800)], [["1"], [], []], id="one shown before"),
        pytest.param([(("1", "a"), 0), (("a",), 100)], [["1"], []], id="a pass beside a code of others"),
        pytest.param([(("1", "a", "1"), 0)], [["1"]], id="a pass twice, beside a code of others"),
        pytest.param([(("a", "b"), 0)], [[]], id="two codes of others"),
        pytest.param([(("a", "a"), 0)], [["a"]], id="two copies of one"),
        pytest.param([(("a",), None), (("a",), None)], [["a"], ["a"]], id="pictures have no time"),
        pytest.param([(("a",), 5_000), (("a",), 4_500)], [["a"], []], id="a step back"),
        pytest.param([(("a",), 5_000), (("a",), 0), (("a",), 10)], [["a"], ["a"], []], id="started again"),
        pytest.param([(("a",), 0), (("b",), 5_000), (("a",), 100)], [["a"], ["b"], ["a"]], id="forgotten by then"),
    ],
)
def test_which_sightings_begin_a_presentation(seen: Seen, begun: list[list[str]]) -> None:
    presentations = Presentations(window=WINDOW)
    shown = [presentations.seen(texts, at) for texts, at in seen]
    assert [[one.text] if one else [] for one in shown] == begun


def test_a_pass_names_what_was_seen_beside_it() -> None:
    assert Presentations(window=WINDOW).seen(["a", "1"], 7) == Presentation("1", 7, ("a",))


def test_what_is_held_on_without_reading_stays_the_same_presentation() -> None:
    presentations = Presentations(window=WINDOW)
    assert presentations.seen(["1"], 0)
    for at in range(500, 10_000, 500):
        presentations.held(at)
    assert presentations.seen(["1"], 10_000) is None
    presentations.held(20_000)
    assert presentations.seen(["1"], 20_000)
