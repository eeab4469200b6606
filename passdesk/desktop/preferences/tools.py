"""What the preferences look for on this machine, and try."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtGui import QGuiApplication

from passdesk.clock import Clock
from passdesk.desktop.camera_device import CameraDevice
from passdesk.desktop.jobs import Jobs
from passdesk.scanning.camera import CameraSource, found_cameras, open_camera
from passdesk.scanning.serial_port import Port, found_ports


def screens() -> list[str]:
    """The names of this machine's screens."""
    return [one.name() for one in QGuiApplication.screens()]


class PreferencesTools(Struct, frozen=True):
    """`jobs` None: cameras are not looked for, only chosen by number. `feed`: the camera this desk reads with, None
    for none: then `clock` is what a camera of the page's own goes by, and without it there is no live picture.

    `play` makes a sound, by name, at a volume of 0 to 100; None: there is no trial. `find_screens`: their names.
    """

    jobs: Jobs | None = None
    clock: Clock | None = None
    feed: CameraDevice | None = None
    find_cameras: Callable[[], list[int]] = found_cameras
    find_ports: Callable[[], list[Port]] = found_ports
    open_camera: Callable[[int, tuple[int, int]], CameraSource] = open_camera
    play: Callable[[str, int], object] | None = None
    find_screens: Callable[[], list[str]] = screens
