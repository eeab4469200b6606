"""The hand that holds cards before one desk's camera: the made-up one, or none while the machine's own is used."""

from collections.abc import Callable

from passdesk.desktop.rehearsal.state import Card
from passdesk.scanning.camera import CameraSource


class Hand:
    """`open` is how a desk opens its made-up camera, on the camera's own thread; a card that is held is there in the
    new one too."""

    def __init__(
        self, make: Callable[[], CameraSource], hold: Callable[[CameraSource, Card | None], None]
    ) -> None:
        self._make, self._hold = make, hold
        self._camera: CameraSource | None = None
        self._card: Card | None = None

    def open(self) -> CameraSource:
        camera = self._make()
        self._hold(camera, self._card)
        self._camera = camera
        return camera

    def put(self, card: Card | None) -> None:
        self._card = card
        if self._camera is not None:
            self._hold(self._camera, card)
