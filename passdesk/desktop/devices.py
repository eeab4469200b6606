"""What reads codes at this desk, whichever page is shown: hand-held scanners, a serial port, the camera."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from passdesk.desktop.settings import Settings


class Scans(QObject):
    """`scanned`: a text and its `InputKind`, on the GUI thread."""

    scanned = Signal(str, str)


class Device(Protocol):
    """Something that reads codes and tells `Scans`."""

    def apply(self, settings: Settings) -> None:
        """Begin, or go on in another way, as these settings say."""

    def stop(self) -> None:
        """Let go of the device."""
