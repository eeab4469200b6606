"""Who may sign in at this desk: active, and their key is held here."""

from passdesk.domain.people import Operator
from passdesk.store.desk_store import DeskStore


def who_may_sign_in(store: DeskStore) -> tuple[Operator, ...]:
    """By name. Somebody who is missing here may have been added since the last exchange."""
    with store.view() as view:
        active = [row for row in view.all(Operator) if row.state == "active"]
    held = [row for row in active if row.wrapped is not None and store.attachments.get(row.wrapped) is not None]
    return tuple(sorted(held, key=lambda row: (row.name.casefold(), row.key)))
