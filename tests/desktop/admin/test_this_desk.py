"""This desk: what it is, and the settings of its screen beside it or above it."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from passdesk.desktop.admin.parts import heading, shortened
from passdesk.desktop.admin.this_desk import ThisDeskPage, kept
from passdesk.desktop.admin.workspace import AdminWorkspace
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.preferences.panel import PreferencesPanel
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.settings import Settings
from tests.desktop.admin.conftest import Hands, World


def a_workspace(opened: OpenedDesk, world: World, chosen: list[Settings]) -> AdminWorkspace:
    settings = Settings(camera=None)
    tools = PreferencesTools(find_ports=list)

    def panel(look: Look) -> PreferencesPanel:
        return PreferencesPanel(look, settings, chosen.append, tools=tools)

    made = AdminWorkspace(opened, outside=world.outside(), preferences=panel)
    made.go_to("desk")
    return made


def test_what_is_chosen_is_told_and_what_is_read_in_a_trial_goes_no_further(
    qtbot: QtBot, opened: OpenedDesk, world: World, look: Look
) -> None:
    chosen: list[Settings] = []
    workspace = a_workspace(opened, world, chosen)
    workspace.scanned("12345", "wedge")  # no page yet
    page = workspace.page(look)
    qtbot.addWidget(page)
    desk = page.inside
    assert isinstance(desk, ThisDeskPage)
    assert desk.panel is not None
    next(one for one in desk.panel.findChildren(QPushButton) if one.accessibleName() == "Appearance: Dark").click()
    assert [one.appearance for one in chosen] == ["dark"]
    trial = next(one for one in desk.panel.findChildren(QPushButton) if one.text() == "Try the scanner")
    trial.click()
    workspace.scanned("12345", "wedge")
    assert any("5 characters" in one.text() for one in desk.panel.findChildren(QLabel))
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    workspace.scanned("12345", "wedge")  # the page is gone


def test_facts_stand_beside_the_settings_or_below_them(
    qtbot: QtBot, opened: OpenedDesk, world: World, look: Look
) -> None:
    workspace = a_workspace(opened, world, [])
    page = workspace.page(look)
    qtbot.addWidget(page)
    page.show()
    found = []
    for width in (1280, 800):
        page.resize(width, 700)
        QApplication.processEvents()
        box = next(one for one in page.findChildren(QBoxLayout) if one.spacing() == look.px(16) and one.count() == 2)
        found.append(box.direction())
    assert found == [QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom]


def test_the_facts_of_this_desk(hands: Hands) -> None:
    hands.workspace.go_to("desk")
    hands.until(lambda: hands.workspace.this_desk.picture is not None)
    picture = hands.workspace.this_desk.picture
    assert picture is not None
    assert (picture.name, picture.zone, picture.lanes) == ("desk", "hetao", ("F1-1", "F1-2", "S1-1"))
    assert picture.ways == ()  # a desk of the tests has no file of keys
    said = "\n".join(one.text() for one in hands.page.inside.findChildren(QLabel))
    assert "SQLCipher" in said
    assert str(hands.workspace.operators.opened.folder) in said


def test_how_the_key_is_kept_is_said_also_where_the_way_is_new(look: Look) -> None:
    assert kept(look, ("passphrase", "recovery")).count("\n") == 1
    assert kept(look, ("tpm",)) == "tpm"


def test_long_names_in_titles_and_headings(qtbot: QtBot, look: Look) -> None:
    assert shortened("Au Lok") == "Au Lok"
    assert len(shortened("W" * 64)) == 26
    for name in ("Au Lok", "W" * 64, "𠮷野家" * 16):
        made = heading(look, name)
        qtbot.addWidget(made)
        made.resize(300, 100)
