"""Staff cards: made by whoever is signed in, for themselves, with a PIN of their own choosing; withdrawn when lost."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from passdesk.credential import keys, staff_card
from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.domain.entries import Entry
from passdesk.domain.people import Operator
from passdesk.errors import Declined
from passdesk.printing.staff_card import StaffCardFace, not_drawn, staff_card_png
from passdesk.store.acts import Acting
from passdesk.store.attaching import attach
from passdesk.store.policy_here import in_force
from passdesk.store.told import told

_ROLES = {
    "checkpoint": "Checkpoint 關口",
    "hr": "HR 人事",
    "approver": "Approver 審批",
    "supervisor": "Supervisor 主管",
    "administrator": "Administrator 管理員",
}


@dataclass(frozen=True, slots=True)
class MadeCard:
    """A new card: `png` to print, with the code `text` in it; neither is kept anywhere. `missing`: characters of the
    name that no font here has."""

    entry: Entry
    png: bytes = field(repr=False)
    text: str = field(repr=False)
    missing: str


def make_card(acting: Acting, pin: str, *, cost: Cost = DEFAULT_COST) -> MadeCard:
    """A new staff card for the operator who acts, whose PIN is 4 to 12 digits; the one before opens nothing any more.

    `Misuse` for an unfit PIN, `Trouble` where no card can be drawn; then nothing was changed.
    """
    pin, operator = staff_card.checked_pin(pin), _acting_operator(acting)
    card = staff_card.new_card(operator.key)
    text = staff_card.card_text(card)
    face = _face(acting, operator, text)
    png = staff_card_png(face)
    wrapped = attach("wrapped", staff_card.wrap(keys.seed_of(acting.signer.private), card, pin, cost))
    entry = acting.act("operator_card_made", {"operator": operator.key, "card": wrapped.hash}, (wrapped,))
    return MadeCard(entry, png, text, not_drawn(face))


def withdraw_card(acting: Acting, operator: bytes) -> Entry:
    """This operator's card opens nothing any more; by themselves or an administrator, at any desk.

    `Declined` where there is none, or without the right.
    """
    row = _held(acting, operator)
    if row.card is None:
        raise Declined(f"{row.name} has no staff card.", kept="Nothing was changed.")
    body = {"operator": operator, "withdrawn": row.card, "reason": None}
    return acting.act("operator_card_withdrawn", body)


def _acting_operator(acting: Acting) -> Operator:
    row = _held(acting, acting.signer.operator)
    if keys.public_of(acting.signer.private) != row.public_key:
        raise Declined(
            f"{row.name} was given a new key meanwhile.", kept="No card was made.", remedy="Sign in again first."
        )
    if told(acting.store, acting.clock()).at < row.card_at:
        raise Declined(
            "By this desk's clock the last card was made or withdrawn in the future.",
            kept="No card was made.",
            remedy="Exchange with the server, which puts the clock right, and try again.",
        )
    return row


def _held(acting: Acting, operator: bytes) -> Operator:
    with acting.store.view() as view:
        row = view.get(Operator, operator)
    if not isinstance(row, Operator):
        raise Declined("No such operator is known here.", kept="Nothing was changed.", remedy="See: operator list.")
    return row


def _face(acting: Acting, operator: Operator, text: str) -> StaffCardFace:
    policy = in_force(acting.store, acting.clock).policy
    zone = UTC if policy is None else policy.local
    made = datetime.fromtimestamp(told(acting.store, acting.clock()).at / 1_000_000, zone)
    return StaffCardFace(
        operator.name,
        tuple(_ROLES.get(role, role) for role in operator.roles),
        acting.store.journal.zone,
        f"{made.day} {made:%b %Y}",
        text,
    )
