"""Which camera is read, how large, and as in a mirror or not."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.look import Look
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.settings import Settings
from passdesk.desktop.widgets.camera_view import CameraView, LivePicture
from passdesk.desktop.widgets.controls import button, clear, column, row
from passdesk.desktop.widgets.form import ChoiceField
from passdesk.desktop.widgets.labels import label

SIZES = ("640x480", "1280x720", "1920x1080")
_NUMBERS = 6


class CameraPart(QWidget):
    def __init__(
        self, look: Look, settings: Settings, choose: Callable[..., object], tools: PreferencesTools
    ) -> None:
        super().__init__()
        self._look, self._settings, self._choose, self._tools = look, settings, choose, tools
        tr = look.tr
        self._camera = ChoiceField(look, tr("Camera"), self._cameras(), settings.camera)
        self._camera.box.activated.connect(lambda _: choose(camera=self._camera.value))
        sizes = [(one, one.replace("x", " × ")) for one in dict.fromkeys((*SIZES, settings.resolution))]
        self._size = ChoiceField(look, tr("Resolution"), sizes, settings.resolution)
        self._size.box.activated.connect(lambda _: choose(resolution=self._size.value))
        self._mirror = QCheckBox(tr("Show it as a mirror does; reading is the same"))
        self._mirror.setChecked(settings.mirror)
        self._mirror.toggled.connect(lambda on: choose(mirror=on))
        self._found = label("", size="small", tone="muted", wrap=True)
        self._find = button(look, tr("Look for cameras"), self._look_for, icon="magnify")
        self._find.setVisible(tools.jobs is not None)
        self._show = button(look, tr("Live picture"), self._live, icon="camera-outline")
        self._show.setVisible((tools.clock or tools.feed) is not None and settings.camera is not None)
        self._place: QVBoxLayout = column()
        both = row(self._camera, self._size, spacing=look.px(16))
        self.setLayout(column(label(tr("Camera"), bold=True), both, self._mirror,
                              row(self._find, self._show, None, spacing=look.px(8)), self._found, self._place,
                              spacing=look.px(10)))  # fmt: skip

    def _cameras(self, found: list[int] | None = None) -> list[tuple[object, str]]:
        tr = self._look.tr
        numbers = sorted({*(range(_NUMBERS) if found is None else found), self._settings.camera or 0})
        named = [(n, tr("Camera {n}", n=n) if found is None or n in found else tr("Camera {n}, not there now", n=n))
                 for n in numbers]  # fmt: skip
        return [(None, tr("No camera: hand-held scanners only")), *named]

    def _look_for(self) -> None:
        if self._tools.jobs is not None:
            self._find.setEnabled(False)
            self._found.setText(self._look.tr("Looking …"))
            self._tools.jobs.run(self._tools.find_cameras, self._were_found)

    def _were_found(self, result: Result[list[int]]) -> None:
        if not _alive(self):
            return
        self._find.setEnabled(True)
        found = result.value if isinstance(result, Ok) else []
        words = self._look.count(len(found), "{n} camera found.", "{n} cameras found.")
        nothing = self._look.tr("No free camera was found. One that shows a picture elsewhere is not free.")
        self._found.setText(words if found else nothing)
        self._camera.offer(self._cameras(found), self._settings.camera)

    def _live(self) -> None:
        clear(self._place)
        view = self._view()
        if view is not None:
            view.setFixedHeight(self._look.px(220))
            self._place.addWidget(view)
            self._show.setEnabled(False)

    def _view(self) -> LivePicture | None:
        settings, feed, clock, opened = self._settings, self._tools.feed, self._tools.clock, self._tools.open_camera
        number, size = settings.camera, settings.size
        if number is None:
            return None
        if feed is not None:
            shown = LivePicture(self._look, mirror=settings.mirror)
            feed.frame.connect(shown.show_frame)
            feed.state.connect(shown.show_state)
            return shown
        if clock is None:
            return None
        view = CameraView(self._look, lambda: opened(number, size), clock, mirror=settings.mirror)
        view.start()
        return view


def _alive(widget: QWidget) -> bool:
    """The page may have been built anew while cameras were looked for."""
    return isValid(widget)
