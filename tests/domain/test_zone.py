"""What one policy may change of another: passes out there keep their meaning."""

import pytest

from passdesk.domain.zone import PolicyMistakes, check_successor
from passdesk.domain.zone_reading import read_policy
from tests.domain.test_zone_reading import HETAO, OFFICE, changed

OLD = read_policy(HETAO)
CLASS_4 = HETAO[HETAO.index("[classes.visitor]") :]
WITHOUT_4 = HETAO.replace(CLASS_4, "")
FIFTH = CLASS_4.replace("visitor", "driver")

FOLLOWS = {
    "the same": HETAO,
    "another colour, length and lane": changed('"#7a3ea8"', '"#000000"', changed("= 7\n", "= 14\n")),
    "one class more": HETAO + "\n" + FIFTH.replace("number = 4", "number = 5"),
    "a class given up": changed("trial = true", "retired_classes = [4]", WITHOUT_4),
    "another severity": changed('unknown_pass = "refuse"', 'unknown_pass = "attention"'),
}
DOES_NOT = {
    "another zone": (
        changed('zone = "hetao"', 'zone = "hetao2"'),
        ['zone: is "hetao2", but this zone is "hetao" for good'],
    ),
    "a number given to another class": (
        WITHOUT_4 + FIFTH,
        ['classes.driver.number: 4 stood for "visitor" and is never given to another class'],
    ),
    "a class that vanishes": (WITHOUT_4, ["retired_classes: 4 was in use; add it here to give it up"]),
    "classes that swap numbers": (
        HETAO.replace("number = 1", "number = 9").replace("number = 2", "number = 1").replace("= 9\n", "= 2\n"),
        [
            'classes.resident.number: 1 stood for "talent" and is never given to another class',
            'classes.talent.number: 2 stood for "resident" and is never given to another class',
        ],
    ),
    "lines that swap bits": (
        HETAO.replace("bit = 1", "bit = 4").replace("bit = 2", "bit = 1").replace("bit = 4", "bit = 2"),
        [
            'lines.second.bit: 1 stood for "first", and passes carry it; choose another bit',
            'lines.first.bit: 2 stood for "second", and passes carry it; choose another bit',
        ],
    ),
    "a line that changes its bit": (
        changed("bit = 2", "bit = 4"),
        ['lines.second.bit: was 2, and passes carry it; "second" keeps it'],
    ),
}


@pytest.mark.parametrize("source", FOLLOWS.values(), ids=FOLLOWS)
def test_a_policy_may_follow(source: str) -> None:
    check_successor(OLD, read_policy(source))


@pytest.mark.parametrize(("source", "lines"), DOES_NOT.values(), ids=DOES_NOT)
def test_a_policy_may_not_follow(source: str, lines: list[str]) -> None:
    with pytest.raises(PolicyMistakes) as caught:
        check_successor(OLD, read_policy(source))
    assert list(caught.value.lines) == lines


def test_a_retired_number_stays_retired() -> None:
    old = read_policy(changed("trial = true", "retired_classes = [4]", WITHOUT_4))
    with pytest.raises(PolicyMistakes) as caught:
        check_successor(old, OLD)
    assert caught.value.lines == ("classes.visitor.number: 4 is retired and is never given again",)
    with pytest.raises(PolicyMistakes) as caught:
        check_successor(old, read_policy(WITHOUT_4))
    assert caught.value.lines == ("retired_classes: 4 was in use; add it here to give it up",)


def test_another_zone_altogether_is_named_in_every_point() -> None:
    with pytest.raises(PolicyMistakes) as caught:
        check_successor(OLD, read_policy(OFFICE))
    paths = [line.split(":")[0] for line in caught.value.lines]
    assert paths == [
        "zone",
        "inside",
        "lines.door.bit",
        "classes.staff.number",
        "classes.visitor.number",
        "retired_classes",
        "retired_classes",
    ]
