"""Moments of the gate, made of verdicts that `decide` could have given."""

from typing import Any

from msgspec.structs import replace

from passdesk.checkpoint.answers import Recorded, Timings
from passdesk.checkpoint.holders import Holder
from passdesk.desktop.checkpoint.state import Shown
from passdesk.domain.admission import Instruction, Provenance, Verdict, Word
from passdesk.domain.attachments import Names
from passdesk.domain.movements import Direction
from passdesk.domain.passes import NothingRead
from passdesk.domain.reasons import Code, Reason, Severity

CHAN = Holder(Names("Chan Tai Man", "陳大文"), Names("University", "大學"), 1, 3, 1_900_000_000, known=True)


def shown(
    word: Word, instruction: Instruction, *codes: tuple[Code, Severity], direction: Direction = "entry",
    awaiting: bool = True, holder: Holder | None = CHAN, **provenance: Any,
) -> Shown:  # fmt: skip
    """Somebody on screen."""
    rests: dict[str, Any] = {"signature": "verified", "exchange_age_s": 40, "unheard": (), "clock_suspect": False,
                             "restored": False} | provenance  # fmt: skip
    reasons = tuple(Reason(code, severity) for code, severity in codes)
    verdict = Verdict(
        word, reasons, instruction, Provenance(**rests), verified=True, person=bytes(16), pass_id=bytes(16),
        direction=direction, lane="F1-2",
    )  # fmt: skip
    outcome = None if awaiting else "passed"
    return Shown(Recorded(verdict, NothingRead(), (bytes(16), 7), 0, awaiting, outcome, Timings()), holder)


CHECK = shown("admit", "check")
ADMIT = shown("admit", "pass", awaiting=False)
ATTENTION = shown("attention", "check", ("unknown_pass", "attention"), holder=None)
REFUSE = shown("refuse", "turn back", ("revoked", "refuse"))
HOLD = shown("attention", "hold", ("institution_suspended", "hold"), direction="exit")
LEAVING = shown("admit", "check", direction="exit")


def leaving_in_evacuation(*codes: Code, awaiting: bool = False) -> Shown:
    """An exit of an evacuation, with these reasons to look at."""
    reasons: list[tuple[Code, Severity]] = [(code, "attention") for code in codes]
    instruction: Instruction = "check" if codes else "pass"
    word: Word = "attention" if codes else "admit"
    made = shown(word, instruction, *reasons, direction="exit", awaiting=awaiting)
    return replace(made, answer=replace(made.answer, verdict=replace(made.answer.verdict, evacuated=True)))
