"""The policy by keys alone: broken files named mistake by mistake, a good one compared, signed and published."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from passdesk.administration.next_policy import standing
from passdesk.desktop.admin.policy_page import PolicyPage
from passdesk.desktop.admin.told import Done
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.store.desk_store import DeskStore
from tests.desktop.admin.conftest import Escape, Hands, Return, World
from tests.factories.clocks import FakeClock
from tests.factories.zones import policy_toml

LOAD, PUBLISH = "Load a policy file…", "Sign and publish…"


def page(hands: Hands) -> PolicyPage:
    inside = hands.page.inside
    assert isinstance(inside, PolicyPage)
    return inside


@pytest.fixture
def at_policy(hands: Hands) -> Hands:
    hands.workspace.go_to("policy")
    hands.until(lambda: hands.workspace.policy.picture.standing is not None)
    return hands


def load(hands: Hands, world: World, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    world.file = path
    hands.tab_to(LOAD)
    hands.press(Return)
    hands.until(lambda: not hands.workspace.policy.picture.busy)


def words(hands: Hands) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in page(hands).findChildren(QLabel) if one.isVisibleTo(page(hands)))


def test_every_mistake_is_named_with_its_path(at_policy: Hands, world: World, tmp_path: Path) -> None:
    broken = policy_toml().replace(b'mode = "automatic"', b'mode = "quick"').replace(b"bit = 2", b"bit = 3")
    load(at_policy, world, tmp_path / "broken.toml", broken)
    paths = [one.partition(":")[0] for one in at_policy.workspace.policy.picture.mistakes]
    assert paths == ["lines.second.bit", "lanes.F1-1.mode", "lanes.S1-1.mode", "lanes.S1-2.mode"]
    assert "lanes.S1-2.mode" in words(at_policy)
    assert not page(at_policy).publish.isVisible()
    at_policy.push("Copy the list")
    assert world.copied[0].count("\n") == 3


def test_what_passes_carry_stays_and_the_mistake_is_shown(at_policy: Hands, world: World, tmp_path: Path) -> None:
    other = policy_toml().replace(b"[classes.talent]\nnumber = 1", b"[classes.talent]\nnumber = 77")
    load(at_policy, world, tmp_path / "other.toml", other)
    assert at_policy.workspace.policy.picture.next is None
    assert any("retired_classes" in one for one in at_policy.workspace.policy.picture.mistakes)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x00\x01\x02\xff\xfe" * 1000, "UTF-8"),
        (b"x = 1\n" * 2_000_000, "larger than 256 KiB"),
        ("zone = 'hetao' # 河套".encode("big5"), "UTF-8"),
        ("zone = 'hetao'".encode("utf-16"), "UTF-8"),
        (b"", "zone"),
        (b"a." * 5000 + b"a = 1", "longer than 500"),
        (b"[" * 400, "TOML"),
    ],
    ids=["binary", "10 MB", "big5", "utf-16", "empty", "dotted", "nested"],
)
def test_hostile_files_are_refused_in_words(
    at_policy: Hands, world: World, tmp_path: Path, data: bytes, said: str
) -> None:
    load(at_policy, world, tmp_path / "hostile.toml", data)
    picture = at_policy.workspace.policy.picture
    assert picture.next is None
    assert any(said in one for one in picture.mistakes)


def test_a_file_that_is_none_is_told(at_policy: Hands, world: World, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.toml"):
        world.file = path
        at_policy.push(LOAD)
        at_policy.until(lambda: at_policy.workspace.policy.picture.told is not None)
        at_policy.until(lambda: not at_policy.workspace.policy.picture.busy)
        assert at_policy.workspace.policy.picture.next is None


def test_a_good_policy_is_compared_signed_and_published(
    at_policy: Hands, world: World, tmp_path: Path, store: DeskStore, clock: FakeClock
) -> None:
    toml = policy_toml().replace(b"heard_within_minutes = 15", b"heard_within_minutes = 20")
    toml = toml.replace(b"[lanes.S2-1]", b'[lanes.S2-2]\ncheckpoint = "S2"\nmode = "automatic"\n\n[lanes.S2-1]')
    path = tmp_path / "next.toml"
    load(at_policy, world, path, toml)
    found = at_policy.workspace.policy.picture.next
    assert found is not None
    assert "Lane S2-2" in words(at_policy)
    assert "15 min → 20 min" in words(at_policy)
    path.write_bytes(b"changed since")
    at_policy.push(PUBLISH)
    at_policy.until(lambda: page(at_policy).sheet is not None)
    at_policy.press(Escape)
    assert standing(store, clock).number == 1
    at_policy.push(PUBLISH)
    at_policy.until(lambda: page(at_policy).sheet is not None)
    at_policy.push("Sign and publish")
    at_policy.until(lambda: at_policy.workspace.policy.picture.told == Done("policy published", "2"))
    now = standing(store, clock)
    assert (now.number, "S2-2" in (now.policy.lanes if now.policy else ())) == (2, True)
    at_policy.until(lambda: at_policy.workspace.policy.picture.standing == now)


def test_the_question_before_publishing_begins_on_what_is_safe(
    at_policy: Hands, world: World, tmp_path: Path, store: DeskStore, clock: FakeClock
) -> None:
    toml = policy_toml().replace(b"heard_within_minutes = 15", b"heard_within_minutes = 20")
    load(at_policy, world, tmp_path / "next.toml", toml)
    at_policy.push(PUBLISH)
    at_policy.until(lambda: page(at_policy).sheet is not None)
    assert at_policy.focus.accessibleName() == "Cancel"
    at_policy.press(Return)
    at_policy.until(lambda: page(at_policy).sheet is None)
    assert standing(store, clock).number == 1


def test_a_policy_too_long_to_sign_is_told_in_the_form(
    at_policy: Hands, world: World, tmp_path: Path, store: DeskStore, clock: FakeClock
) -> None:
    load(at_policy, world, tmp_path / "long.toml", policy_toml() + b"# a remark\n" * 2000)
    at_policy.push(PUBLISH)
    at_policy.until(lambda: page(at_policy).sheet is not None)
    at_policy.push("Sign and publish")
    at_policy.until(lambda: at_policy.workspace.policy.picture.wrong is not None)
    assert standing(store, clock).number == 1


def test_nobody_publishes_once_the_desk_is_locked(
    at_policy: Hands, world: World, tmp_path: Path, opened: OpenedDesk, store: DeskStore, clock: FakeClock
) -> None:
    load(at_policy, world, tmp_path / "same.toml", policy_toml())
    assert "nothing in it is different" in words(at_policy)
    opened.session.lock()
    at_policy.workspace.policy.publish()
    assert at_policy.workspace.policy.picture.wrong is not None
    assert standing(store, clock).number == 1
