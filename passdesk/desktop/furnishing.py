"""What a desk's window is furnished with once its first page is on screen: workspaces, devices, what lies over a page.

Nobody who has not signed in needs any of it, and it takes longer to load than all that comes before.
"""

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from passdesk.clock import Clock
from passdesk.desktop.admin.workspace import AdminWorkspace, Preferences
from passdesk.desktop.camera_device import CameraDevice, ChooseCamera, SerialDevice
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Scans
from passdesk.desktop.holder.display import HolderDisplay
from passdesk.desktop.issuing.making import issuing_workspace
from passdesk.desktop.mustering.emergency import Emergency
from passdesk.desktop.mustering.point import AssemblyPoint
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.overlays import Overlays
from passdesk.desktop.preferences.panel import PreferencesPanel
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.records.workspace import RecordsWorkspace
from passdesk.desktop.settings import load
from passdesk.desktop.sounds import Sounds
from passdesk.desktop.workspace import Make


def makers(
    held: DeskWindow, camera: CameraDevice, sounds: Sounds, display: HolderDisplay, preferences: Preferences
) -> Mapping[str, Make]:
    """How each workspace is made."""
    opened = held.opened
    made: dict[str, Make] = {
        "records": lambda: RecordsWorkspace(opened),
        "admin": lambda: AdminWorkspace(opened, preferences=preferences),
        "issuing": lambda: issuing_workspace(opened, camera),
    }
    if lanes_of(opened):
        made["gate"] = lambda: _gate(held, camera, sounds, display)
    return made


def lanes_of(opened: OpenedDesk) -> tuple[str, ...]:
    """The lanes this desk serves by its row."""
    desk = opened.desk
    return desk.lanes if desk is not None else ()


def _lane(held: DeskWindow) -> str:
    """The lane that was served here last, or the desk's first; "" for none."""
    lanes, last = lanes_of(held.opened), held.settings.lane
    return last if last in lanes else next(iter(lanes), "")


def _gate(held: DeskWindow, camera: CameraDevice, sounds: Sounds, display: HolderDisplay) -> GateWorkspace:
    """The gate of the lane that was served here last, or of the desk's first. Another lane is another workspace."""
    opened = held.opened

    def serve(lane: str) -> None:
        held.keep(replace(held.settings, lane=lane))
        held.make_anew("gate")

    made = GateWorkspace(
        opened, _lane(held), camera=camera, sound=sounds.play,
        mirror=lambda: load(opened.folder).mirror, lanes=lambda: lanes_of(opened), serve=serve,
    )  # fmt: skip
    display.follow(made)
    return made


def furnish(
    held: DeskWindow, scans: Scans, clock: Clock, choose_camera: ChooseCamera | None = None, *,
    among_others: bool = False,
) -> None:  # fmt: skip
    """Once, on the GUI thread. `choose_camera` in place of the machine's own cameras; `among_others`: windows of other
    desks, of which one alone would have the second screen."""
    opened = held.opened
    camera, serial, sounds = CameraDevice(scans, clock, choose_camera), SerialDevice(scans), Sounds()
    tools = PreferencesTools(opened.jobs, clock, feed=camera, play=sounds.try_at)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    display = HolderDisplay(held, app, alone=not among_others)
    made = makers(
        held, camera, sounds, display,
        lambda look: PreferencesPanel(look, held.settings, held.change, tools=tools),
    )  # fmt: skip
    held.camera, held.display = camera, display
    held.furnish(made, (camera, serial, sounds, display), Overlays(held, opened, tools))
    point = AssemblyPoint(opened, sound=sounds.play, printer=lambda: held.settings.printer)
    held.prepare(Emergency(held, opened, point, lane=lambda: _lane(held), sound=sounds.play))
    if opened.exchanging is not None:
        opened.exchanging.start()
    if opened.listening is not None:
        opened.listening.start()
