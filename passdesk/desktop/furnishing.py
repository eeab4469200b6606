"""What a desk's window is furnished with once its first page is on screen: workspaces, devices, what lies over a page.

Nobody who has not signed in needs any of it, and it takes longer to load than all that comes before.
"""

from collections.abc import Mapping

from passdesk.clock import Clock
from passdesk.desktop.admin.workspace import AdminWorkspace, Preferences
from passdesk.desktop.camera_device import CameraDevice, ChooseCamera, SerialDevice
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_window import DeskWindow
from passdesk.desktop.devices import Scans
from passdesk.desktop.issuing.making import issuing_workspace
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.overlays import Overlays
from passdesk.desktop.preferences.panel import PreferencesPanel
from passdesk.desktop.preferences.tools import PreferencesTools
from passdesk.desktop.records.workspace import RecordsWorkspace
from passdesk.desktop.workspace import Make


def makers(opened: OpenedDesk, camera: CameraDevice, preferences: Preferences) -> Mapping[str, Make]:
    """How each workspace is made."""
    desk = opened.desk
    lanes = desk.lanes if desk is not None else ()
    made: dict[str, Make] = {
        "records": lambda: RecordsWorkspace(opened),
        "admin": lambda: AdminWorkspace(opened, preferences=preferences),
        "issuing": lambda: issuing_workspace(opened, camera),
    }
    if lanes:
        made["gate"] = lambda: GateWorkspace(opened, lanes[0], camera=camera)
    return made


def furnish(held: DeskWindow, scans: Scans, clock: Clock, choose_camera: ChooseCamera | None = None) -> None:
    """Once, on the GUI thread. `choose_camera` in place of the machine's own cameras."""
    opened = held.opened
    camera, serial = CameraDevice(scans, clock, choose_camera), SerialDevice(scans)
    tools = PreferencesTools(opened.jobs, clock, feed=camera)
    made = makers(opened, camera, lambda look: PreferencesPanel(look, held.settings, held.change, tools=tools))
    held.furnish(made, (camera, serial), Overlays(held, opened, tools))
    if opened.exchanging is not None:
        opened.exchanging.start()
