"""What the wizard's pages are built with beside the look."""

from collections.abc import Callable

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.scanning.camera import CameraSource

OpenCamera = Callable[[int, tuple[int, int]], CameraSource]


class PageTools(Struct, frozen=True):
    """`may_try`: there are made-up people to try with."""

    clock: Clock
    open_camera: OpenCamera
    may_try: bool
