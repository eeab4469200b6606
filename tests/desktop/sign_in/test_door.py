"""The door: each event, and the picture it makes. Nothing is recorded of a pass shown to a locked desk."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from passdesk.administration import operators, staff_cards
from passdesk.credential.staff_card import card_text, new_card
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.sign_in.door import Door
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock
from tests.factories.people import Office
from tests.factories.zones import CHEAP, PASSWORD

PIN = "4711"


Doors = Callable[[], Door]


@pytest.fixture
def doors(opened: OpenedDesk) -> Iterator[Doors]:
    """Makes doors of one desk, and closes them: a timer that runs on ends in whatever thread collects it."""
    made: list[Door] = []

    def make() -> Door:
        made.append(Door(opened))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def door(doors: Doors) -> Door:
    return doors()


def settled(qtbot: QtBot, door: Door) -> None:
    qtbot.waitUntil(lambda: not door.picture.busy, timeout=20_000)


def kinds(store: DeskStore) -> list[str]:
    return [entry.kind for entry in store.journal.entries()]


@pytest.fixture
def card(store: DeskStore, office: Office, clock: FakeClock) -> str:
    """The text of the officer's staff card."""
    signer = office.operator("officer", "checkpoint")
    return staff_cards.make_card(Acting(store, signer, clock), PIN, cost=CHEAP).text


def test_who_may_sign_in_is_offered(opened: OpenedDesk, doors: Doors, office: Office) -> None:
    office.operator("zoe", "hr")
    gone = office.operator("gone", "hr")
    operators.disable(Acting(opened.store, office.zone.admin, opened.clock), gone.operator)
    assert doors().picture.names == ("admin", "zoe")


def test_the_right_password_opens(qtbot: QtBot, door: Door, opened: OpenedDesk) -> None:
    door.sign_in("admin", PASSWORD)
    assert door.picture.busy
    qtbot.waitUntil(lambda: not opened.session.locked, timeout=20_000)
    assert opened.session.operator is not None
    assert (opened.session.operator.name, door.picture.wrong) == ("admin", "")


def test_wrong_passwords_wait_longer_and_are_counted_down(
    qtbot: QtBot, door: Door, opened: OpenedDesk, clock: FakeClock
) -> None:
    waits = []
    for _ in range(4):
        door.sign_in("admin", "no such password")
        settled(qtbot, door)
        waits.append(door.picture.wait_s)
        clock.step(door.picture.wait_s)
    assert waits == [0, 0, 1, 2]
    door.tick()
    assert door.picture.wait_s == 0
    door.sign_in("admin", "no such password")
    settled(qtbot, door)
    assert door.picture.wait_s == 4
    clock.step(1.5)
    door.tick()
    assert door.picture.wait_s == 3  # never less than there is left
    door.sign_in("admin", PASSWORD)  # right, and too soon
    settled(qtbot, door)
    assert (door.picture.wait_s, opened.session.locked) == (3, True)
    clock.step(3)
    door.tick()
    door.sign_in("admin", PASSWORD)
    qtbot.waitUntil(lambda: not opened.session.locked, timeout=20_000)


def test_another_name_need_not_wait(qtbot: QtBot, door: Door) -> None:
    for _ in range(3):
        door.sign_in("admin", "no such password")
        settled(qtbot, door)
    assert door.picture.wait_s
    door.named("zoe")
    assert (door.picture.wait_s, door.picture.wrong, door.picture.name) == (0, "", "zoe")


def test_a_one_time_password_asks_for_a_new_one_twice(
    qtbot: QtBot, door: Door, opened: OpenedDesk, office: Office
) -> None:
    acting = Acting(opened.store, office.zone.admin, opened.clock)
    once = operators.add(acting, "new", ["hr"], cost=CHEAP).one_time_password
    door.sign_in("new", once)
    settled(qtbot, door)
    assert (door.picture.way, door.picture.name, opened.session.locked) == ("new password", "new", True)
    door.choose_password("a better password", "a better passwort")
    assert (door.picture.unequal, door.picture.busy) == (True, False)
    door.choose_password("short", "short")
    settled(qtbot, door)
    assert "at least 8" in door.picture.wrong
    door.choose_password(once, once)
    settled(qtbot, door)
    assert door.picture.wrong == "The new password is the old one."
    door.choose_password("a better password", "a better password")
    qtbot.waitUntil(lambda: not opened.session.locked, timeout=20_000)


@pytest.mark.parametrize(
    "text", ["", "0", "123456789", "https://example.org", "x" * 10_000, "9" * 10_000, "２" * 89, "\x00", "💥"]
)
def test_whatever_is_shown_to_a_locked_desk_closes_the_lane_and_is_recorded_nowhere(
    door: Door, store: DeskStore, text: str
) -> None:
    before = kinds(store)
    assert door.takes(text)
    assert door.picture.lane_closed
    assert (door.picture.way, kinds(store)) == ("password", before)


def test_a_pass_is_not_for_the_door_while_somebody_is_signed_in(
    qtbot: QtBot, door: Door, come: Callable[[str, str], object]
) -> None:
    del qtbot
    come("admin", PASSWORD)
    assert not door.takes("123456789")
    assert not door.picture.lane_closed


def test_a_card_and_its_pin_open_a_locked_desk(qtbot: QtBot, opened: OpenedDesk, doors: Doors, card: str) -> None:
    door = doors()
    assert door.takes(card)
    assert (door.picture.way, door.picture.holder, door.picture.lane_closed) == ("pin", "officer", False)
    door.enter_pin(PIN)
    qtbot.waitUntil(lambda: not opened.session.locked, timeout=20_000)
    assert opened.session.operator is not None
    assert opened.session.operator.name == "officer"
    assert (door.picture.way, door.picture.card) == ("password", "")


def test_five_wrong_pins_lock_out_also_the_right_one(
    qtbot: QtBot, opened: OpenedDesk, doors: Doors, card: str, clock: FakeClock
) -> None:
    door = doors()
    door.takes(card)
    waits = []
    for _ in range(5):
        door.enter_pin("0000")
        settled(qtbot, door)
        waits.append(door.picture.wait_s)
        clock.step(waits[-1])
        door.tick()
    assert waits == [0, 0, 1, 2, 4]
    assert kinds(opened.store).count("sign_in_failed") == 5
    door.enter_pin("0000")
    settled(qtbot, door)
    door.enter_pin(PIN)
    settled(qtbot, door)
    assert (door.picture.way, opened.session.locked) == ("pin", True)
    assert door.picture.wait_s > 0


def test_a_card_of_another_zone_is_no_way_in(qtbot: QtBot, door: Door, opened: OpenedDesk) -> None:
    door.takes(card_text(new_card(bytes(16))))
    assert (door.picture.way, door.picture.holder) == ("pin", "")
    door.enter_pin(PIN)
    settled(qtbot, door)
    assert (opened.session.locked, bool(door.picture.wrong)) == (True, True)


def test_a_withdrawn_card_says_so(qtbot: QtBot, opened: OpenedDesk, doors: Doors, office: Office, card: str) -> None:
    officer = operators.called(opened.store, "officer")
    staff_cards.withdraw_card(Acting(opened.store, office.zone.admin, opened.clock), officer.key)
    door = doors()
    door.takes(card)
    door.enter_pin(PIN)
    settled(qtbot, door)
    assert door.picture.wrong == "This card opens nothing: officer has no staff card now."


def test_a_card_shown_while_a_try_is_under_way_changes_nothing(
    qtbot: QtBot, opened: OpenedDesk, doors: Doors, card: str
) -> None:
    door = doors()
    door.sign_in("admin", PASSWORD)
    assert door.takes(card)
    assert door.picture.way == "password"
    qtbot.waitUntil(lambda: not opened.session.locked, timeout=20_000)
    assert opened.session.operator is not None
    assert opened.session.operator.name == "admin"


def test_an_administrator_vouches_for_whoever_forgot(
    qtbot: QtBot, door: Door, opened: OpenedDesk, office: Office, card: str
) -> None:
    del office
    door.named("officer")
    door.forgot()
    assert (door.picture.way, door.picture.name) == ("vouch", "officer")
    door.vouch("officer", "admin", "not the password")
    settled(qtbot, door)
    assert (door.picture.way, door.picture.once, bool(door.picture.wrong)) == ("vouch", "", True)
    door.vouch("officer", "admin", PASSWORD)
    settled(qtbot, door)
    once = door.picture.once
    assert (door.picture.way, opened.session.locked, once in repr(door.picture)) == ("vouched", True, False)
    door.begin_again()
    assert (door.picture.way, door.picture.name, door.picture.once) == ("password", "officer", "")
    door.sign_in("officer", once)
    settled(qtbot, door)
    assert door.picture.way == "new password"
    door.begin_again()
    door.takes(card)
    door.enter_pin(PIN)
    settled(qtbot, door)
    assert door.picture.wrong == "This card opens nothing: officer has no staff card now."


def test_whoever_vouches_waits_for_the_answer(qtbot: QtBot, door: Door, office: Office) -> None:
    """Its one-time password is shown once, and under no other name."""
    office.operator("officer", "checkpoint")
    door.forgot()
    door.vouch("officer", "admin", PASSWORD)
    door.named("somebody")
    door.begin_again()
    door.forgot()
    settled(qtbot, door)
    assert (door.picture.way, door.picture.name, bool(door.picture.once)) == ("vouched", "officer", True)


@pytest.mark.parametrize("forgetful", ["admin", "nobody", ""])
def test_nobody_vouches_for_themselves_or_for_nobody(qtbot: QtBot, door: Door, forgetful: str) -> None:
    door.forgot()
    door.vouch(forgetful, "admin", PASSWORD)
    settled(qtbot, door)
    assert (door.picture.way, door.picture.once, bool(door.picture.wrong)) == ("vouch", "", True)


def test_the_picture_shows_no_secret(doors: Doors, card: str) -> None:
    door = doors()
    door.takes(card)
    assert card not in repr(door.picture)
