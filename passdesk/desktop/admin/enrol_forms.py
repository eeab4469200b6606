"""Enrolling desks, step by step: which lanes, what the desks are called, and what goes to them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QProgressBar, QWidget

from passdesk.administration.desk_overview import DeskOverview
from passdesk.administration.desks import LONGEST_NAME, Place
from passdesk.credential.qr_picture import draw_qr
from passdesk.desktop.admin.desks_forms import lanes_field, roles_field
from passdesk.desktop.admin.desks_state import DeskCommands, Enrolled, NamePlaces, PickLanes
from passdesk.desktop.admin.form_sheet import FormSheet
from passdesk.desktop.admin.outside import Outside
from passdesk.desktop.admin.told import Told
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, column, row
from passdesk.desktop.widgets.form import TextField
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.plain_tip import plain

_QR_SIDE = 282


class PickForm(FormSheet):
    """Which lanes get a desk each; or no lane and other work, for one desk."""

    def __init__(
        self, look: Look, over: QWidget, desks: DeskCommands, asking: PickLanes, overview: DeskOverview
    ) -> None:
        self._look_of_form, self._desks, self._overview = look, desks, overview
        ticked = asking.ticked or tuple(lane.id for lane in overview.unserved)
        self.lanes = lanes_field(look, overview, ticked, hint=look.tr("Each lane gets a desk of its own."))
        self.roles = roles_field(look, ("checkpoint",))
        self.name = TextField(
            look, look.tr("Name, for a desk without a lane"), longest=LONGEST_NAME,
            hint=look.tr("Tick no lane to enrol one desk that issues, keeps records or administers."),
        )  # fmt: skip
        super().__init__(
            look, over, look.tr("Enrol desks"), [self.lanes, self.roles, self.name], do_words=look.tr("Next"),
            do=self._next, closed=desks.cancel,
        )  # fmt: skip

    def _next(self) -> None:
        look, roles = self._look_of_form, self.roles.values
        lanes = [one for one in self.lanes.values if isinstance(one, str)]
        self.roles.complain("" if roles else look.tr("Tick at least one."))
        fits = ("checkpoint" in roles) == bool(lanes)
        self.lanes.complain("" if fits else look.tr("A gate, and only a gate, serves lanes."))
        self.name.complain("" if lanes or self.name.text else look.tr("A name is needed."))
        if not roles or not fits or not (lanes or self.name.text):
            return
        places = tuple(Place(name=self._proposed(lane), roles=roles, lanes=(lane,)) for lane in lanes)
        self._desks.ask(NamePlaces(places or (Place(name=self.name.text, roles=roles),)))

    def _proposed(self, lane: str) -> str:
        policy = self._overview.policy
        known = policy.lanes.get(lane) if policy is not None else None
        if policy is None or known is None:
            return lane
        return f"{policy.checkpoints[known.checkpoint].names.en} {lane}"[:LONGEST_NAME]


class NameForm(FormSheet):
    """What each is called, and then their places are opened at the server."""

    def __init__(self, look: Look, over: QWidget, desks: DeskCommands, asking: NamePlaces) -> None:
        self._desks, self._places = desks, asking.places
        self.names = [
            TextField(look, look.listed(place.lanes) or look.tr("Name|desk"), place.name, longest=LONGEST_NAME)
            for place in asking.places
        ]
        said = look.tr("The server opens a place for each desk; the codes are then shown, once.")
        title = look.count(len(asking.places), "Open a place for {n} desk", "Open places for {n} desks")
        super().__init__(
            look, over, title, [label(said, wrap=True), *self.names], do_words=look.tr("Open|places"), do=self._open,
            closed=desks.cancel,
        )  # fmt: skip

    def _open(self) -> None:
        self._desks.open_places([
            Place(name=field.text, roles=place.roles, lanes=place.lanes)
            for field, place in zip(self.names, self._places, strict=True)
        ])  # fmt: skip


class EnrolledForm(FormSheet):
    """The codes, to be shown to a new desk's camera or saved as files and pages. Closing it lets go of them."""

    def __init__(
        self, look: Look, over: QWidget, desks: DeskCommands, outside: Outside, asking: Enrolled
    ) -> None:
        self._look_of_form, self._desks, self._outside, self._page = look, desks, outside, over
        self.enrolled = asking
        self.list = QListWidget()
        self.list.setAccessibleName(look.tr("Desks"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in asking.invited:
            item = QListWidgetItem(one.opened.place.name, self.list)
            item.setToolTip(plain(one.opened.place.name))
        self.list.setMinimumHeight(look.px(_QR_SIDE))
        self.code = QLabel()
        self.code.setFixedSize(look.px(_QR_SIDE), look.px(_QR_SIDE))
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.typed = label("", bold=True, wrap=True)
        self.typed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.save = button(look, look.tr("Save files and pages…"), self._save, kind="primary", icon="folder-outline")
        self.progress = QProgressBar()
        self.progress.setRange(0, asking.of)
        self.stop = button(look, look.tr("Stop"), desks.stop_saving)
        super().__init__(
            look, over, look.count(len(asking.invited), "{n} place is open", "{n} places are open"), self._parts(),
            do_words=look.tr("Done"), do=self.close_sheet, closed=desks.cancel, cancel=False, width=720,
        )  # fmt: skip
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self._show(0)
        self.place()
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _parts(self) -> list[QWidget]:
        look, enrolled = self._look_of_form, self.enrolled
        heard = label(look.tr("The server has not heard of them yet: they open with the next exchange."),
                      tone="attention", bold=True, wrap=True)  # fmt: skip
        if enrolled.heard:
            heard.hide()
        said = label(look.tr("Each code is good once and is kept nowhere. Show it to the new desk's camera, or save a "
                             "file and a page to print for each; destroy them once used."), wrap=True)  # fmt: skip
        shown = QWidget()
        shown.setLayout(row(self.list, column(row(None, self.code, None), self.typed), spacing=look.px(16)))
        saving = QWidget()
        saving.setLayout(row(self.save, self.progress, self.stop, None, spacing=look.px(10)))
        return [heard, said, shown, saving]

    def paint_state(self, *, busy: bool, told: Told | None) -> None:
        """And how far the files are written."""
        self.progress.setValue(self.enrolled.files)
        self.progress.setVisible(busy)
        self.stop.setVisible(busy)
        self.save.setEnabled(not busy)
        super().paint_state(busy=busy, told=told if busy else told or self._saved())

    def _saved(self) -> Told | None:
        if not self.enrolled.saved or self.enrolled.folder is None:
            return None
        words = self._look_of_form.tr(
            "Saved to {folder}: a file and a page for each desk, and pages.pdf with all of them to print.",
            folder=self.enrolled.folder,
        )
        return Told(words, tone="admit")

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self.enrolled.invited):
            return
        one = self.enrolled.invited[at]
        self.code.setPixmap(_qr(one.text, self.code.size()))
        self.code.setAccessibleName(one.opened.code)
        groups = one.opened.code.split("-")
        self.typed.setText("\n".join("-".join(groups[n : n + 4]) for n in range(0, len(groups), 4)))

    def _save(self) -> None:
        folder = self._outside.folder(self._page, self._look_of_form.tr("Where to save the files"))
        if folder is not None:
            self._desks.save(folder)


def _qr(text: str, size: QSize) -> QPixmap:
    """As large as whole pixels let it be, so that a camera reads it from the screen."""
    drawn = draw_qr(text, pixels_per_module=1)
    scale = max(1, size.width() // drawn.width)
    data = drawn.convert("L").tobytes()
    image = QImage(data, drawn.width, drawn.height, drawn.width, QImage.Format.Format_Grayscale8).copy()
    side = drawn.width * scale
    return QPixmap.fromImage(image.scaled(side, side))
