"""The whole screen for this window, and the screen that the holder looks at."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.settings import Settings
from passdesk.desktop.widgets.controls import column
from passdesk.desktop.widgets.form import ChoiceField
from passdesk.desktop.widgets.labels import label


class ScreensPart(QWidget):
    def __init__(
        self, look: Look, settings: Settings, choose: Callable[..., object], tools: PreferencesTools
    ) -> None:
        super().__init__()
        tr, chosen = look.tr, settings.holder_screen
        full = QCheckBox(tr("This window fills the screen (F11)"))
        full.setObjectName("full screen")
        full.setChecked(settings.full_screen)
        full.toggled.connect(lambda on: choose(full_screen=on))
        names = tools.find_screens()
        choices = [("second", tr("The second screen, where there is one")), ("off", tr("None|screen")),
                   *((name, name) for name in dict.fromkeys(names))]  # fmt: skip
        if chosen not in dict(choices):
            choices.append((chosen, tr("{name}, not there now", name=chosen)))
        hint = tr("Shows the holder verdict, direction, reason and remedy, and nothing private. Without a second "
                  "screen, F8 at the gate fills this one with it.")  # fmt: skip
        screen = ChoiceField(look, tr("Screen before the holder"), choices, chosen, hint=hint)
        screen.box.activated.connect(lambda _: choose(holder_screen=str(screen.value)))
        self.setLayout(column(label(tr("Screens"), bold=True), full, screen, spacing=look.px(10)))
