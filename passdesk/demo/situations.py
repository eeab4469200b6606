"""What is to happen to every presentation of the demo: the expectations its checks compare the journals with."""

from typing import Literal

from msgspec import Struct

from passdesk.domain.admission import Word
from passdesk.domain.movements import Direction
from passdesk.domain.reasons import Code

GateName = Literal["gate-first", "gate-second"]


class Situation(Struct, frozen=True):
    """One kind of presentation: where it happens, and the verdict with its principal reason and the outcome."""

    name: str
    gate: GateName
    direction: Direction
    word: Word
    reason: Code | None
    outcome: str

    @property
    def expected(self) -> str:
        return said(self.word, self.reason, self.outcome)


def said(word: str, reason: str | None, outcome: str) -> str:
    """A verdict and what came of it, as the table of checks has it."""
    return ", ".join(part.replace("_", " ") for part in (word, reason, outcome) if part)


def _in(name: str, gate: GateName = "gate-first") -> Situation:
    return Situation(name, gate, "entry", "admit", None, "passed")


def _turned_away(name: str, reason: Code, gate: GateName = "gate-first") -> Situation:
    return Situation(name, gate, "entry", "refuse", reason, "turned_away")


SITUATIONS = (
    _in("good pass, first line"),
    _in("good pass, second line, from a video", "gate-second"),
    _in("good pass while the server is down"),
    _in("good pass at one line"),
    _in("the same at the other, not told yet", "gate-second"),
    _turned_away("expired pass", "expired"),
    _turned_away("revoked pass", "revoked"),
    _turned_away("institution suspended", "institution_suspended"),
    _turned_away("pass for the other line", "wrong_line"),
    _turned_away("forged: a real pass altered", "forged"),
    _turned_away("forged: a stranger's signature, a known kid", "forged"),
    _turned_away("forged: a key nobody certified", "unknown_key"),
    _turned_away("foreign code", "not_a_pass"),
    _turned_away("nothing to read", "unreadable"),
    _turned_away("already inside", "already_inside", "gate-second"),
    _turned_away("new pass, not known here yet", "unknown_pass"),
    _in("the new pass after an exchange"),
    Situation("leaving by the second line", "gate-second", "exit", "admit", None, "passed"),
    Situation("leaving, institution suspended", "gate-first", "exit", "attention", "institution_suspended", "left"),
)
