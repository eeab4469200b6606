"""`passdesk outcome`, `aside`, `annul`: what came of a presentation, and what of it is undone."""

from typing import Annotated, Any

import typer

from passdesk.checkpoint import annulling, settling
from passdesk.checkpoint.answers import NotRecordedAnswer, SetAside, Settled
from passdesk.checkpoint.asides import asides
from passdesk.checkpoint.overriding import OVERRIDES
from passdesk.checkpoint.settling import Saying
from passdesk.cli import choosing
from passdesk.cli.arguments import written_us
from passdesk.cli.second_signer import BY, second_signer
from passdesk.cli.session import Session
from passdesk.cli.words import SAID_BY_OFFICERS
from passdesk.domain.register import Mark
from passdesk.errors import Misuse
from passdesk.store.told import told

Entry = Annotated[str, typer.Argument(help="The entry `scan` named: its number, or JOURNAL:NUMBER.")]

_OVERRIDE = f"Why one whom the verdict refused is let in: {', '.join(OVERRIDES)}."


def add_to(app: typer.Typer) -> None:
    app.command("outcome")(outcome)
    app.command("aside")(aside)
    app.command("annul")(annul)


def outcome(
    context: typer.Context,
    entry: Entry,
    what: Annotated[str, typer.Argument(help="passed, turned-away, left or kept.")],
    reason: Annotated[str | None, typer.Option(help="A short code.")] = None,
    override: Annotated[str | None, typer.Option(help=_OVERRIDE)] = None,
    second: Annotated[str | None, typer.Option("--with", help=f"Who signs too, where the policy asks; {BY}")] = None,
    ticked: Annotated[list[str] | None, typer.Option(help="A point of the list of goods that was checked.")] = None,
) -> int:
    """Say what then happened, signed by the officer; also of somebody who was set aside at another desk."""
    session: Session = context.obj
    if what not in SAID_BY_OFFICERS:
        words = ", ".join(SAID_BY_OFFICERS)
        raise Misuse(f"There is no outcome {what!r}.", kept="Nothing was recorded.", remedy=f"Say one of: {words}.")
    with session.acting() as acting:
        store, shown = acting.store, choosing.entry(acting.store, entry)
        signer = second_signer(session, acting.store, second) if second is not None else None
        saying = Saying(SAID_BY_OFFICERS[what], reason, override, signer, tuple(ticked or ()))
        answer = settling.settle(store, shown, saying, acting.signer, session.policy(store), session.clock())
    return said(session, shown, answer)


def said(session: Session, shown: Mark, answer: Settled | SetAside | NotRecordedAnswer) -> int:
    """Print what became of it; the status to end with."""
    value: dict[str, Any] = {"shown": list(shown)}
    match answer:
        case Settled():
            value |= {"outcome": answer.outcome, "entry": answer.entry, "recorded": True, "ms": answer.ms}
            session.output.result(value, f"Recorded: {answer.outcome.replace('_', ' ')}.")
            return 0
        case SetAside():
            value |= {"aside": True, "entry": answer.entry, "recorded": True}
            session.output.result(value, "Set aside: the lane is free. Then say what came of it: passdesk outcome …")
            return 0
        case NotRecordedAnswer():
            value |= {"recorded": False, "error": answer.happened}
            session.output.result(value, f"NOT RECORDED. {answer.happened} {answer.remedy}")
            return 3


def aside(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="The entry `scan` named; or: list.")],
    why: Annotated[str | None, typer.Option(help="A short code.")] = None,
) -> int:
    """Set somebody aside, so that the lane is free; or list who waits, at every desk this one has heard of."""
    session: Session = context.obj
    if what == "list":
        _list(session)
        return 0
    with session.acting() as acting:
        shown = choosing.entry(acting.store, what)
        answer = settling.set_aside(acting.store, shown, acting.signer, why, session.clock())
    return said(session, shown, answer)


def _list(session: Session) -> None:
    with session.reading() as store:
        found, now = asides(store), told(store, session.clock()).at
        zone = session.time_zone(store)
    session.output.table(
        ("minutes", "latin", "chinese", "lane", "direction", "verdict", "reasons", "why", "entry"),
        (
            {
                "minutes": one.minutes(now),
                "since": written_us(one.since, zone),
                "latin": one.names.latin,
                "chinese": one.names.chinese,
                "person": one.person,
                "lane": one.lane,
                "desk": one.desk,
                "direction": one.direction,
                "verdict": one.verdict,
                "reasons": one.reasons,
                "why": one.why,
                "entry": one.shown[1] if one.own else f"{one.shown[0].hex()}:{one.shown[1]}",
                "shown": {"journal": one.shown[0], "seq": one.shown[1]},
            }
            for one in found
        ),
        empty="Nobody waits.",
    )


def annul(
    context: typer.Context,
    entry: Annotated[str, typer.Argument(help="The crossing: the entry of `scan`, or of its outcome.")],
    reason: Annotated[str, typer.Option(help="Why, as a short code.")],
) -> None:
    """Undo one crossing: what stood before it stands again, later ones stay."""
    session: Session = context.obj
    with session.acting() as acting:
        crossing = choosing.entry(acting.store, entry)
        undone = annulling.annul(acting, crossing, reason)
    body = undone.body
    value = {"entry": undone.mark, "person": body["person"], "movement": body["movement"], "shown": body["shown"]}
    session.output.result(value, f"Undone: entry {body['movement'][1]} moved nobody.")
