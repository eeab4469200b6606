"""Places for new desks, opened at an admin desk and taken back: the act in its journal, the codes handed to the server
alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from passdesk.administration.desks import Place, check_place
from passdesk.credential.enrolment import EnrolmentCode, new_code, print_code
from passdesk.domain.entries import Entry
from passdesk.domain.people import TAKEN_BACK, Desk, Enrolment, Operator
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.policy_here import policy_here

MOST_PLACES = 256
HandOver = Callable[[Sequence[bytes]], None]
"""Gives codes, 26 bytes each, to the zone's server: a link's `keep_codes`."""


@dataclass(frozen=True, slots=True)
class OpenedPlace:
    """A place and the `code` to print for it, which is kept nowhere here. `enrolment`: the 16 bytes it goes by."""

    place: Place
    enrolment: bytes
    code: str = field(repr=False)


def open_places(acting: Acting, places: Sequence[Place], hand_over: HandOver) -> list[OpenedPlace]:
    """Open places for new desks, as an administrator at an admin desk; exchange afterwards, for then they are open.

    The server holds every code before the first place stands in the journal, so no place is without one, and a code
    whose place is not opened opens nothing. `Misuse` for a place that is none, `Declined` for a name that is taken or
    without the right; the line's own errors: then nothing was opened.
    """
    policy = policy_here(acting.store, acting.clock)
    if not 1 <= len(places) <= MOST_PLACES:
        raise Misuse(f"1 to {MOST_PLACES} places are opened at once, not {len(places)}.", kept="No place was opened.")
    for place in places:
        check_place(policy, place)
    _check_right(acting)
    _check_names(acting, [place.name.strip() for place in places])
    codes = [new_code(acting.store.journal.root) for _ in places]
    hand_over([code.to_bytes() for code in codes])
    return [_open(acting, place, code) for place, code in zip(places, codes, strict=True)]


def take_back(acting: Acting, place: bytes, reason: str | None = None) -> Entry:
    """Let no desk take a place any more that none has taken yet; also without the line, and then it counts once the
    server has heard it. `Declined` where a desk has taken it: that desk is disabled instead."""
    with acting.store.view() as view:
        row = view.get(Enrolment, place)
    if not isinstance(row, Enrolment):
        raise Declined("No such place is known here.", kept="Nothing was changed.", remedy="See: desk list.")
    if row.used_by == TAKEN_BACK:
        raise Declined("This place was taken back already.", kept="Nothing was changed.")
    if not row.is_open:
        raise Declined(
            f"A desk has taken the place {row.name} already.",
            kept="Nothing was changed.",
            remedy="Disable the desk, if it is not to be: passdesk desk disable.",
        )
    return acting.act("enrolment_withdrawn", {"enrolment": place, "reason": reason})


def _open(acting: Acting, place: Place, code: EnrolmentCode) -> OpenedPlace:
    acting.act("enrolment_opened", {"enrolment": code.enrolment, **place.to_body()})
    return OpenedPlace(place, code.enrolment, print_code(code))


def _check_right(acting: Acting) -> None:
    """Before any code leaves this desk. The act itself is judged by the table, as every act."""
    with acting.store.view() as view:
        desk, operator = view.get(Desk, acting.store.journal.id), view.get(Operator, acting.signer.operator)
    if not isinstance(desk, Desk) or desk.state != "active" or "admin" not in desk.roles:
        raise Declined("Places for desks are opened at an admin desk.", kept="No place was opened.")
    if not isinstance(operator, Operator) or "administrator" not in operator.roles:
        raise Declined("An administrator opens places for desks.", kept="No place was opened.")


def _check_names(acting: Acting, names: Sequence[str]) -> None:
    """Commands name a desk by its name; one that was disabled needs it no more."""
    with acting.store.view() as view:
        taken = {row.name for row in view.all(Desk) if row.state != "disabled"}
    twice = [name for name in names if names.count(name) > 1]
    if clash := sorted({*twice, *(name for name in names if name in taken)}):
        called = ", ".join(clash[:5])
        raise Declined(
            f"{called}: named twice." if twice else f"{called}: the name of a desk already.",
            kept="No place was opened.",
            remedy="Choose another name, or first say: passdesk desk disable.",
        )
