"""Words that several commands take, as they are typed, and what they stand for."""

from passdesk.domain.movements import Direction

DIRECTIONS: tuple[Direction, ...] = ("entry", "exit")
VERDICTS = ("admit", "attention", "refuse")
SAID_BY_OFFICERS = {"passed": "passed", "turned-away": "turned_away", "left": "left", "kept": "kept_here"}
OUTCOMES = SAID_BY_OFFICERS | {"abandoned": "abandoned", "unknown": "unknown"}
