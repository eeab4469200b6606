"""Which sheet lies over the page, and that it is there again when the page was built anew."""

from typing import Literal, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from passdesk.desktop.line_watch import LineWatch
from passdesk.desktop.look import Look
from passdesk.desktop.main_window import MainWindow
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.account import Account, AccountPicture
from passdesk.desktop.overlays.bodies import AboutBody, CardBody, PasswordBody
from passdesk.desktop.overlays.by_stick import ByStick, ByStickPicture
from passdesk.desktop.overlays.by_stick_body import ByStickBody
from passdesk.desktop.overlays.painting import painted_by
from passdesk.desktop.overlays.time_asking import TimeAsking, TimePicture
from passdesk.desktop.overlays.time_body import TimeBody
from passdesk.desktop.preferences.panel import PreferencesPanel
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.role_words import role_words
from passdesk.desktop.settings import Settings
from passdesk.desktop.sign_in.door import Door
from passdesk.desktop.sign_in.pin_panel import PinPanel
from passdesk.desktop.widgets.controls import column, return_presses
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.menu import Item, Menu
from passdesk.desktop.widgets.sheet import Sheet

Name = Literal["", "menu", "pin", "officer", "password", "card", "preferences", "stick", "about", "time"]

_BELOW_NAME = 56
"""The menu's upper edge, px at scale 1: where the bar ends."""


class Desk(Protocol):
    """The window these lie over."""

    window: MainWindow
    door: Door
    line: LineWatch
    settings: Settings

    def look(self) -> Look: ...

    def change(self, settings: Settings) -> None: ...


class Overlays(QObject):
    """`shown`: the name of the one that lies over the page, "" for none. `account`: of whoever is signed in."""

    def __init__(
        self, desk: Desk, opened: OpenedDesk, tools: PreferencesTools, account: Account | None = None,
        by_stick: ByStick | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._desk, self._opened, self._tools = desk, opened, tools
        self.account = account or Account(opened)
        self.time = TimeAsking(opened)
        self.by_stick = by_stick or ByStick(opened)
        self.shown: Name = ""
        self.sheet: Sheet | None = None
        self.menu: Menu | None = None
        self.panel: PreferencesPanel | None = None
        self._scrolled, self._focused = 0, ""
        desk.window.menu_asked.connect(lambda: self.open("menu"))
        desk.door.card_shown.connect(lambda: self.open("pin"))
        opened.session.changed.connect(self._session_changed)
        desk.line.changed.connect(self.time.look)
        self.time.wanted.connect(self._ask_time)
        self.time.over.connect(self._time_known)
        self.time.look()

    @property
    def is_open(self) -> bool:
        """Keys belong to what lies over the page, not to the page."""
        return self.shown != ""

    def open(self, name: Name) -> None:
        """This one, in place of any other."""
        self.close()
        if self._opened.session.locked:
            return
        self.account.begin()
        self.by_stick.begin()
        self._scrolled, self._focused = 0, ""
        self._build(name)

    def close(self) -> None:
        self.shown = ""
        menu, sheet = self.menu, self.sheet
        self.menu = self.sheet = self.panel = None
        if menu is not None:
            menu.close_menu()
        if sheet is not None:
            sheet.close_sheet()

    def takes(self, text: str) -> bool:
        """Whether a code that was read is for what lies over the page: a scanner is being tried, or a second person
        signs with their card. While the time is asked for, any other is the page's: nothing lies over its verdict."""
        if self.shown == "time":
            if self.time.takes(text):
                return True
            self._put_off_time()
        return self.panel is not None and self.panel.scanned(text)

    def repainting(self) -> None:
        """The page is about to be built anew: where one was in the preferences is kept."""
        area = self.sheet.findChild(QScrollArea) if self.sheet is not None else None
        focused: QWidget | None = self._desk.window.focusWidget()
        self._scrolled = area.verticalScrollBar().value() if area is not None else 0
        self._focused = _known_by(focused) if focused is not None else ""

    def repainted(self) -> None:
        """The page was built anew, and what lay over the old one went with it."""
        name, self.shown = self.shown, ""
        self.menu = self.sheet = self.panel = None
        if name and not self._opened.session.locked:
            self._build(name)

    def _ask_time(self) -> None:
        """Not over anything else: the menu has it too."""
        if not self.is_open:
            self.open("time")

    def _time_known(self) -> None:
        if self.shown == "time":
            self.close()

    def _put_off_time(self) -> None:
        self.time.put_off()
        self.close()

    def _session_changed(self) -> None:
        """Another officer, or none: what the one before had open is gone."""
        self.account.begin()
        self.by_stick.begin()
        self.close()

    def _build(self, name: Name) -> None:
        look, over = self._desk.look(), self._desk.window.centralWidget()
        assert over is not None
        self.shown = name
        match name:
            case "menu":
                self._build_menu(look, over)
            case "pin":
                self._build_pin(look, over)
            case "officer":
                words = look.tr("Show your staff card to the scanner or the camera, wherever the focus is, then type "
                                "your PIN. Without a card, lock the desk and sign in with your password.")  # fmt: skip
                held = QWidget()
                held.setLayout(column(label(words, wrap=True)))
                sheet = self._sheet(look, over, look.tr("Change of officer"), held, width=420, aside=True)
                sheet.add_cancel(look.tr("Stay"))
                sheet.add_button(look.tr("Lock the desk"), self._opened.session.lock, primary=True).setFocus()
            case "password":
                self._build_password(look, over)
            case "card":
                self._build_card(look, over)
            case "preferences":
                self._build_preferences(look, over)
            case "stick":
                self._build_stick(look, over)
            case "about":
                sheet = self._sheet(look, over, look.tr("About this desk"), AboutBody(look, self._opened))
                sheet.add_cancel(look.tr("Close")).setFocus()
            case "time":
                self._build_time(look, over)
            case "":
                pass

    def _build_menu(self, look: Look, over: QWidget) -> None:
        operator, tr = self._opened.session.operator, look.tr
        stick = Item(tr("Exchange by stick …"), "usb-flash-drive-outline", lambda: self.open("stick"))
        items = [
            Item(tr("Lock"), "lock-outline", self._opened.session.lock, "F12"),
            Item(tr("Evacuation …"), "exit-run", self._desk.door.evacuate, "Ctrl+F10"),
            Item(tr("Assembly point"), "account-group-outline", self._desk.door.muster),
            Item(tr("Change of officer …"), "account-switch-outline", lambda: self.open("officer")),
            Item(tr("Change password …"), "form-textbox-password", lambda: self.open("password")),
            Item(tr("My staff card …"), "card-account-details-outline", lambda: self.open("card")),
            Item(tr("Preferences …"), "cog-outline", lambda: self.open("preferences")),
            *((stick,) if self.by_stick.is_for(operator) else ()),
            Item(tr("About this desk"), "information-outline", lambda: self.open("about")),
        ]
        if self.time.picture.asks:
            items.insert(0, Item(tr("Say what time it is …"), "clock-alert-outline", lambda: self.open("time")))
        name = operator.name if operator is not None else ""
        roles = look.listed(role_words(look, role) for role in operator.roles) if operator is not None else ""
        self.menu = Menu(look, over, name, roles, tuple(items), self._closed, top=_BELOW_NAME)

    def _build_pin(self, look: Look, over: QWidget) -> None:
        panel = PinPanel(look, self._desk.door)
        sheet = self._sheet(look, over, look.tr("PIN of the next officer"), panel, width=420, aside=True)
        self._desk.door.pictured.connect(panel.paint)
        panel.paint(self._desk.door.picture)
        sheet.add_cancel(look.tr("Cancel"))

    def _build_password(self, look: Look, over: QWidget) -> None:
        body = PasswordBody(look, self.account)
        sheet = self._sheet(look, over, look.tr("Change password"), body)
        close = sheet.add_cancel(look.tr("Cancel"))
        change = sheet.add_button(look.tr("Change it"), body.change, primary=True)

        def paint(picture: AccountPicture) -> None:
            body.paint(picture)
            change.setVisible(not picture.changed)
            close.setText(look.tr("Close") if picture.changed else look.tr("Cancel"))
            if picture.changed:
                close.setFocus()

        painted_by(self.account, sheet, paint)

    def _build_time(self, look: Look, over: QWidget) -> None:
        operator = self._opened.session.operator
        body = TimeBody(look, self.time, operator.name if operator is not None else "")
        sheet = self._sheet(look, over, look.tr("What time is it?"), body, width=640)
        sheet.below.addWidget(body.said)
        sheet.add_button(look.tr("Not now"), self._put_off_time)
        vouch = sheet.add_button(look.tr("Both sign"), body.vouch, primary=True)

        def paint(picture: TimePicture) -> None:
            body.paint(picture)
            vouch.setEnabled(not picture.busy)
            sheet.place()

        painted_by(self.time, sheet, paint)

    def _build_card(self, look: Look, over: QWidget) -> None:
        body = CardBody(look, self.account, self._desk.settings.printer)
        sheet = self._sheet(look, over, look.tr("My staff card"), body)
        close = sheet.add_cancel(look.tr("Cancel"))
        make = sheet.add_button(look.tr("Make the card"), body.make, primary=True)

        def paint(picture: AccountPicture) -> None:
            body.paint(picture)
            make.setVisible(picture.card is None)
            close.setText(look.tr("Done") if picture.card is not None else look.tr("Cancel"))
            if picture.card is not None:
                close.setFocus()
            sheet.place()

        painted_by(self.account, sheet, paint)

    def _build_stick(self, look: Look, over: QWidget) -> None:
        body = ByStickBody(look, self.by_stick)
        sheet = self._sheet(look, over, look.tr("Exchange by stick"), body, width=420, aside=True)
        sheet.add_cancel(look.tr("Close"))

        def paint(picture: ByStickPicture) -> None:
            body.paint(picture)
            QTimer.singleShot(0, sheet, sheet.place)  # what is shown from now on has no size before

        painted_by(self.by_stick, sheet, paint)

    def _build_preferences(self, look: Look, over: QWidget) -> None:
        panel = PreferencesPanel(look, self._desk.settings, self._desk.change, tools=self._tools)
        sheet = self._sheet(look, over, look.tr("Preferences"), panel, width=720)
        self.panel = panel
        sheet.add_cancel(look.tr("Close"))
        sheet.focus_first()
        scrolled, focused = self._scrolled, self._focused
        QTimer.singleShot(0, sheet, lambda: _where_one_was(sheet, scrolled, focused))

    def _sheet(
        self, look: Look, over: QWidget, title: str, body: QWidget, *, width: int = 560, aside: bool = False
    ) -> Sheet:
        return_presses(body)
        self.sheet = Sheet(look, over, title, body, width=width, closed=self._closed, aside=aside)
        return self.sheet

    def _closed(self) -> None:
        was_pin = self.shown == "pin"
        if self.shown == "time":
            self.time.put_off()
        self.shown = ""
        self.menu = self.sheet = self.panel = None
        self.account.begin()
        if was_pin and not self._desk.door.picture.busy:
            self._desk.door.begin_again()


def _known_by(widget: QWidget) -> str:
    return widget.objectName() or widget.accessibleName()


def _where_one_was(sheet: Sheet, scrolled: int, focused: str) -> None:
    for one in sheet.findChildren(QWidget):
        if focused and _known_by(one) == focused:
            one.setFocus()
            break
    area = sheet.findChild(QScrollArea)
    if area is not None:
        area.verticalScrollBar().setValue(scrolled)
