"""The wizard: each way to a desk, each step's picture, what is wrong with answers, and nothing left half-made."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from passdesk.credential.enrolment import new_code, print_code
from passdesk.credential.qr_picture import draw_qr
from passdesk.desktop.desk_folder import Opening, Show
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.starting.opening import open_folder
from passdesk.desktop.wizard.state import Made, Read, Wrong
from passdesk.desktop.wizard.wizard import Wizard, WizardTools
from passdesk.errors import Declined
from passdesk.store.signing_in import sign_in
from passdesk.sync.invitations import Invitation, write_invitation
from tests.cli.served import ServedZone, a_served_zone
from tests.factories.clocks import FakeClock
from tests.factories.zones import CHEAP, Zone, policy_toml

PASSPHRASE = "a passphrase of tests"


class Keys:
    """A key store in memory; `sound` says whether it gives back what it was given."""

    def __init__(self, *, sound: bool = True) -> None:
        self.sound, self.held = sound, dict[str, str]()

    def works(self) -> bool:
        return self.sound

    def get(self, account: str) -> str | None:
        return self.held.get(account)

    def set(self, account: str, secret: str) -> None:
        self.held[account] = secret


Begin = Callable[..., Wizard]


@pytest.fixture
def begin(tmp_path: Path, qapp: QApplication) -> Iterator[Begin]:
    """A wizard for a folder that is not there yet."""
    del qapp
    made: list[Jobs] = []

    def begun(keys: Keys | None = None, clock: FakeClock | None = None, **tools: Any) -> Wizard:
        made.append(Jobs(ThreadPoolExecutor(1)))
        opening = Opening(tmp_path / "desk", None, keys or Keys(sound=False), CHEAP)
        return Wizard(opening, clock or FakeClock(), made[-1], WizardTools(**tools))

    yield begun
    for jobs in made:
        jobs.close()


def reaches(qtbot: QtBot, wizard: Wizard, step: str) -> None:
    qtbot.waitUntil(lambda: wizard.picture.step == step, timeout=20_000)


def keyed(qtbot: QtBot, wizard: Wizard) -> None:
    """The key store was tried, and a passphrase is given where there is none."""
    qtbot.waitUntil(lambda: wizard.picture.key_store is not None, timeout=5000)
    if not wizard.picture.key_store:
        wizard.answer(passphrase=PASSPHRASE, passphrase_again=PASSPHRASE)


def founding(wizard: Wizard) -> None:
    wizard.choose("alone")
    wizard.answer(password="a good password", again="a good password")


def test_a_zone_of_ones_own_from_the_sample(qtbot: QtBot, begin: Begin, tmp_path: Path) -> None:
    wizard, clock = begin(), FakeClock()
    founding(wizard)
    wizard.go_on()
    keyed(qtbot, wizard)
    assert (wizard.picture.key_store, wizard.picture.answers.keeps) == (False, "passphrase")
    assert wizard.picture.step == "keeping"
    wizard.go_on()
    reaches(qtbot, wizard, "scan")
    offline = tmp_path / "desk-root-key.txt"
    assert wizard.picture.made == Made("desk", "office", True, str(offline))
    assert offline.exists()
    with qtbot.waitSignal(wizard.made) as told:
        wizard.finish()
    assert told.args is not None
    opened = open_folder(told.args[0], clock)
    sign_in(opened.store, "admin", "a good password", clock)
    opened.close()


def test_a_key_store_that_works_is_used(qtbot: QtBot, begin: Begin) -> None:
    keys = Keys()
    wizard = begin(keys)
    founding(wizard)
    wizard.go_on()
    keyed(qtbot, wizard)
    assert (wizard.picture.key_store, wizard.picture.answers.keeps) == (True, "key store")
    wizard.go_on()
    reaches(qtbot, wizard, "scan")
    assert len(keys.held) == 1
    with qtbot.waitSignal(wizard.made) as told:
        wizard.finish()
    assert told.args is not None
    open_folder(told.args[0], FakeClock()).close()


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"policy": b""}, Wrong("policy missing", "policy")),
        ({"policy": b"\xff\xfe"}, "policy wrong"),
        ({"policy": b"x" * 300_000}, "policy wrong"),
        ({"name": "  "}, Wrong("name missing", "name")),
        ({"administrator": ""}, Wrong("administrator missing", "administrator")),
        ({"password": "short", "again": "short"}, Wrong("password short", "password")),
        ({"again": "a good passwort"}, Wrong("not the same", "again")),
        ({"offline": " "}, Wrong("offline missing", "offline")),
        ({"offline": "/"}, Wrong("offline taken", "offline")),
        ({"offline": "/no such folder/key.txt"}, Wrong("offline without folder", "offline")),
        ({"offline": "/dev/null/key.txt"}, Wrong("offline without folder", "offline")),
        ({"offline": "~no-such-account/key.txt"}, Wrong("offline without folder", "offline")),
        ({"offline": "/tmp/" + "k" * 400}, Wrong("offline without name", "offline")),
        ({"offline": "/tmp/\x00"}, Wrong("offline without name", "offline")),
    ],
)
def test_what_is_wrong_with_a_zone(begin: Begin, answers: dict[str, Any], wrong: Wrong | str) -> None:
    wizard = begin()
    founding(wizard)
    wizard.answer(**answers)
    wizard.go_on()
    assert wizard.picture.step == "zone"
    assert wizard.picture.wrong == wrong if isinstance(wrong, Wrong) else wizard.picture.wrong.complaint == wrong
    wizard.answer(name="desk")
    assert wizard.picture.wrong == Wrong()


@pytest.mark.parametrize(
    "place", ["x" * 5000, "~nobody-of-this-name/keys.txt", "/dev/null/keys.txt", "no such/keys.txt"]
)
def test_a_place_where_nothing_can_be_written(qtbot: QtBot, begin: Begin, tmp_path: Path, place: str) -> None:
    wizard = begin()
    founding(wizard)
    wizard.answer(offline=place)
    wizard.go_on()
    reaches(qtbot, wizard, "zone")
    qtbot.waitUntil(lambda: wizard.picture.wrong.field == "offline")
    assert list(tmp_path.iterdir()) == []


def test_a_taken_place_in_ones_own_folder(begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    (tmp_path / "keys.txt").symlink_to(tmp_path / "nowhere")
    wizard = begin()
    founding(wizard)
    wizard.answer(offline="~/keys.txt")
    wizard.go_on()
    assert wizard.picture.wrong == Wrong("offline taken", "offline")


@pytest.mark.parametrize(
    ("code", "server", "wrong"),
    [
        ("", "", Wrong("code missing", "code")),
        ("ABCD", "https://a:1", Wrong("code mistyped", "code")),
        ("x" * 10_000, "https://a:1", Wrong("code mistyped", "code")),
        ("good", "", Wrong("server missing", "server")),
        ("good", "http://a:1", Wrong("server wrong", "server")),
        ("good", "https://" + "a" * 10_000, Wrong("server wrong", "server")),
    ],
)
def test_what_is_wrong_with_a_code_or_an_address(begin: Begin, code: str, server: str, wrong: Wrong) -> None:
    wizard = begin()
    wizard.choose("join")
    good = print_code(new_code(Zone().root_public))
    wizard.answer(code=good if code == "good" else code, server=server)
    wizard.go_on()
    assert (wizard.picture.step, wizard.picture.wrong) == ("invitation", wrong)


@pytest.mark.parametrize(
    "text",
    ["", "x", "x" * 10_000, "9" * 310, "https://example.org", "passdesk-join:1:ABCD:https://a:1", "passdesk-join:2:x:y",
     "passdesk-join:1:" + "A" * 9000, "\x00" * 300, "💥" * 300],
)  # fmt: skip
def test_a_hostile_invitation_fills_in_nothing(begin: Begin, text: str) -> None:
    wizard = begin()
    wizard.choose("join")
    for show in (wizard.invite, wizard.scanned, lambda shown: wizard.seen(shown, 1000)):
        show(text)
        assert (wizard.picture.wrong.complaint, wizard.picture.invited) == ("not an invitation", False)
        assert (wizard.picture.answers.code, wizard.picture.answers.server) == ("", "")


def invitation() -> str:
    return write_invitation(Invitation("https://server.example:8443", print_code(new_code(Zone().root_public))))


def test_an_invitation_by_scanner_or_by_file_or_by_its_picture(qtbot: QtBot, begin: Begin, tmp_path: Path) -> None:
    text = invitation()
    (tmp_path / "gate.passdesk-join").write_text(text + "\n")
    draw_qr(text, pixels_per_module=6).save(tmp_path / "gate.png")
    chosen = iter([tmp_path / "gate.passdesk-join", tmp_path / "gate.png", None, tmp_path / "gone.png"])
    wizard = begin(choose_file=lambda _begin, _patterns: next(chosen))
    wizard.choose("join")
    wizard.scanned(text)
    assert (wizard.picture.invited, wizard.picture.answers.server) == (True, "https://server.example:8443")
    for _ in range(2):
        wizard.answer(code="", server="")
        wizard.open_invitation()
        qtbot.waitUntil(lambda: wizard.picture.answers.server == "https://server.example:8443", timeout=5000)
    wizard.open_invitation()
    assert wizard.picture.wrong == Wrong()
    wizard.open_invitation()
    qtbot.waitUntil(lambda: bool(wizard.picture.wrong.happened), timeout=5000)


@pytest.mark.parametrize("content", [b"", b"\xff" * 10_000, b"passdesk-join:1:x:y"])
def test_a_file_that_holds_no_invitation(qtbot: QtBot, begin: Begin, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(content)
    wizard = begin(choose_file=lambda _begin, _patterns: tmp_path / "x.txt")
    wizard.choose("join")
    wizard.open_invitation()
    qtbot.waitUntil(lambda: bool(wizard.picture.wrong.happened), timeout=5000)
    assert not wizard.picture.invited


def test_back_keeps_the_answers_and_leaves_nothing_behind(qtbot: QtBot, begin: Begin, tmp_path: Path) -> None:
    wizard = begin()
    founding(wizard)
    wizard.answer(name="front desk")
    wizard.go_on()
    keyed(qtbot, wizard)
    for step in ("zone", "way", "way"):
        wizard.back()
        assert wizard.picture.step == step
    assert list(tmp_path.iterdir()) == []
    wizard.choose("alone")
    assert wizard.picture.answers.name == "front desk"


def test_the_place_of_the_keys_is_tried_and_nothing_is_left_there(begin: Begin, tmp_path: Path) -> None:
    wizard = begin()
    founding(wizard)
    wizard.answer(offline=str(tmp_path / "desk" / "key.txt"))
    wizard.go_on()
    assert wizard.picture.wrong == Wrong("offline in the desk", "offline")
    wizard.answer(offline=str(tmp_path / "key.txt"))
    wizard.go_on()
    assert wizard.picture.step == "keeping"
    assert list(tmp_path.iterdir()) == []


def test_a_founding_that_fails_leaves_nothing_and_goes_back(qtbot: QtBot, begin: Begin, tmp_path: Path) -> None:
    """The stick was pulled after the step was left: that too is said at its field, in words of the wizard's own."""
    wizard, stick = begin(), tmp_path / "stick"
    stick.mkdir()
    founding(wizard)
    wizard.answer(offline=str(stick / "key.txt"))
    wizard.go_on()
    keyed(qtbot, wizard)
    stick.rmdir()
    wizard.go_on()
    reaches(qtbot, wizard, "zone")
    assert wizard.picture.wrong == Wrong("offline without folder", "offline")
    assert list(tmp_path.iterdir()) == []


def test_a_policy_file_that_is_chosen_is_looked_at_at_once(qtbot: QtBot, begin: Begin, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_bytes(policy_toml("hetao"))
    bad.write_text("zone = 7\n")
    long = tmp_path / "long.toml"
    long.write_bytes(b"# " + b"x" * 300_000)
    chosen = iter([tmp_path / "gone.toml", long, bad, good])
    wizard = begin(choose_file=lambda _begin, _patterns: next(chosen))
    wizard.choose("alone")
    wizard.open_policy()
    qtbot.waitUntil(lambda: wizard.picture.wrong == Wrong("policy unreadable", "policy"), timeout=5000)
    assert wizard.picture.answers.sample
    for name in ("long.toml", "bad.toml"):
        wizard.open_policy()
        qtbot.waitUntil(lambda name=name: wizard.picture.answers.policy_name == name, timeout=5000)  # type: ignore[misc]
        assert wizard.picture.wrong.complaint == "policy wrong"
    wizard.open_policy()
    qtbot.waitUntil(lambda: wizard.picture.answers.policy_name == "good.toml", timeout=5000)
    assert (wizard.picture.wrong, wizard.picture.answers.sample) == (Wrong(), False)


def test_made_up_people_are_somebody_elses_work_and_can_be_stopped(qtbot: QtBot, begin: Begin) -> None:
    asked = Event()

    def made_up(tell: Callable[[str], None]) -> Show:
        tell("scene 1")
        asked.wait(10)
        tell("scene 2")
        raise Declined("It went on to its end.")

    wizard = begin(made_up=made_up)
    wizard.choose("made up")
    qtbot.waitUntil(lambda: wizard.picture.progress == "scene 1", timeout=5000)
    wizard.cancel()
    assert (wizard.picture.step, wizard.picture.cancelling) == ("working", True)
    asked.set()
    reaches(qtbot, wizard, "way")
    assert (wizard.picture.wrong.happened, wizard.picture.cancelling) == ("Stopped as asked.", False)


def test_made_up_people_are_shown_when_they_are_ready(qtbot: QtBot, begin: Begin) -> None:
    def show() -> int:
        return 7

    wizard = begin(made_up=lambda tell: (tell("once"), show)[1])
    with qtbot.waitSignal(wizard.instead) as told:
        wizard.choose("made up")
    assert told.args == [show]


def test_the_test_scan_says_what_read_it_and_how_fast(begin: Begin) -> None:
    wizard = begin()
    wizard._show(replace(wizard.picture, way="alone", step="scan"))  # noqa: SLF001
    wizard.scanned("1" * 310)
    assert wizard.picture.read == Read(310, "scanner")
    wizard.seen("https://x", 12_500_000)
    assert wizard.picture.read == Read(9, "camera", 12.5)
    wizard.typed(" abc ")
    wizard.typed("  ")
    assert wizard.picture.read == Read(3, "typed")


def test_codes_elsewhere_in_the_wizard_do_nothing(begin: Begin) -> None:
    wizard = begin()
    before = wizard.picture
    wizard.scanned(invitation())
    assert wizard.picture == before


@pytest.fixture
def zone(tmp_path: Path) -> Iterator[ServedZone]:
    made = a_served_zone(tmp_path / "zone")
    with made.running():
        yield made


def join(qtbot: QtBot, wizard: Wizard, code: str, url: str) -> None:
    wizard.choose("join")
    wizard.answer(code=code, server=url)
    wizard.go_on()
    keyed(qtbot, wizard)
    wizard.go_on()


def test_joining_a_zone_that_has_a_server(qtbot: QtBot, begin: Begin, zone: ServedZone) -> None:
    wizard = begin(clock=zone.clock)
    join(qtbot, wizard, zone.enrol("gate", "--role", "checkpoint", "--lane", "F1-1"), zone.url)
    reaches(qtbot, wizard, "scan")
    assert wizard.picture.made == Made("gate", "hetao", True)


def test_a_code_of_another_zone_joins_nothing_and_can_be_corrected(
    qtbot: QtBot, begin: Begin, zone: ServedZone, tmp_path: Path
) -> None:
    wizard = begin(clock=zone.clock)
    join(qtbot, wizard, print_code(new_code(Zone().root_public)), zone.url)
    reaches(qtbot, wizard, "invitation")
    assert wizard.picture.wrong.happened
    assert not (tmp_path / "desk").exists()
    join(qtbot, wizard, zone.enrol("gate", "--role", "records"), zone.url)
    reaches(qtbot, wizard, "scan")


def test_a_server_that_is_away_is_said_and_the_wizard_goes_on_from_there(
    qtbot: QtBot, begin: Begin, zone: ServedZone, tmp_path: Path
) -> None:
    code = zone.enrol("gate", "--role", "records")
    wizard = begin(clock=zone.clock)
    join(qtbot, wizard, code, "https://127.0.0.1:9")
    reaches(qtbot, wizard, "invitation")
    assert wizard.picture.wrong.happened
    assert [path.name for path in tmp_path.iterdir()] == ["zone", "desk.joining"] or not (tmp_path / "desk").exists()
    later = begin(clock=zone.clock)
    assert later.picture.resuming == (tmp_path / "desk.joining").exists()
    join(qtbot, later, code, zone.url)
    reaches(qtbot, later, "scan")
    assert not (tmp_path / "desk.joining").exists()
