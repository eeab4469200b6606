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
        pytest.param([(("a", "b"), 0), (("a", "b"), 100)], [["a", "b"], []], id="two at once"),
        pytest.param([(("a", "a"), 0)], [["a"]], id="two copies of one"),
        pytest.param([(("a",), None), (("a",), None)], [["a"], ["a"]], id="pictures have no time"),
        pytest.param([(("a",), 5_000), (("a",), 4_500)], [["a"], []], id="a step back"),
        pytest.param([(("a",), 5_000), (("a",), 0), (("a",), 10)], [["a"], ["a"], []], id="started again"),
        pytest.param([(("a",), 0), (("b",), 5_000), (("a",), 100)], [["a"], ["b"], ["a"]], id="forgotten by then"),
    ],
)
def test_which_sightings_begin_a_presentation(seen: Seen, begun: list[list[str]]) -> None:
    presentations = Presentations(window=WINDOW)
    assert [[shown.text for shown in presentations.seen(texts, at)] for texts, at in seen] == begun


def test_two_passes_in_one_frame_name_each_other() -> None:
    shown = Presentations(window=WINDOW).seen(["a", "b"], 7)
    assert shown == [Presentation("a", 7, ("b",)), Presentation("b", 7, ("a",))]


def test_a_second_pass_beside_one_already_shown_names_it() -> None:
    presentations = Presentations(window=WINDOW)
    presentations.seen(["a"], 0)
    assert presentations.seen(["a", "b"], 10) == [Presentation("b", 10, ("a",))]
