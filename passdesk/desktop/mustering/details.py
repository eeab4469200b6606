"""Whoever is chosen at the assembly point, large enough to compare the face."""

from PySide6.QtWidgets import QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.mustering.state import MusterCommands, MusterPicture
from passdesk.desktop.mustering.words import because
from passdesk.desktop.widgets.controls import button, card, column, row, scrolled
from passdesk.desktop.widgets.labels import label, name_label
from passdesk.desktop.widgets.photo import Photo


class PersonPanel(QWidget):
    def __init__(self, look: Look, commands: MusterCommands) -> None:
        super().__init__()
        self._look, self._commands = look, commands
        self._person: bytes | None = None
        self._photo = Photo(look, 126, 168)
        self._latin, self._chinese = name_label("", bold=True), name_label("", bold=True)
        self._where = label("", tone="muted", wrap=True)
        self._since = label("", wrap=True)
        self._because = label("", tone="attention", wrap=True)
        self._found = label("", tone="admit", wrap=True, bold=True)
        self.ticks = button(look, "", self._tick, kind="primary", touch=True)
        self.ticks.setAutoDefault(True)
        words = QWidget()
        words.setLayout(column(
            row(None, self._photo, None), self._latin, self._chinese, self._where, self._since, self._because,
            self._found, None, spacing=look.px(6),
        ))  # fmt: skip
        gap = look.px(14)
        area = scrolled(words)
        area.viewport().setAutoFillBackground(False)
        words.setAutoFillBackground(False)
        words.setObjectName("sheet")
        layout = column(card(column(area, self.ticks, spacing=look.px(10), margins=(gap, gap, gap, gap))))
        self.setLayout(layout)

    def paint(self, picture: MusterPicture) -> None:
        look, one = self._look, picture.by_id.get(picture.current or b"")
        self.ticks.setVisible(one is not None)
        if one is None:
            self._person = None
            self._photo.show_picture(None)
            for each in (self._latin, self._chinese, self._where, self._since, self._because, self._found):
                each.setText("")
            return
        of = one.of
        if of.person != self._person or self._photo.empty:
            self._person = of.person
            self._photo.show_picture(picture.photo, words=one.names.both)
        where = look.listed(map(look.institution, one.institutions))
        for line, said in ((self._latin, one.names.latin), (self._chinese, one.names.chinese), (self._where, where)):
            line.setText(said)
            line.setVisible(bool(said))
        came = look.tr("Since {time}, lane {lane}", time=look.moment(of.since), lane=of.lane) if of.since else ""
        self._since.setText(came or look.tr("Nothing here has them inside."))
        self._because.setText(look.listed(because(look, doubt) for doubt in of.doubts))
        self._because.setVisible(bool(of.doubts))
        found = "" if of.found is None else look.tr("Found at {time}", time=look.clock(of.found.at))
        self._found.setText(found)
        self._found.setVisible(bool(found))
        self.ticks.setText(look.tr("Found: tick (Space)") if of.found is None else look.tr("Take the tick away"))

    def _tick(self) -> None:
        if self._person is not None:
            self._commands.tick(self._person)
