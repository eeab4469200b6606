"""`passdesk why`: every check and what it found, by today's register or as a crossing was recorded."""

from collections.abc import Iterator
from datetime import timedelta, tzinfo
from typing import Annotated, Any

import typer

from passdesk.checkpoint.by_hand import speaking_pass
from passdesk.checkpoint.passages import passages_at
from passdesk.checkpoint.weighing import Weigher
from passdesk.checkpoint.why import Asked, Why, as_if_shown, beside, why_then
from passdesk.cli import choosing
from passdesk.cli.arguments import seconds, written_us
from passdesk.cli.scan import direction_named, the_lane
from passdesk.cli.session import Session
from passdesk.credential.short_number import parse_short_number
from passdesk.domain.entries import Entry
from passdesk.domain.passes import Pass
from passdesk.domain.reasons import ENGLISH
from passdesk.domain.register import Mark
from passdesk.domain.timekeeping import corrected
from passdesk.errors import Misuse
from passdesk.records.provenance import Provenance, provenance_of
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import in_force
from passdesk.store.told import told_in


def add_to(app: typer.Typer) -> None:
    app.command("why")(why)


def why(
    context: typer.Context,
    who: Annotated[str | None, typer.Argument(help="A person: id, name, or the short number of a pass.")] = None,
    lane: Annotated[str | None, typer.Option(help="At this lane; this desk's own if left out.")] = None,
    direction: Annotated[str | None, typer.Option(help="entry or exit; the lane's own if left out.")] = None,
    at: Annotated[str | None, typer.Option(help="At another time, by what is known now.")] = None,
    entry: Annotated[str | None, typer.Option(help="A crossing that was recorded: what was known then.")] = None,
) -> int:
    """Say every check and what it found; nothing is recorded. Status 1 where nobody would be admitted."""
    session: Session = context.obj
    if (who is None) == (entry is None):
        raise Misuse("Name a person, or with --entry a crossing that was recorded.", kept="Nothing was recorded.")
    with session.reading() as store:
        zone = session.time_zone(store)
        held = _held(store, choosing.entry(store, entry)) if entry is not None else None
        if held is not None:
            told = _then(store, held)
        else:
            at_us = seconds(at, zone) * 1_000_000 if at else None
            told = _now(session, store, str(who), the_lane(store, lane), direction, at_us)
        about, lines = _recorded(session, store, held)
        session.output.result({**_value(told), **about}, "\n".join((*_words(told, zone), *lines)))
    return 0 if told.verdict.word == "admit" else 1


def _now(session: Session, store: DeskStore, who: str, lane: str, direction: str | None, at: int | None) -> Why:
    person = choosing.person(store, who)
    with store.view() as view:
        number, now = parse_short_number(who), told_in(store, view, session.clock()).at // 1_000_000
        named = view.find(Pass, "short_number", number) if number is not None else []
        best = named[0] if named else speaking_pass(view, person.key, now)
        token = as_if_shown(view, person, best.key if best is not None else None, store.journal.zone)
    weigher = Weigher(store, lane, passages_at(store, lane, session.clock))
    return weigher.explain(token, direction_named(direction), session.clock(), at)


def _held(store: DeskStore, mark: Mark) -> Entry:
    held = store.journal.entry(mark[1]) if mark[0] == store.journal.id else None
    if held is None or held.kind != "shown":
        raise Misuse(
            "That entry is no presentation of this desk.",
            kept="Nothing was recorded.",
            remedy="See: passdesk journal list --kind shown",
        )
    return held


def _then(store: DeskStore, held: Entry) -> Why:
    with store.view() as view:
        at = corrected(held.content.at, held.content.clock, view.times).at
    return why_then(held.body, min(at, held.body.get("when") or at))


def _recorded(session: Session, store: DeskStore, held: Entry | None) -> tuple[dict[str, Any], list[str]]:
    """What an entry keeps beside its verdict, as JSON and in words; nothing where no entry is told of."""
    if held is None:
        return {"entry": None, "replayed": False, "provenance": None}, []
    rests = provenance_of(held.body, in_force(store, session.clock).hash)
    replayed, (journal, seq) = bool(held.body.get("replayed")), held.mark
    told = {name: getattr(rests, name) for name in rests.__struct_fields__}
    told = {"exchange_age_s": told.pop("age_s"), **told}  # called as `scan --json` calls it
    value = {"entry": {"journal": journal, "seq": seq}, "replayed": replayed, "provenance": told}
    given = "  Decided by a time that was given to the scan and that no entry keeps; above is when it was written."
    return value, [*([given] if replayed else []), *_rested_on(rests)]


def _rested_on(rests: Provenance) -> Iterator[str]:
    age = f"{timedelta(seconds=rests.age_s)} before" if rests.age_s is not None else "never before, or a desk alone"
    yield f"  Last exchange: {age}."
    yield f"  Lanes not heard: {', '.join(rests.unheard) or 'none'}."
    yield f"  Clock: {'in doubt' if rests.clock_suspect else 'not in doubt'}{', vouched for by two' * rests.vouched}."
    if rests.restored:
        yield "  Server: had been put back from a copy."
    which = {True: ", the one of today", False: ", not the one of today", None: ""}[rests.policy_is_todays]
    yield f"  Policy: {f'{rests.policy.hex()[:16]}{which}' if rests.policy is not None else 'none was in force'}."
    yield f"  Key: {rests.kid.hex() if rests.kid is not None else 'none was read'}."
    yield f"  Program: {rests.program}"


def _value(told: Why) -> dict[str, Any]:
    verdict, stay = told.verdict, told.stay
    return {
        "at": told.at,
        "then": told.then,
        "lane": verdict.lane,
        "direction": verdict.direction,
        "person": verdict.person,
        "pass": verdict.pass_id,
        "verdict": verdict.word,
        "instruction": verdict.instruction,
        "reasons": [reason.code for reason in verdict.reasons] + list(told.unknown),
        "evacuated": verdict.evacuated,
        "checks": [
            {
                "check": one.check,
                "row": one.row,
                "asked": one.asked,
                "weighed": one.weighed,
                "reason": one.found.code if one.found is not None else None,
                "severity": one.found.severity if one.found is not None else None,
            }
            for one in told.checks
        ],
        "stay": None if stay is None else {name: getattr(stay, name) for name in stay.__struct_fields__[1:]},
        "program": told.program,
    }


def _words(told: Why, zone: tzinfo) -> list[str]:
    verdict, at = told.verdict, written_us(told.at, zone)
    known = "as it was recorded" if told.then else "by what is known here now"
    lines = [f"{verdict.word.upper()}  {verdict.instruction}  {verdict.direction} at {verdict.lane}, {at}, {known}"]
    none_ran = any(reason.code == "no_policy" for reason in verdict.reasons)
    unasked = "without a policy none is" if none_ran else "nothing is known of a holder"
    lines += [f"      {one.severity.upper()}  {one.code}: {ENGLISH[one.code].wording}" for one in beside(told)]
    said = ((one, _said(one, unasked, then=told.then)) for one in told.checks)
    lines += [f"  {one.row:>2}  {one.check.replace('_', ' '):<20}  {words}" for one, words in said]
    if (stay := told.stay) is not None:
        parts = [f"day {stay.day} of {stay.of}" if stay.day and stay.of else ""]
        parts.append(f"{stay.used} of {stay.limit} days in any {stay.within}" if stay.limit else "")
        parts.append(f"to leave by {written_us(stay.until, zone)}" if stay.until is not None else "")
        lines.append(f"  Stay in {stay.area.en}, as seen here: {', '.join(part for part in parts if part) or 'none'}.")
    return lines


def _said(one: Asked, unasked: str, *, then: bool) -> str:
    """What a check found, or why it was not asked. `then`: as an entry has it, which keeps nothing of a check that did
    not count."""
    unweighed = f"not weighed: the area {'was' if then else 'is'} being emptied"
    if one.found is not None:
        found = f"{one.found.severity.upper()}  {one.found.code}: {ENGLISH[one.found.code].wording}"
        return found if one.weighed else f"{found} ({unweighed})"
    if not one.weighed and then:
        return unweighed
    return "nothing stands against it" if one.asked else f"not asked: {unasked}"
