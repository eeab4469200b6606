"""What then happened, written down: by an officer of this or another desk, or by the desk itself."""

from typing import Any

from msgspec import Struct

from passdesk.checkpoint.answers import NotRecordedAnswer, SetAside, Settled, Timings
from passdesk.checkpoint.awaiting import Presented, milliseconds_since, presented
from passdesk.checkpoint.goods import GOODS, check_ticked, goods_list
from passdesk.checkpoint.outcomes import Outcome, named_outcome, officer
from passdesk.checkpoint.overriding import check_override, override_rule
from passdesk.clock import Reading
from passdesk.domain import shapes
from passdesk.domain.people import Desk
from passdesk.domain.register import Mark
from passdesk.domain.zone import Policy
from passdesk.errors import Declined, Misuse, Trouble
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer


class Saying(Struct, frozen=True):
    """What an officer says came of it. `reason`: a short code; `override`: why one whom the verdict refused was let in;
    `second`: who signs as well; `ticked`: what of a list of goods was checked."""

    outcome: str
    reason: str | None = None
    override: str | None = None
    second: Signer | None = None
    ticked: tuple[str, ...] = ()


def settle(
    store: DeskStore, shown: Mark, saying: Saying, signer: Signer, policy: Policy | None, reading: Reading
) -> Settled | NotRecordedAnswer:
    """Record what happened, signed. `shown` may be another desk's presentation, if its holder was set aside.

    `Misuse` or `Declined` where that can't be said here, or not by these.
    """
    check_is_gate(store)
    about = presented(store, shown)
    named = named_outcome(about.direction, saying.outcome)
    signers = (signer,) if saying.second is None else (signer, saying.second)
    officers = [officer(store, one) for one in signers]
    overridden = saying.override is not None
    if named == "passed" and (about.verdict == "refuse" or (overridden and GOODS in about.reasons)):
        check_override(about, saying.override, override_rule(policy, about.lane, about.direction), officers)
    elif overridden or saying.second is not None:
        raise Misuse(
            "There is nothing here to override.",
            kept="The presentation still awaits its outcome.",
            remedy="Leave it out.",
        )
    if named in ("passed", "left"):
        listed = goods_list(store, policy, about.pass_id, about.reasons)
        check_ticked(about, listed, saying.ticked, overridden=overridden)
    body = _outcome(about, named, reading, saying)
    return _write(store, about, named, body, reading, signers)


def settle_unknown(store: DeskStore, about: Presented, reading: Reading) -> Settled | NotRecordedAnswer:
    """The desk itself says that nobody said anything; nobody moves."""
    return _write(store, about, "unknown", {"shown": list(about.mark), "outcome": "unknown"}, reading, ())


def set_aside(
    store: DeskStore, shown: Mark, signer: Signer, why: str | None, reading: Reading
) -> SetAside | NotRecordedAnswer:
    """They wait beside the lane, and it is free. `Misuse` or `Declined` as in `settle`, and where they wait already."""
    about = presented(store, shown)
    officer(store, signer)
    if about.aside:
        raise Declined("This person has been set aside already.", kept="They wait as before.")
    if why is not None and not shapes.CODE(why):
        raise Misuse(f"{why!r} is no short code.", kept="The presentation still awaits its outcome.")
    body = {"shown": list(shown), "verdict": about.verdict, "reasons": list(about.reasons), "why": why}
    try:
        leaving = about.direction == "exit"
        entry = store.write(
            "set_aside", body, reading=reading, actor=signer.operator, signers=(signer,), leaving=leaving
        )
    except Trouble as error:
        return NotRecordedAnswer(error.happened, error.kept, error.remedy, Timings())
    return SetAside(entry.mark, shown)


def check_is_gate(store: DeskStore) -> None:
    """`Declined` unless this is a desk of a checkpoint: what another says of people at gates moves them under doubt."""
    with store.view() as view:
        desk = view.get(Desk, store.journal.id)
    if not isinstance(desk, Desk) or "checkpoint" not in desk.roles:
        raise Declined(
            "Only a desk of a checkpoint says what happened at a gate.",
            kept="The presentation still awaits its outcome.",
            remedy="Go to one; it has the same list.",
        )


def _outcome(about: Presented, named: Outcome, reading: Reading, saying: Saying) -> dict[str, Any]:
    """`confirm` where an officer of a confirm lane let pass what the verdict admitted."""
    confirms = about.verdict == "admit" and named in ("passed", "left")
    ms = milliseconds_since(about.entry, reading) if about.entry is not None else None
    body = {"shown": list(about.mark), "outcome": named, "ms": ms, "reason": saying.reason, "confirm": confirms or None}
    if saying.override is not None:
        body["override"] = saying.override
    if saying.ticked:
        body["ticked"] = list(saying.ticked)
    return body


def _write(
    store: DeskStore, about: Presented, named: Outcome, body: dict[str, Any], reading: Reading,
    signers: tuple[Signer, ...],
) -> Settled | NotRecordedAnswer:  # fmt: skip
    who = signers[0].operator if signers else None
    try:
        leaving = about.direction == "exit"
        entry = store.write("outcome", body, reading=reading, actor=who, signers=signers, leaving=leaving)
    except Trouble as error:
        return NotRecordedAnswer(error.happened, error.kept, error.remedy, Timings())
    ms = milliseconds_since(about.entry, reading) if about.entry is not None else None
    return Settled(entry.mark, about.mark, named, ms)
