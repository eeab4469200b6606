"""Every table of the workspace under Qt's own tester of models, empty and full, and searched."""

from collections.abc import Sequence
from typing import Any

import pytest
from pytestqt.modeltest import ModelTester

from passdesk.administration.desk_overview import desk_overview
from passdesk.administration.key_overview import key_overview
from passdesk.administration.operator_overview import operator_lines
from passdesk.desktop.admin import desks_page, keys_page, operators_page
from passdesk.desktop.admin.cells import Cell, Column, LinesModel
from passdesk.desktop.look import Look
from passdesk.desktop.theme import LANGUAGES, Theme
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock
from tests.factories.people import Office, a_holder


def check(tester: ModelTester, columns: Sequence[Column[Any]], lines: Sequence[Any]) -> LinesModel[Any]:
    model: LinesModel[Any] = LinesModel(columns)
    tester.check(model)  # type: ignore[no-untyped-call]
    for shown in ((), lines, lines[:1], ()):
        model.set_lines(shown)
    model.set_lines(lines)
    assert len(model.lines) == len(lines)
    return model


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_models_of_the_sections(
    qtmodeltester: ModelTester, store: DeskStore, office: Office, clock: FakeClock, language: str
) -> None:
    a_holder(office)
    look = Look(Theme(dark=False, scale=1.0, language=language))  # type: ignore[arg-type]
    check(qtmodeltester, operators_page.columns(look), operator_lines(store))
    check(qtmodeltester, desks_page.columns(look), desk_overview(store, clock).lines)
    check(qtmodeltester, keys_page.columns(look), key_overview(store, clock).lines)


def test_a_search_needs_every_word_somewhere(qtmodeltester: ModelTester) -> None:
    name: Column[str] = Column("Name", 10, lambda line: Cell(line))
    columns = [name, Column("Tip", 10, lambda _: Cell("", tip="deed"))]
    model = check(qtmodeltester, columns, ["Chan 陳", "‮Au", "Wong" * 30])
    for words, found in (("陳 chan", 1), ("陳 au", 0), ("DEED", 3), ("  ", 3), ("wong", 1)):
        model.set_lines(["Chan 陳", "‮Au", "Wong" * 30], words)
        assert len(model.lines) == found, words
