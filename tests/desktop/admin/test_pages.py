"""Every section builds in every look, again and again, with names that no table was drawn for."""

import pytest
from PySide6.QtWidgets import QComboBox, QWidget

from passdesk.administration import operators
from passdesk.desktop.admin.sections import SECTIONS, Section
from passdesk.desktop.look import Look
from passdesk.desktop.stylesheet import sheet
from passdesk.desktop.theme import LANGUAGES, Theme
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from tests.desktop.admin.conftest import Hands
from tests.factories.clocks import FakeClock
from tests.factories.people import Office
from tests.factories.zones import CHEAP, Zone

ODD = ("𠮷野家" * 16, "Au\u200eLok", "W" * 64, "أحمد محمد")


@pytest.mark.parametrize("section", SECTIONS)
def test_every_look(
    hands: Hands, store: DeskStore, zone: Zone, clock: FakeClock, office: Office, section: Section
) -> None:
    acting = Acting(store, zone.admin, clock)
    for name in (one for one in ODD if one.isprintable()):
        operators.add(acting, name, ("hr", "supervisor"), cost=CHEAP)
    office.issuing_key()
    hands.workspace.go_to(section)
    hands.workspace.shown()
    hands.qtbot.waitUntil(lambda: hands.workspace.operators.opened.jobs.busy == 0)
    for language in LANGUAGES:
        for dark, scale in ((False, 1.0), (True, 2.0)):
            look = Look(Theme(dark, scale, language))
            page = hands.workspace.page(look)
            page.setStyleSheet(sheet(look.theme))
            hands.qtbot.addWidget(page)
            page.resize(look.px(936), look.px(560))
            with hands.qtbot.waitExposed(page):
                page.show()
            page.close()


def test_the_sections_fold_into_one_box_where_there_is_no_room(hands: Hands) -> None:
    bar, around = hands.page.header, QWidget()
    hands.qtbot.addWidget(around)
    bar.setParent(around)
    around.resize(2000, 100)
    around.show()
    bar.show()
    bar.resize(bar.sizeHint())
    assert bar.chips["keys"].isVisible()
    bar.resize(bar.minimumSizeHint())
    assert not bar.chips["keys"].isVisible()
    assert isinstance(bar.box, QComboBox)
    assert bar.box.isVisible()
    bar.box.setCurrentIndex(2)
    bar.box.activated.emit(2)
    came_to = [hands.workspace.section]
    bar.chips["policy"].click()
    came_to.append(hands.workspace.section)
    assert came_to == ["keys", "policy"]
    assert bar.chips["policy"].isChecked()
    assert not bar.chips["keys"].isChecked()
