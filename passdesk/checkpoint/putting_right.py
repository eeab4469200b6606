"""A supervisor who has looked says where people are: one, a list of them, or everybody the register has inside."""

from collections.abc import Iterable

from passdesk.domain import shapes
from passdesk.domain.entries import Entry
from passdesk.domain.movements import Presence
from passdesk.domain.people import Operator, Person
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import told

MOST_AT_ONCE = 512
"""People one entry names; more take several."""
_AS_BEFORE = "Everybody stands where they stood."


def everybody_inside(store: DeskStore) -> tuple[bytes, ...]:
    """The people this desk believes to be inside, by id."""
    with store.view() as view:
        return tuple(sorted(row.key for row in view.all(Presence) if row.inside and row.stands))


def put_right(
    acting: Acting, people: Iterable[bytes], *, inside: bool, reason: str, when: int | None = None
) -> list[Entry]:
    """Say where these people are, since `when` (corrected µs UTC) or now; a few entries for many people.

    `Misuse` for nobody, for people not known here, for no reason (a short code) and for a time to come; `Declined` for
    who is no supervisor. Of several entries those before one that fails stand.
    """
    asked = tuple(dict.fromkeys(people))
    if not (reason.strip() and shapes.CODE(reason)):
        raise Misuse("Where people are is put right for a reason: a short code.", kept=_AS_BEFORE)
    now = told(acting.store, acting.clock()).at
    if when is not None and not 0 <= when <= now:
        raise Misuse("Nobody can be put right at a time to come.", kept=_AS_BEFORE, remedy="Give a time that is past.")
    _check_supervisor(acting)
    _check_known(acting.store, asked)
    batches = (asked[at : at + MOST_AT_ONCE] for at in range(0, len(asked), MOST_AT_ONCE))
    said = {"inside": inside, "reason": reason, "when": when}
    return [acting.act("put_right", {"people": list(batch), **said}) for batch in batches]


def _check_supervisor(acting: Acting) -> None:
    with acting.store.view() as view:
        row = view.get(Operator, acting.signer.operator)
    if not isinstance(row, Operator) or row.state != "active" or "supervisor" not in row.roles:
        raise Declined("Only a supervisor puts right where people are.", kept=_AS_BEFORE, remedy="Ask one.")


def _check_known(store: DeskStore, people: tuple[bytes, ...]) -> None:
    with store.view() as view:
        strange = [one for one in people if view.get(Person, one) is None and view.get(Presence, one) is None]
    if strange:
        raise Misuse(f"This desk knows nobody with the id {strange[0].hex()}.", kept=_AS_BEFORE)
    if not people:
        raise Misuse("Nobody was named.", kept=_AS_BEFORE, remedy="Name those who are to be put right.")
