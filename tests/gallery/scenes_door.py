"""The locked desk in every way it is come in by, and what lies over any page: the operator's menu and its sheets."""

from collections.abc import Iterator

from passdesk.desktop.overlays.by_stick import ByStick, ByStickPicture
from passdesk.desktop.overlays.overlays import Name
from passdesk.sync.unbundling import Unbundled
from tests.gallery.studio import DeskSubject, Studio
from tests.gallery.subjects import until
from tests.gallery.town import LONG_NAMED, OFFICER, PASSWORD, PIN, SUPERVISOR

SHEETS: tuple[Name, ...] = ("menu", "officer", "password", "card", "preferences", "about")


def door(studio: Studio) -> Iterator[str]:
    with studio.desk("gate-auto") as at:
        at.desk.door.named(OFFICER)
        yield "sign-in-named"
        at.desk.door.sign_in(OFFICER, "a wrong password")
        until(lambda: at.desk.door.picture.wrong)
        yield "sign-in-wrong"
        at.desk.door.begin_again()
        at.desk.door.sign_in("Newly Hired", "once only")
        until(lambda: at.desk.door.picture.way == "new password")
        yield "sign-in-new-password"
        at.desk.door.choose_password("a long password", "another password")
        yield "sign-in-new-password-unequal"
        yield from _by_card(studio, at)
    yield from _vouched(studio)


def _by_card(studio: Studio, at: DeskSubject) -> Iterator[str]:
    at.desk.door.begin_again()
    at.scans.scanned.emit(studio.town.cards[OFFICER], "wedge")
    yield "sign-in-card"
    at.desk.door.enter_pin("0000")
    until(lambda: at.desk.door.picture.wrong)
    yield "sign-in-card-wrong-pin"
    studio.town.clock.step(120)
    at.desk.door.enter_pin(PIN)
    until(lambda: not at.opened.session.locked)
    at.scans.scanned.emit(studio.town.cards[OFFICER], "wedge")
    yield "change-of-officer-pin"


def _vouched(studio: Studio) -> Iterator[str]:
    with studio.desk("office") as at:
        at.desk.door.named("Ho Mei")
        at.desk.door.forgot()
        yield "sign-in-vouching"
        at.desk.door.vouch("Ho Mei", "Sze To Wing", PASSWORD)
        until(lambda: at.desk.door.picture.wrong)
        yield "sign-in-vouching-refused"
        at.desk.door.vouch("Ho Mei", "admin", "correct horse")
        until(lambda: at.desk.door.picture.way == "vouched")
        yield "sign-in-vouched"


def overlays(studio: Studio) -> Iterator[str]:
    with studio.desk("gate-auto", LONG_NAMED) as at:
        at.show_camera()
        yield "operator-long-name"
        for name in SHEETS:
            at.overlays.open(name)
            yield f"over-{name}"
        at.overlays.open("password")
        at.overlays.account.change_password("wrong", "a long password", "a long password")
        until(lambda: at.overlays.account.picture.wrong)
        yield "over-password-wrong"
        at.overlays.open("card")
        at.overlays.account.make_card(PIN, PIN)
        until(lambda: at.overlays.account.picture.card is not None)
        yield "over-card-made"
    yield from _by_stick(studio)
    with studio.desk("second", "Ho Mei"):
        yield "nothing-here"


def _by_stick(studio: Studio) -> Iterator[str]:
    with studio.desk("gate-auto", SUPERVISOR) as at:
        stick = at.overlays.by_stick
        at.overlays.open("menu")
        yield "over-menu-supervisor"
        at.overlays.open("stick")
        yield "over-stick"
        at.answers.file = at.opened.folder / "gate-auto.passdesk-bundle"
        stick.write()
        until(lambda: stick.picture.written is not None)
        yield "over-stick-written"
        stick.take()
        until(lambda: stick.picture.wrong)
        yield "over-stick-wrong"
        _show(stick, ByStickPicture("taking", 48 << 20, "down"))
        yield "over-stick-under-way"
        late = at.opened.now_us() - 86_400_000_000
        taken = Unbundled(late, False, 112, 2040, 96, 0, False, True, None, "")
        _show(stick, ByStickPicture(name="down", taken=taken))
        yield "over-stick-taken"
        at.answers.file = None


def _show(stick: ByStick, picture: ByStickPicture) -> None:
    stick.picture = picture
    stick.pictured.emit(picture)


