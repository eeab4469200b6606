"""Who is signed in at this desk, and when it locks itself."""

from PySide6.QtCore import QObject, QTimer, Signal

from passdesk.clock import Clock
from passdesk.domain.people import Desk, Operator
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer

LOCKS_AFTER_MS = 10 * 60 * 1000


class Session(QObject):
    """`changed` when somebody signed in or the desk was locked; before that `relieved`, with who was there and who is,
    where nobody locked it in between. Activity, and a scan is activity, puts off the lock:
    a lane in use never locks itself."""

    changed = Signal()
    relieved = Signal(object, object)

    def __init__(
        self, store: DeskStore, clock: Clock, parent: QObject | None = None, *, locks_after_ms: int = LOCKS_AFTER_MS
    ) -> None:
        super().__init__(parent)
        self._store, self._clock = store, clock
        self._acting: Acting | None = None
        self._operator: Operator | None = None
        self._quiet = QTimer(self, singleShot=True, interval=locks_after_ms)
        self._quiet.timeout.connect(self.lock)

    @property
    def acting(self) -> Acting | None:
        return self._acting

    @property
    def operator(self) -> Operator | None:
        return self._operator

    @property
    def locked(self) -> bool:
        return self._acting is None

    def begin(self, signer: Signer) -> None:
        """Whoever signed in takes over from whoever was there."""
        with self._store.view() as view:
            row = view.get(Operator, signer.operator)
        self._operator = row if isinstance(row, Operator) else None
        before, self._acting = self._acting, Acting(self._store, signer, self._clock)
        self._quiet.start()
        if before is not None:
            self.relieved.emit(before, self._acting)
        self.changed.emit()

    def check(self) -> None:
        """Whoever was disabled meanwhile, here or by what an exchange brought, is signed in no more."""
        if self._operator is None:
            return
        with self._store.view() as view:
            row = view.get(Operator, self._operator.key)
        if isinstance(row, Operator) and row.state != "active":
            self.lock()

    def lock(self) -> None:
        """The key is let go of; who works next signs in."""
        self._quiet.stop()
        if self._acting is None:
            return
        self._acting = self._operator = None
        self.changed.emit()

    def end(self) -> None:
        """The desk is closed: nothing locks itself any more."""
        self._quiet.stop()

    def touch(self) -> None:
        """Somebody is at work here."""
        if not self.locked:
            self._quiet.start()


def desk_here(store: DeskStore) -> Desk | None:
    """This desk's own row: its roles and lanes."""
    with store.view() as view:
        row = view.get(Desk, store.journal.id)
    return row if isinstance(row, Desk) else None
