"""The demo's folder: only its own is ever replaced."""

from pathlib import Path

import pytest

from passdesk.demo.folder import MARKER, prepare
from passdesk.errors import Declined, Trouble


def test_a_new_or_empty_folder_is_taken_and_marked(tmp_path: Path) -> None:
    for root in (tmp_path / "deep" / "new", tmp_path / "empty"):
        if root.name == "empty":
            root.mkdir()
        folder = prepare(root)
        assert (root / MARKER).is_file()
        assert folder.badges.is_dir()
        assert folder.video.parent.is_dir()


def test_a_former_demo_is_replaced_whole(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "demo")
    (folder.badges / "old.png").write_bytes(b"old")
    (folder.root / "left.txt").write_text("old")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (folder.root / "link").symlink_to(elsewhere)
    prepare(folder.root)
    left = sorted(path.name for path in folder.root.iterdir())
    assert left == [MARKER, "badges", "desks", "photographs", "screens", "video"]
    assert list(folder.badges.iterdir()) == []
    assert (elsewhere / "kept").exists()


def test_anything_else_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Declined, match="left as it is"):
        prepare(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(Declined):
        prepare(tmp_path / "mine.txt")
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_folder_named_like_the_marker_marks_nothing(tmp_path: Path) -> None:
    (tmp_path / MARKER).mkdir()
    with pytest.raises(Declined):
        prepare(tmp_path)


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Trouble, match="can't be written"):
        prepare(tmp_path / "file" / "demo")
