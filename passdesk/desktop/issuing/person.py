"""The person beside the table: read whole whenever they are looked at or something about them changed."""

from passdesk.desktop.issuing.stage import Stage
from passdesk.desktop.issuing.state import PersonPicture, Told
from passdesk.domain.attachments import Contact, Documents
from passdesk.domain.passes import ByHand, Forged, NotAPass, NothingRead, UnknownKey, Verified, WrongZone
from passdesk.domain.people import Person, Watch
from passdesk.issuing.known_people import read_person
from passdesk.issuing.possible import possible
from passdesk.issuing.whose import Whose, whose_pass
from passdesk.records.history import person_history
from passdesk.records.search import found
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore


class OnePerson:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._wanted: bytes | None = None

    def look_at(self, person: bytes) -> None:
        acting = self._stage.opened.session.acting
        if acting is None:
            return
        self._wanted = person

        def done(read: PersonPicture | None) -> None:
            if self._wanted == person:
                self._stage.show(person=read)

        self._stage.read(lambda: read_whole(acting, person), done)

    def again(self) -> None:
        """Something may have changed about whoever is shown."""
        if self._wanted is not None:
            self.look_at(self._wanted)

    def leave(self) -> None:
        self._wanted = None
        self._stage.show(person=None)

    def scanned(self, text: str) -> None:
        """Show whose pass was read; nothing is recorded."""
        opened = self._stage.opened

        def done(whose: Whose) -> None:
            if whose.person is not None:
                self.look_at(whose.person)
                self._stage.tell(None)
            else:
                self._stage.tell(Told(_unknown(whose)))

        self._stage.read(lambda: whose_pass(opened.store, opened.clock, text), done)


def read_whole(acting: Acting, person: bytes) -> PersonPicture | None:
    """Everything the panel shows; None for somebody this desk does not know."""
    store, one = acting.store, found(acting.store, person)
    if one is None:
        return None
    row = one.person
    _, documents, contact = read_person(store, row) if row.state != "erased" else (None, Documents(), Contact())
    with store.view() as view:
        watch = view.get(Watch, person)
    return PersonPicture(
        found=one,
        documents=documents,
        contact=contact,
        note=(_content(store, row.note) or b"").decode(errors="replace"),
        photo=_photo(store, row),
        possible=possible(acting, person),
        history=tuple(person_history(store, acting.clock, person)),
        watch=watch if isinstance(watch, Watch) and watch.state == "active" else None,
    )


def _photo(store: DeskStore, row: Person) -> bytes | None:
    return _content(store, row.original_photo) or _content(store, row.gate_photo)


def _content(store: DeskStore, hash_: bytes | None) -> bytes | None:
    held = store.attachments.get(hash_) if hash_ is not None else None
    return held.content if held is not None else None


def _unknown(whose: Whose) -> str:
    match whose.read:
        case Verified():
            return "The pass is genuine, but this desk does not know its holder. Exchange with the server."
        case Forged():
            return "This pass is forged: no key of this zone signed it."
        case UnknownKey():
            return "The key that signed this pass is not known here."
        case WrongZone():
            return "This is a pass of another zone."
        case NotAPass() | NothingRead() | ByHand():
            return "That code is no pass."
        case None:
            return "No single pass here has this number."
