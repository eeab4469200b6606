"""`passdesk scan`: what a lane does, from pictures, videos or digits."""

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Annotated, Any

import typer

from passdesk.checkpoint.answers import Answer, NotRecordedAnswer, Recorded
from passdesk.checkpoint.by_hand import NO_PASS_READ
from passdesk.checkpoint.by_hand import by_hand as found_by_hand
from passdesk.checkpoint.gate import Gate
from passdesk.cli import choosing, reading
from passdesk.cli.arguments import seconds
from passdesk.cli.session import Session
from passdesk.cli.words import DIRECTIONS
from passdesk.credential.short_number import parse_short_number
from passdesk.domain.movements import Direction
from passdesk.domain.passes import NothingRead
from passdesk.domain.people import Desk, Person
from passdesk.domain.reasons import ENGLISH
from passdesk.errors import Declined, Misuse, NotRecorded, Trouble
from passdesk.scanning.frames import Broken
from passdesk.scanning.readings import Reading, at_a_lane
from passdesk.store.desk_store import DeskStore


def add_to(app: typer.Typer) -> None:
    app.command("scan")(scan)


def scan(
    context: typer.Context,
    source: reading.MaybeSources = None,
    direction: Annotated[str | None, typer.Option(help="entry or exit; the lane's own if left out.")] = None,
    lane: Annotated[str | None, typer.Option(help="Which lane, where this desk serves several.")] = None,
    at: Annotated[str | None, typer.Option(help="A time to decide by; only in a trial zone.")] = None,
    by_hand: Annotated[str | None, typer.Option(help="Nothing reads: this person, by id, number or name.")] = None,
    why: Annotated[str | None, typer.Option(help=f"Why nothing reads: {', '.join(NO_PASS_READ)}.")] = None,
) -> int:
    """Decode, decide, record. Status 1 if anything was not admitted, 3 if anything could not be read or recorded."""
    session: Session = context.obj
    wanted = direction_named(direction)
    if by_hand is not None:
        return _by_hand(session, by_hand, why, source, wanted, lane, at)
    if not source or why is not None:
        raise Misuse("Nothing was named to read.", remedy="Name pictures, videos or digits, or --by-hand with --why.")
    shown = at_a_lane(reading.readings(source))
    with _opened(session) as store:
        at_us = _microseconds(session, store, at)
        gate = Gate(store, the_lane(store, lane), session.clock, nanoseconds=time.perf_counter_ns)
        gate.expire_awaiting()
        status = 0
        for number, one in enumerate(shown, start=1):
            if number % _FOLDED_EVERY == 0:
                store.catch_up()
            if isinstance(one, Broken):
                reading.broken(session, one, _NOT_DECIDED)
                status = 3
                continue
            said = one.text if one.text is not None else NothingRead()
            answer = gate.present(said, one.kind, wanted, decode_ns=one.decode_ns, at=at_us)
            session.output.result(_value(one, answer), _words(store, one, answer))
            status = max(status, _status(answer))
    return status


def _by_hand(
    session: Session, who: str, why: str | None, sources: list[str] | None, direction: Direction | None,
    lane: str | None, at: str | None,
) -> int:  # fmt: skip
    code = next((one for one in NO_PASS_READ if one == why), None)
    if sources or code is None:
        words = ", ".join(NO_PASS_READ)
        raise Misuse(
            "Without a pass there is nothing to read, but a reason why.", kept="Nothing was recorded.",
            remedy=f"Give --by-hand PERSON --why CODE alone; the codes are {words}.",
        )  # fmt: skip
    with _opened(session) as store:
        person = choosing.person(store, who)
        gate = Gate(store, the_lane(store, lane), session.clock, nanoseconds=time.perf_counter_ns)
        gate.expire_awaiting()
        found, at_us = found_by_hand(store, session.clock, person.key, code), _microseconds(session, store, at)
        answer = gate.present(found, "hand", direction, at=at_us)
        one = Reading(person.key.hex(), "typed", None)
        session.output.result(_value(one, answer), _words(store, one, answer))
    return _status(answer)


def _microseconds(session: Session, store: DeskStore, at: str | None) -> int | None:
    return seconds(at, session.time_zone(store)) * 1_000_000 if at else None


@contextmanager
def _opened(session: Session) -> Iterator[DeskStore]:
    """The desk. Where it can't be opened, what stood before the lane is not recorded: that comes first."""
    with ExitStack() as stack:
        try:
            store = stack.enter_context(session.desk())
        except (Trouble, Declined) as error:
            raise NotRecorded(f"NOT RECORDED. {error.happened}", kept=error.kept, remedy=error.remedy) from error
        except OSError as error:
            remedy = "Check the disk, and that its folder may be written."
            raise NotRecorded(f"NOT RECORDED. The desk can't be opened: {error}.", remedy=remedy) from error
        yield store


_FOLDED_EVERY = 200
"""What a long source showed is folded into the register now and then, so that it need not all be kept in memory."""


def _status(answer: Answer) -> int:
    if isinstance(answer, NotRecordedAnswer):
        return 3
    return 0 if answer.verdict.word == "admit" else 1


def the_lane(store: DeskStore, lane: str | None) -> str:
    """The lane that is named, or the only one this desk serves."""
    if lane is not None:
        return lane
    with store.view() as view:
        desk = view.get(Desk, store.journal.id)
    lanes = desk.lanes if isinstance(desk, Desk) else ()
    if len(lanes) == 1:
        return lanes[0]
    served = f"It serves {', '.join(lanes)}: name one with --lane." if lanes else "It serves none."
    raise Misuse("This desk does not serve exactly one lane.", kept="Nothing was recorded.", remedy=served)


def direction_named(text: str | None) -> Direction | None:
    """The direction of this name; None for none."""
    for known in DIRECTIONS:
        if text == known:
            return known
    if text is None:
        return None
    raise Misuse(f"There is no direction {text!r}.", kept="Nothing was recorded.", remedy="Say entry or exit.")


_NOT_DECIDED: Mapping[str, Any] = {
    "verdict": None,
    "reasons": [],
    "pass": None,
    "person": None,
    "entry": None,
    "recorded": False,
    "provenance": None,
    "ms": None,
    "instruction": None,
    "direction": None,
    "lane": None,
    "awaiting": False,
    "outcome": None,
    "evacuated": False,
}
"""What `scan --json` says of each source: first what the design names, in its order, then what a lane needs too."""


def _value(one: Reading, answer: Answer) -> dict[str, Any]:
    ms = answer.ms
    timings = {"decode": ms.decode, "verify": ms.verify, "decide": ms.decide, "commit": ms.commit}
    told = {"source": one.source_name, **_NOT_DECIDED, "ms": {name: round(span, 3) for name, span in timings.items()}}
    if isinstance(answer, NotRecordedAnswer):
        return {**told, "error": answer.happened, "kept": answer.kept, "remedy": answer.remedy}
    verdict, rests = answer.verdict, answer.verdict.provenance
    return {
        **told,
        "verdict": verdict.word,
        "reasons": [reason.code for reason in verdict.reasons],
        "pass": verdict.pass_id,
        "person": verdict.person,
        "entry": {"journal": answer.entry[0], "seq": answer.entry[1]},
        "recorded": True,
        "provenance": {
            "signature": rests.signature,
            "exchange_age_s": rests.exchange_age_s,
            "unheard": rests.unheard,
            "clock_suspect": rests.clock_suspect,
            "restored": rests.restored,
            "vouched": rests.vouched,
        },
        "instruction": verdict.instruction,
        "direction": verdict.direction,
        "lane": verdict.lane,
        "awaiting": answer.awaiting,
        "outcome": answer.outcome,
        "evacuated": verdict.evacuated,
    }


def _words(store: DeskStore, one: Reading, answer: Answer) -> str:
    if isinstance(answer, NotRecordedAnswer):
        return f"NOT RECORDED  {one.source_name}\n  {answer.happened} {answer.kept} {answer.remedy}"
    verdict = answer.verdict
    name = _name(store, answer)
    head = f"{verdict.word.upper()}  {verdict.instruction}  {name or one.source_name}  (entry {answer.entry[1]})"
    lines = [head]
    for reason in verdict.reasons:
        known = ENGLISH[reason.code]
        lines.append(f"  {reason.code}: {known.wording} {known.remedy}")
    if one.text is not None and parse_short_number(one.text) is not None:
        lines.append(f"  This is the short number of a pass: passdesk person find {one.text} says whose it is.")
    if answer.awaiting:
        lines.append(f"  Then say what happened: passdesk outcome {answer.entry[1]} …")
    return "\n".join(lines)


def _name(store: DeskStore, answer: Recorded) -> str:
    person = answer.verdict.person
    if person is None:
        return ""
    with store.view() as view:
        row = view.get(Person, person)
    return choosing.name_of(store, row) if isinstance(row, Person) else ""
