"""Every table of the workspace under Qt's own tester, with odd and many rows."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from passdesk.desktop.look import Look
from passdesk.desktop.records.board_state import Figures
from passdesk.desktop.records.case_table import CasesModel
from passdesk.desktop.records.cases_state import CasesPicture
from passdesk.desktop.records.crossing_table import CrossingsModel
from passdesk.desktop.records.inside_table import InsideModel
from passdesk.desktop.records.lane_table import LanesModel
from passdesk.desktop.records.state import Origin
from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingRecord, Setting
from passdesk.domain.movements import Case
from passdesk.records.cases import Listed
from passdesk.records.crossings import Crossing
from passdesk.records.day import day_of
from passdesk.records.lanes import LaneHeard
from passdesk.records.occupancy import Inside
from tests.factories.clocks import START

LONG = "An " * 40
ODD = ("", "𠮷野家", "\u202eevil\u202c", "<b>bold</b>", LONG)


def check(tester: ModelTester, model: QAbstractItemModel) -> None:
    tester.check(model)  # type: ignore[no-untyped-call]


def crossing(n: int, name: str = "Chan Siu Ming") -> Crossing:
    record = CrossingRecord(
        mark=(bytes(16), n), at=START - n * 1_000_000, lane="F1-1", direction="entry", verdict="refuse",
        reasons=("revoked", "of_a_newer_program"), instruction="turn back", verified=True, input="camera",
        person=bytes(16), pass_id=bytes(16), outcome="passed", outcome_at=START,
    )  # fmt: skip
    return Crossing(record, Setting("F1", "first"), Names(name, ""), Names(name), "talent", "1", "desk", "officer")


def listed(name: str) -> Listed:
    case = Case(key=name.encode()[:16], kind="two_lanes_apart", entries=((bytes(16), 1),), at=START, cause="late")
    return Listed(case, "words", bytes(16), Names(name, ""), (), (b"p" * 16,))


def every_cell(model: QAbstractItemModel) -> list[str]:
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole)) for row in rows for column in columns]


def test_crossings(qtmodeltester: ModelTester, look: Look) -> None:
    model = CrossingsModel(look, lambda: None)
    check(qtmodeltester, model)
    first = tuple(crossing(n, name) for n, name in enumerate(ODD))
    model.show_rows(first, 1, goes_on=True)
    assert model.canFetchMore(QModelIndex())
    check(qtmodeltester, model)
    model.show_rows(first + tuple(crossing(n) for n in range(5, 500)), 1, goes_on=False)
    assert (model.rowCount(), model.canFetchMore(QModelIndex())) == (500, False)
    model.show_rows(first[:1], 2, goes_on=False)
    check(qtmodeltester, model)
    assert model.rowCount() == 1
    assert "Passed, overridden" in every_cell(model)


def test_rows_that_come_are_put_below_those_that_stand(qtbot: QtBot, look: Look) -> None:
    del qtbot
    model, told = CrossingsModel(look, lambda: None), list[tuple[int, int]]()
    resets: list[None] = []
    model.show_rows((crossing(1),), 1, goes_on=True)
    model.rowsInserted.connect(lambda _, first, last: told.append((first, last)))
    model.modelReset.connect(lambda: resets.append(None))
    model.show_rows((crossing(1), crossing(2), crossing(3)), 1, goes_on=True)
    assert (told, resets) == ([(1, 2)], [])
    model.show_rows((crossing(9),), 2, goes_on=True)
    assert resets == [None]


def test_cases(qtmodeltester: ModelTester, look: Look) -> None:
    model = CasesModel(look)
    check(qtmodeltester, model)
    model.show_cases(CasesPicture(cases=tuple(map(listed, ODD))))
    check(qtmodeltester, model)
    assert "Two lanes let one person in, neither knowing of the other. (late)" in every_cell(model)
    model.show_cases(CasesPicture(cases=(), chosen="all"))
    assert model.rowCount() == 0


def test_who_is_inside(qtmodeltester: ModelTester, look: Look) -> None:
    model = InsideModel(look)
    people = tuple(Inside(bytes(16), Names(name, ""), (Names(name),), START, "F1-1") for name in ODD)
    nobody = Inside(bytes(16), None, (), START - 3_600_000_000, "F1-1")
    model.show_people((*people, nobody), START)
    check(qtmodeltester, model)
    assert "Name not here" in every_cell(model)
    assert "1 h" in every_cell(model)


@pytest.mark.parametrize("heard", [None, START, START - 10 * 86_400_000_000])
def test_lanes(qtmodeltester: ModelTester, look: Look, heard: int | None) -> None:
    model = LanesModel(look)
    check(qtmodeltester, model)
    day = day_of((replace(crossing(n).record) for n in range(3)), look.zone)
    lanes = (LaneHeard("F1-1", None, "gate", heard, here=False), LaneHeard("F1-2", None, "", None, here=True))
    origin = Origin("own", START)
    model.show_figures(Figures(origin, 1, START, (("F1-1", 0),), 0, day, START, START, lanes, ()))
    check(qtmodeltester, model)
    assert every_cell(model)[1:3] == ["3", "0"]
