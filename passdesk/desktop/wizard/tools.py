"""What the wizard's pages are built with beside the look."""

from collections.abc import Callable
from dataclasses import dataclass

from passdesk.clock import Clock
from passdesk.scanning.camera import CameraSource

OpenCamera = Callable[[int, tuple[int, int]], CameraSource]


@dataclass(frozen=True, slots=True)
class PageTools:
    """`may_try`: there are made-up people to try with."""

    clock: Clock
    open_camera: OpenCamera
    may_try: bool
