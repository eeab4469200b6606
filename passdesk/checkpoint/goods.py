"""Goods that are brought along: the list of their class, ticked before they may go in."""

from collections.abc import Collection

from passdesk.checkpoint.awaiting import Presented
from passdesk.domain.passes import Pass
from passdesk.domain.reasons import Code
from passdesk.domain.zone import Policy, Tick
from passdesk.errors import Declined, Misuse
from passdesk.store.desk_store import DeskStore

GOODS: Code = "goods_to_check"
_AWAITS = "The presentation still awaits its outcome."


def goods_list(
    store: DeskStore, policy: Policy | None, pass_id: bytes | None, reasons: Collection[str]
) -> tuple[Tick, ...]:
    """What is to be ticked for this pass, by the policy in force; nothing where the verdict did not ask for it."""
    if GOODS not in reasons or policy is None or pass_id is None:
        return ()
    with store.view() as view:
        held = view.get(Pass, pass_id)
    known = policy.classes.get(held.class_number) if isinstance(held, Pass) else None
    return known.goods.ticks if known is not None and known.goods is not None else ()


def check_ticked(about: Presented, listed: Collection[Tick], ticked: Collection[str], *, overridden: bool) -> None:
    """`Misuse` for a point that is not on the list; `Declined` for one that was not ticked, on the way in. Nobody is
    kept from leaving."""
    codes = [tick.code for tick in listed]
    if strange := [code for code in ticked if code not in codes]:
        raise Misuse(f"The list of goods has no point {strange[0]!r}.", kept=_AWAITS)
    missing = [code for code in codes if code not in ticked]
    if missing and about.direction == "entry" and not overridden:
        raise Declined(
            f"The list of goods is not done: {', '.join(missing)}.",
            kept=_AWAITS,
            remedy="Tick each point that was checked, or turn the person away.",
        )
