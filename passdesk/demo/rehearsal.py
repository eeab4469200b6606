"""What a rehearsal on screen is made of: a stage with some history, and a tray of passes and staff cards."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from msgspec import Struct
from msgspec.structs import replace

from passdesk.clock import Clock
from passdesk.demo import camera, day, forging, office, queue_gathering, queue_people
from passdesk.demo.cast import ADMINISTRATOR, PLAYERS, STAFF, Member, cast
from passdesk.demo.day import Day
from passdesk.demo.folder import prepare
from passdesk.demo.made_up_camera import HELD, MadeUpCamera
from passdesk.demo.office import Holder
from passdesk.demo.photographing import Conditions
from passdesk.demo.queue_people import Comer
from passdesk.demo.queue_script import QUEUE, InLine, by_camera
from passdesk.demo.stage import Stage, set_up
from passdesk.desktop.rehearsal import state
from passdesk.desktop.rehearsal.line import CuttableLine
from passdesk.desktop.rehearsal.state import Card, CardKind, Place, PlaceKind, Queued, Rehearsal
from passdesk.domain.attachments import Names
from passdesk.issuing import badges, passes
from passdesk.issuing.badge import badge_png
from passdesk.scanning.camera import CameraSource
from passdesk.store.acts import Acting
from passdesk.store.told import seconds

Tell = Callable[[str], None]
GOOD = 3
"""So many good passes lie on the tray: whoever is let in once is inside."""
_EXPIRES_IN_S = 2
TOO_FAR = Conditions(160, pitch=5, yaw=-4, roll=4, defocus=0.6, light=0.95)
TOO_DARK = Conditions(720, pitch=5, yaw=-4, roll=4, defocus=3.8, light=0.1)
_UNREAD_HELD_S = 9.0
_PLACES: tuple[tuple[PlaceKind, str], ...] = (
    ("automatic lane", "gate-first"), ("confirm lane", "gate-confirm"), ("issuing", "issuing"),
    ("records", "records"), ("admin", "issuing"),
)  # fmt: skip


class _Thing(Struct, frozen=True):
    """A card as the tray has it, and how it looks before the camera."""

    card: Card
    pixels: camera.Pixels
    held: Conditions = HELD


@contextmanager
def prepared(
    out: Path, clock: Clock, *, people: int = len(PLAYERS), queue: Sequence[InLine] = QUEUE,
    tell: Tell = lambda _: None,
) -> Iterator[Rehearsal]:  # fmt: skip
    """Everything for a rehearsal in the folder `out`, while it goes on; afterwards the server's process has ended.

    `Declined` for a folder in use.
    """
    players = cast(people)
    folder = prepare(out)
    tell("A zone is founded, a server starts, five desks enrol …")
    with set_up(folder, clock) as stage:
        tell(f"{len(players)} people are filed, approved, and given passes …")
        today = day.prepare(stage, players)
        tell("Some of them come and go …")
        cards = office.make_cards(_everybody(today))
        _history(today)
        rehearsal = _rehearsal(today, cards, queue)
        Event().wait(_EXPIRES_IN_S)  # until the pass on the tray that is to have expired has done so
        yield rehearsal


def _everybody(today: Day) -> dict[str, Acting]:
    administrator = today.stage.issuing.sign_in(ADMINISTRATOR.name, ADMINISTRATOR.password)
    return {ADMINISTRATOR.name: administrator, **today.staff}


def _history(today: Day) -> None:
    """So that every page has something to show: people inside, one gone home, some turned away, one case."""
    first, second, stage = today.lanes["gate-first"], today.lanes["gate-second"], today.stage
    for one in [*today.of("crosses")[GOOD:], *today.of("offline", "goes home", "twice")]:
        first.show("came in", today.badge(one))
    for one in today.of("apart"):
        first.show("came in", today.badge(one))
        second.show("came in", today.badge(one))
    stage.exchange_all()
    for one in today.of("goes home"):
        second.show("left", today.badge(one), "exit")
    day.end_rights(today)
    for one in today.of("revoked")[1:] + today.of("suspended")[1:]:
        first.show("turned away", today.badge(one))
    stage.exchange_all()


def _rehearsal(today: Day, staff_cards: Mapping[str, bytes], queue: Sequence[InLine]) -> Rehearsal:
    """Gates hear of neither the tray's newest pass nor the queue's: these are made last."""
    stage, line = today.stage, by_camera(queue)
    comers = queue_gathering.heard_of(today, line)
    things = [*_passes(today), *_unreadable(today)]
    comers += queue_gathering.not_heard_of(today, line)
    queued = [_queued(one) for one in queue_people.in_order(line, comers)]
    members = {one.name: _member(one, staff_cards[one.name]) for one in (ADMINISTRATOR, *STAFF)}
    for name, png in staff_cards.items():
        things.append(_Thing(members[name].card, camera.pixels_of(png)))
    looks = {id(thing.card): thing for thing in (*things, *(thing for _, thing in queued if thing is not None))}

    def hold(source: CameraSource, card: Card | None) -> None:
        assert isinstance(source, MadeUpCamera)
        if card is None:
            source.put(None)
        else:
            source.put(looks[id(card)].pixels, looks[id(card)].held)

    return Rehearsal(
        stage.clock,
        tuple(thing.card for thing in things if thing.card.kind != "staff"),
        tuple(_place(stage, kind, desk, members) for kind, desk in _PLACES),
        CuttableLine(stage.clock),
        stage.server,
        lambda: MadeUpCamera(stage.clock),
        hold,
        tuple(one for one, _ in queued),
    )


def _place(stage: Stage, kind: PlaceKind, desk: str, members: Mapping[str, state.Member]) -> Place:
    here = [one.name for one in STAFF if one.desk == desk]
    return Place(
        kind,
        stage.desks[desk].store,
        tuple(members[name] for name in ([ADMINISTRATOR.name] if kind == "admin" else here)),
    )


def _member(one: Member, png: bytes) -> state.Member:
    return state.Member(one.name, one.password, one.pin, Card("staff", Names(one.name, ""), png))


def _passes(today: Day) -> Iterator[_Thing]:
    """The newest pass is issued last, and the issuing desk tells nobody: it lies at no gate yet."""
    hr = today.staff["hr"]
    good = [*today.of("crosses")[: GOOD - 1], *today.of("arrives")[:1]]
    yield from (_badge(today, "good", one) for one in good)
    for one in today.of("expired"):
        soon = seconds(hr.store, hr.clock()) + _EXPIRES_IN_S
        issued = passes.replace(hr, one.pass_id, expires=soon)
        today.stage.exchange_all()
        yield _drawn("expired", one, _face(hr, issued.pass_id))
    yield _badge(today, "revoked", today.of("revoked")[0])
    yield _drawn("forged", good[0], day.copy(today, good[0], forging.altered(good[0].qr_text)))
    yield from (_badge(today, "wrong line", one) for one in today.of("one line"))
    yield _badge(today, "suspended", today.of("suspended")[0])
    for one in today.of("late"):
        yield _badge(today, "unknown", day.issue(today.stage, hr, one))


def _unreadable(today: Day) -> Iterator[_Thing]:
    foreign = day.foreign_card()
    yield _Thing(Card("foreign", Names(day.FOREIGN, ""), camera.png_of(foreign)), foreign)
    kinds: tuple[tuple[CardKind, Conditions], ...] = (("small", TOO_FAR), ("dark", TOO_DARK))
    for kind, held in kinds:
        shown = _badge(today, kind, today.of("crosses")[-1])
        yield replace(shown, card=dataclasses.replace(shown.card, holds_s=_UNREAD_HELD_S), held=held)


def _queued(one: Comer) -> tuple[Queued, _Thing | None]:
    """Somebody of the queue, and how what they hold looks."""
    if one.picture is None:
        return Queued(one.place.kind, one.names, None, one.place.by_hand), None
    card = Card("good", one.names, b"")
    return Queued(one.place.kind, one.names, card, one.place.by_hand), _Thing(card, one.picture, one.held)


def _badge(today: Day, kind: CardKind, one: Holder) -> _Thing:
    return _drawn(kind, one, today.badge(one).read_bytes())


def _drawn(kind: CardKind, one: Holder, png: bytes) -> _Thing:
    names = Names(one.player.latin, one.player.chinese)
    return _Thing(Card(kind, names, png), camera.pixels_of(png))


def _face(hr: Acting, pass_id: bytes) -> bytes:
    return badge_png(badges.badge_face(hr.store, hr.clock, pass_id))
