"""F9 at the gate: a crossing undone, somebody sent back or put right, an old register accepted; one sheet for all."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt

from passdesk.checkpoint.annulling import annul
from passdesk.checkpoint.answers import NotRecordedAnswer, Settled
from passdesk.checkpoint.putting_right import put_right
from passdesk.checkpoint.returning import AUTHORITIES, returned
from passdesk.checkpoint.stale_register import accept_stale
from passdesk.desktop.checkpoint import changing
from passdesk.desktop.checkpoint.choice_rows import Choice, Question
from passdesk.desktop.checkpoint.choosing import Chooser
from passdesk.desktop.checkpoint.features import GateHost, Pressed
from passdesk.desktop.checkpoint.keys_row import Keys
from passdesk.desktop.checkpoint.state import GatePicture
from passdesk.desktop.checkpoint.telling import shown_of
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.look import Look
from passdesk.desktop.putting_right_words import (
    RIGHT,
    UNDO,
    What,
    authority_words,
    right_words,
    undo_words,
    what_words,
)
from passdesk.domain.crossings import CrossingFilter, CrossingRecord
from passdesk.domain.entries import Entry
from passdesk.domain.register import Mark
from passdesk.errors import Trouble
from passdesk.records.crossing_pages import OwnPages
from passdesk.records.crossings import Crossing
from passdesk.store.acts import Acting

HOURS = (1, 2, 4, 8, 12, 24)
_LISTED = 12
_HALF_HOUR = 1800 * 1_000_000


class Somebody(Struct, frozen=True):
    """A person, as they are listed."""

    person: bytes
    name: str
    below: str


Said = What | Crossing | Somebody | bool | str | int
Done = Entry | list[Entry] | Settled | NotRecordedAnswer


class PutsRight(Chooser):
    """`_said`: what was answered so far; each answer leads to the next question, until there is something to do."""

    def __init__(self, gate: GateHost) -> None:
        super().__init__(gate)
        self._said: tuple[Said, ...] = ()
        self._crossings: tuple[Crossing, ...] = ()
        self._options: tuple[Said, ...] = ()
        self._asked: tuple[Said, ...] | None = None
        self._done = False

    def key(self, pressed: Pressed) -> bool:
        if pressed.event.key() != Qt.Key.Key_F9:
            return super().key(pressed)
        if self.is_open:
            self.end()
        elif self.gate.opened.session.acting is not None:
            self._said, self._done = (), False
            store, picture = self.gate.opened.store, self.gate.picture
            policy = picture.place.policy if picture.place is not None else None
            asked = CrossingFilter(lane=picture.lane)
            self.gate.opened.jobs.run(lambda: OwnPages(store, policy).page(asked, limit=_LISTED).rows, self._know)
            self.ask()
        return True

    def keys(self, look: Look, picture: GatePicture) -> Keys:
        return (("F9", look.tr("undo, put right")),) if shown_of(picture) is None else ()

    def _know(self, result: Result[tuple[Crossing, ...]]) -> None:
        if isinstance(result, Ok):
            self._crossings = result.value
            self.gate.show()

    @property
    def _is_chief(self) -> bool:
        operator = self.gate.opened.session.operator
        return operator is not None and "supervisor" in operator.roles

    # What is asked

    def caption(self, look: Look) -> str:
        return look.tr("Undo and put right")

    def question(self, look: Look, picture: GatePicture) -> Question | None:
        if self._done:
            return Question(look.tr("Recorded"), (), look.tr("close"), self._told(look))
        title, options, words = self._next(look, picture)
        self._stay([option for option, _ in options])
        told = self._whom(look) if options else words
        last = self._is_last()
        does = "" if not options else look.tr("do it") if last else look.tr("next")
        return Question(title, tuple(choice for _, choice in options), does, told)

    def _stay(self, options: list[Said]) -> None:
        """Whoever is listed may change while one chooses: the same one stays chosen."""
        if self._asked == self._said and self.chosen < len(self._options):
            was, now = _known_by(self._options[self.chosen]), [_known_by(one) for one in options]
            self.chosen = now.index(was) if was in now else self.chosen
        self._asked, self._options = self._said, tuple(options)

    def _whom(self, look: Look) -> str:
        """Whom it will be about, to be seen until it is done."""
        match self._said:
            case (_, Somebody(name=name), *_):
                return name
            case (_, Crossing() as one, *_):
                return f"{_name(look, one)}  ·  {look.hour(one.record.at)}"
        return ""

    def _is_last(self) -> bool:
        lengths = {"undo": 3, "returned": 4, "right": 4, "stale": 2}
        return bool(self._said) and len(self._said) + 1 == lengths[str(self._said[0])]

    def _next(self, look: Look, picture: GatePicture) -> tuple[str, list[tuple[Said, Choice]], str]:
        """What is asked, the answers there are, and what is said where there are none."""
        match self._said:
            case ():
                whats: tuple[What, ...] = ("undo", "returned", "right", "stale")
                chiefs = whats if self._is_chief else whats[:2]
                return "", [(one, Choice(what_words(look, one))) for one in chiefs], ""
            case ("undo",):
                return look.tr("Which crossing?"), self._undoable(look), look.tr("No crossing of this lane to undo.")
            case ("undo", _):
                return look.tr("Why?"), [(one, Choice(undo_words(look, one))) for one in UNDO], ""
            case ("returned" | "right",):
                return look.tr("Who?"), self._people(look, picture), look.tr("Find the person first, or scan the pass.")
            case ("returned", _):
                into = [(True, Choice(look.tr("Back into the park"))), (False, Choice(look.tr("Back out of the park")))]
                return look.tr("Sent back where to?"), list(into), ""
            case ("returned", _, _):
                return look.tr("By whom?"), [(one, Choice(authority_words(look, one))) for one in AUTHORITIES], ""
            case ("right", _):
                where = [(True, Choice(look.tr("In the park"))), (False, Choice(look.tr("Out")))]
                return look.tr("Where are they?"), list(where), ""
            case ("right", _, _):
                return look.tr("Why?"), [(one, Choice(right_words(look, one))) for one in RIGHT], ""
            case _:
                return look.tr("Until when?"), self._times(look, picture), look.tr("The policy lets nobody accept it.")

    def _undoable(self, look: Look) -> list[tuple[Said, Choice]]:
        def row(one: Crossing) -> Choice:
            record = one.record
            way = look.tr("Left") if record.direction == "exit" else look.tr("Entered")
            return Choice(_name(look, one), f"{look.hour(record.at)}  ·  {way}")

        return [(one, row(one)) for one in self._crossings if _moved(one.record)]

    def _people(self, look: Look, picture: GatePicture) -> list[tuple[Said, Choice]]:
        """Whoever stands there, who was found, who was last at this lane."""
        found: dict[bytes, Somebody] = {}
        shown = shown_of(picture)
        if shown is not None and shown.holder is not None and (person := shown.answer.verdict.person) is not None:
            names = look.names_in_order(shown.holder.names)
            found[person] = Somebody(person, names[0] if names else look.tr("Not known"), look.tr("Shown now"))
        for one in picture.finding.found or ():
            name = " ".join(part for part in (one.latin, one.chinese) if part)
            found.setdefault(one.person, Somebody(one.person, name, look.institution(one.institution)))
        for crossing in self._crossings:
            person = crossing.record.person
            if person is not None:
                below = look.tr("Here at {time}", time=look.hour(crossing.record.at))
                found.setdefault(person, Somebody(person, _name(look, crossing), below))
        return [(one, Choice(one.name, one.below)) for one in found.values()]

    def _times(self, look: Look, picture: GatePicture) -> list[tuple[Said, Choice]]:
        if picture.place is None:
            return []
        now, longest = picture.now, picture.place.policy.operation.stale_accepted_longest_s
        ends = [min((now + hours * 3_600_000_000) // _HALF_HOUR * _HALF_HOUR, now + longest * 1_000_000)
                for hours in HOURS if hours * 3600 <= longest]  # fmt: skip
        return [(end, Choice(look.hour(end), look.day(end))) for end in dict.fromkeys(ends) if end > now]

    def _told(self, look: Look) -> str:
        match self._said:
            case ("undo", Crossing() as one, _):
                return look.tr("Undone: {name} did not cross.", name=_name(look, one))
            case ("returned", Somebody() as one, into, _):
                words = look.tr("{name} is in the park.", name=one.name), look.tr("{name} is out.", name=one.name)
                return words[0] if into else words[1]
            case ("right", Somebody() as one, inside, _):
                words = look.tr("{name} is in the park.", name=one.name), look.tr("{name} is out.", name=one.name)
                return words[0] if inside else words[1]
            case ("stale", int(until)):
                return look.tr("An old register turns nobody back here until {time}.", time=look.hour(until))
        return ""

    # What is done

    def take(self, chosen: int) -> None:
        if self._done:
            self.end()
            return
        if chosen >= len(self._options):
            return
        last, said = self._is_last(), (*self._said, self._options[chosen])
        if not last:
            self._said = said
            self.ask()
            return
        acting = self.gate.opened.session.acting
        if acting is not None:
            self.busy = True
            self.gate.show()
            picture = self.gate.picture
            work = work_of(said, acting, picture)
            self.gate.opened.gate_jobs.run(work, lambda result: self._was_done(said, result))

    def back(self) -> bool:
        if not self._said or self._done:
            return False
        self._said = self._said[:-1]
        return True

    def _was_done(self, said: tuple[Said, ...], result: Result[Done]) -> None:
        match result:
            case Ok(NotRecordedAnswer() as answer):
                self.gate.play("not-recorded")
                self.failed(Trouble(answer.happened, kept=answer.kept, remedy=answer.remedy))
            case Err(error):
                self.failed(error)
            case Ok():
                self.gate.opened.written()
                if isinstance(crossing := said[1], Crossing):
                    self.gate.become(changing.annulled(self.gate.picture, crossing.record.mark))
                if self.is_open and self._said == said[:-1]:
                    self._said, self._done = said, True
                    self.ask()


def work_of(said: tuple[Said, ...], acting: Acting, picture: GatePicture) -> Callable[[], Done]:
    """What these answers ask for."""
    match said:
        case ("undo", Crossing(record=record), str(reason)):
            mark: Mark = record.mark
            return lambda: annul(acting, mark, reason)
        case ("returned", Somebody(person=person), bool(into), str(authority)):
            return lambda: returned(acting, person, into=into, authority=authority, lane=picture.lane)
        case ("right", Somebody(person=person), bool(inside), str(reason)):
            return lambda: put_right(acting, [person], inside=inside, reason=reason)
        case ("stale", int(until)):
            policy = picture.place.policy if picture.place is not None else None
            return lambda: accept_stale(acting, picture.lane, until, policy)
    raise AssertionError(said)


def _moved(record: CrossingRecord) -> bool:
    left = record.direction == "exit" and record.outcome == "left"
    known = record.person is not None or (record.verified and record.pass_id is not None)
    return record.annulled is None and known and (record.outcome == "passed" or left)


def _name(look: Look, one: Crossing) -> str:
    names = look.names_in_order(one.names)
    return names[0] if names else look.tr("Not known")


def _known_by(said: Said) -> Said | bytes:
    return said.person if isinstance(said, Somebody) else said
