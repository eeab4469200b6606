"""A supervisor's whole work, without a mouse."""

import csv
import io
from pathlib import Path

from PySide6.QtCore import Qt

from passdesk.desktop.records.crossings_page import CrossingsPage
from passdesk.desktop.records.page import RecordsPage
from passdesk.desktop.records.story_sheet import StorySheet
from passdesk.domain.entries import Entry
from passdesk.store.desk_store import DeskStore
from tests.desktop.records.conftest import MANY, Busy, Line, Looking, Open, two_lanes_apart
from tests.stories.town import SUPERVISOR, Town

TAB, SPACE, RETURN, ESCAPE = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape


def page_of(looking: Looking) -> RecordsPage:
    (page,) = looking.window.window.findChildren(RecordsPage)
    return page


def crossings_of(looking: Looking) -> CrossingsPage:
    (page,) = looking.window.window.findChildren(CrossingsPage)
    return page


def words_in(widget: object) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(one.text() for one in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def exported(store: DeskStore) -> list[Entry]:
    return list(store.journal.entries(kinds=("exported",)))


def test_find_filter_read_and_export(server_desk: Looking, busy: Busy, tmp_path: Path) -> None:
    looking, at = server_desk, crossings_of(server_desk)
    looking.tab_to(page_of(looking).chips["crossings"])
    looking.press(RETURN)
    looking.settled()
    assert at.table.hasFocus()
    assert at.model.rowCount() == 5
    looking.press(Qt.Key.Key_Slash)
    looking.type("Ho Ka")
    looking.settled()
    looking.press(RETURN)
    looking.settled()
    assert at.model.rowCount() == 2
    assert [one.text() for one in at.filters.chips] == ["Ho Ka Yan 何家欣"]
    looking.tab_to(at.filters.quick["attention"])
    looking.press(SPACE)
    looking.settled()
    assert at.model.rowCount() == 1
    looking.tab_to(at.table)
    looking.press(RETURN)
    looking.until(lambda: looking.workspace.crossings.picture.story is not None)
    looking.settled()
    (sheet,) = at.findChildren(StorySheet)
    said = words_in(sheet)
    for part in ("ATTENTION", "何家欣", "The register has this person inside already.", "Turned away · by Ma Fung"):
        assert part in said, part
    looking.press(ESCAPE)
    assert looking.workspace.crossings.picture.story is None
    assert at.table.hasFocus()
    out = tmp_path / "crossings.csv"
    looking.files.append(out)
    looking.tab_to(at.filters.export)
    looking.press(SPACE)
    looking.settled()
    (row,) = csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))
    assert (row["name_chinese"], row["outcome"]) == ("何家欣", "turned_away")
    (fact,) = exported(looking.opened.store)
    assert (fact.body["rows"], fact.body["source"]) == (1, "server")
    assert "1 crossing is in" in at.exporting.words
    looking.tab_to(at.filters.chips[0])
    looking.press(SPACE)
    looking.settled()
    assert at.model.rowCount() == 1  # the verdict is still asked for
    del busy


def test_an_export_is_given_up(alone: Looking, tmp_path: Path) -> None:
    at, out = crossings_of(alone), tmp_path / "all.jsonl"
    alone.workspace.go("crossings")
    alone.settled()
    alone.files.append(out)
    alone.tab_to(at.filters.export)
    alone.press(SPACE)
    alone.until(lambda: (held := alone.workspace.crossings.picture.export) is not None and held.rows > 0)
    alone.tab_to(at.exporting.stop)
    alone.press(SPACE)
    alone.settled()
    assert at.exporting.words == "Export stopped. Nothing was written to all.jsonl."
    assert at.exporting.good.hasFocus()
    assert list(tmp_path.glob("*all*")) == []
    assert list(tmp_path.glob(".*")) == []
    assert exported(alone.opened.store) == []
    alone.press(SPACE)
    assert at.exporting.isHidden()


def test_a_window_closed_while_it_exports_leaves_no_half_file(alone: Looking, tmp_path: Path) -> None:
    """On a busy machine the export may have ended before its first news came here: then it stands whole."""
    alone.workspace.go("crossings")
    alone.settled()
    alone.workspace.crossings.export_to(tmp_path / "all.csv")
    alone.until(lambda: (held := alone.workspace.crossings.picture.export) is not None and held.rows > 0)
    alone.window.window.close()
    left, facts = [one for one in tmp_path.iterdir() if one.is_file()], exported(alone.opened.store)
    assert len(left) == len(facts) <= 1
    for file, fact in zip(left, facts, strict=True):
        assert (file.name, fact.body["rows"]) == ("all.csv", MANY)
        assert len(file.read_text("utf-8-sig").splitlines()) == MANY + 1


def test_a_case_is_closed(look_back: Open, town: Town, line: Line) -> None:
    two_lanes_apart(town)
    looking = look_back(town.office, town.staff[SUPERVISOR], line.connect_for(town.office))
    looking.tab_to(page_of(looking).chips["cases"])
    assert page_of(looking).chips["cases"].text() == "Cases 1"
    looking.press(SPACE)
    looking.settled()
    looking.press(RETURN)
    looking.type("shared a card")
    looking.press(RETURN)
    looking.settled()
    picture = looking.workspace.cases.picture
    assert (picture.how_many("open"), picture.how_many("closed"), picture.wrong) == (0, 1, None)
    (closed,) = town.office.journal.entries(kinds=("case_closed",))
    assert closed.body["reason"] == "shared a card"
    assert page_of(looking).chips["cases"].text() == "Cases"
