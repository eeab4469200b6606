"""What a pull brought and this desk could check itself is remembered: from now on nothing older is taken."""

from passdesk.domain.people import POLICY_KEY, Operator
from passdesk.domain.people import Policy as PolicyRow
from passdesk.store import carrying, exchanged
from passdesk.store.desk_store import DeskStore
from passdesk.store.trusted import administrators, policy_of
from passdesk.sync import former_keys


def note(store: DeskStore, at: int) -> None:
    """After a pull; `at`: s UTC."""
    _note_policy(store, at)
    former_keys.note(store, at)


def _note_policy(store: DeskStore, at: int) -> None:
    """The server's policy, once its signature holds: from now on none with a lower number is taken."""
    journal, register = store.journal, store.registers.current
    row = carrying.servers_row(register, (PolicyRow.TABLE, POLICY_KEY))
    if not isinstance(row, PolicyRow) or row.number <= exchanged.newest_policy(journal, register.generation):
        return
    with store.view() as view:
        among = administrators(view.all(Operator), journal.zone)
    if policy_of(row, among, journal.root, journal.zone, at).policy is not None:
        exchanged.note_policy(journal, register.generation, row.number)
