"""The locked desk in every way it is come in by, and what lies over any page: the operator's menu and its sheets."""

from collections.abc import Iterator

from passdesk.desktop.overlays.overlays import Name
from tests.gallery.studio import DeskSubject, Studio
from tests.gallery.subjects import until
from tests.gallery.town import LONG_NAMED, OFFICER, PASSWORD, PIN

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
    with studio.desk("second", "Ho Mei"):
        yield "nothing-here"


