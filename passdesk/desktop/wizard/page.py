"""The wizard's page: where one is, the step, and back and on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, card, clear, column, line, return_presses, row, scrolled, surface
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.language_choice import language_choice
from passdesk.desktop.widgets.tab_order import step
from passdesk.desktop.wizard.camera_step import InvitationStep, ScanStep
from passdesk.desktop.wizard.plain_steps import Body, KeepingStep, WayStep, WorkingStep
from passdesk.desktop.wizard.state import STEPS, Speaker, Step, WizardCommands, WizardPicture
from passdesk.desktop.wizard.tools import PageTools
from passdesk.desktop.wizard.wording import said
from passdesk.desktop.wizard.zone_step import ZoneStep


class WizardPage(QWidget):
    def __init__(self, look: Look, wizard: WizardCommands, speaker: Speaker, tools: PageTools) -> None:
        super().__init__()
        self._look, self._wizard, self._tools = look, wizard, tools
        self._shown: Step | None = None
        self._body: Body | None = None
        gap = look.px(28)
        self._trail = row(None, spacing=look.px(8))
        self._title = label("", size="head", wrap=True)
        self._wrong = label("", tone="refuse", wrap=True)
        self._place = column()
        self._back = button(look, look.tr("Back"), wizard.back, touch=True)
        self._go_on = button(look, "", self._pressed, kind="primary", touch=True)
        self._foot = QWidget()
        buttons = row(self._back, None, self._go_on, spacing=look.px(12))
        self._foot.setLayout(column(line(), buttons, spacing=look.px(16)))
        inside = column(
            self._trail, self._title, self._place, self._wrong, self._foot,
            spacing=look.px(16), margins=(gap, gap, gap, gap),
        )  # fmt: skip
        held = card(inside)
        held.setMaximumWidth(look.px(820))
        held.setMinimumWidth(min(look.px(640), 940))
        around = row(None, held, None)
        around.setStretch(1, 10)
        side, spoken = look.px(24), language_choice(look, speaker.speak)
        whole = surface(column(None, around, None, spoken, spacing=side, margins=(side,) * 4))
        area = scrolled(whole)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no stop of its own: it follows what has the focus
        self.setLayout(column(area))

    def paint(self, picture: WizardPicture) -> None:
        if picture.step != self._shown:
            self._begin(picture)
        if self._body is not None:
            self._body.paint(picture)
        about_field = self._body is not None and self._body.complains_about(picture.wrong.field)
        words = "" if about_field else said(self._look, picture.wrong)
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        self._buttons(picture)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's name
        """Qt's own way takes the page, for its focus proxy, as a stop, and never comes to the buttons."""
        return step(self, forward=next)

    def _begin(self, picture: WizardPicture) -> None:
        clear(self._place)
        self._shown = picture.step
        self._body = self._made(picture)
        self._title.setText(self._body.title)
        self._place.addWidget(self._body)
        return_presses(self)
        self._paint_trail(picture)
        self.setFocusProxy(self._body.first)
        self._body.first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self._body.first, TextField):
            self._body.first.edit.selectAll()  # what is typed takes the place of what was suggested

    def _made(self, picture: WizardPicture) -> Body:
        look, wizard, tools = self._look, self._wizard, self._tools
        match picture.step:
            case "way":
                return WayStep(look, wizard, may_try=tools.may_try)
            case "invitation":
                return InvitationStep(look, wizard, picture, tools)
            case "zone":
                return ZoneStep(look, wizard, picture)
            case "keeping":
                return KeepingStep(look, wizard, picture)
            case "working":
                return WorkingStep(look, wizard, picture)
            case "scan":
                return ScanStep(look, wizard, picture, tools)

    def _buttons(self, picture: WizardPicture) -> None:
        tr = self._look.tr
        self._back.setVisible(picture.step in ("invitation", "zone", "keeping"))
        words = {
            "invitation": tr("Go on"), "zone": tr("Go on"), "scan": tr("Open the desk"),
            "keeping": tr("Join the zone") if picture.way == "join" else tr("Found the zone"),
        }.get(picture.step, "")  # fmt: skip
        self._go_on.setText(words)
        self._go_on.setAccessibleName(words)
        self._go_on.setVisible(bool(words))
        self._foot.setVisible(bool(words))
        self._go_on.setEnabled(picture.step != "keeping" or picture.key_store is not None)

    def _pressed(self) -> None:
        if self._shown == "scan":
            self._wizard.finish()
        else:
            self._wizard.go_on()

    def _paint_trail(self, picture: WizardPicture) -> None:
        """Which step of how many, as words and as dots."""
        clear(self._trail)
        steps = STEPS[picture.way]
        if len(steps) > 2:
            count = self._look.tr("Step {n} of {m}", n=picture.number, m=len(steps))
            self._trail.addWidget(label(count, size="small", tone="muted", bold=True))
            for number in range(1, len(steps) + 1):
                self._trail.addWidget(self._dot(number, picture.number))
        self._trail.addStretch(1)

    def _dot(self, number: int, current: int) -> QLabel:
        colours = self._look.colours
        name = "check-circle" if number < current else "circle-slice-8" if number == current else "circle-outline"
        side = self._look.px(16)
        made = QLabel()
        made.setPixmap(self._look.icon(name, colours.accent if number <= current else colours.edge).pixmap(side, side))
        return made
