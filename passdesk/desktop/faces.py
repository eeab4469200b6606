"""Photos for the table: read and shrunk off the GUI thread, the latest ones kept."""

from collections import OrderedDict

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.store.desk_store import DeskStore

MOST_KEPT = 400
_AT_ONCE = 48
_SIDE = 128

_Drawn = dict[bytes, QImage | None]


class Faces(QObject):
    """`face` gives the picture of an attachment's hash, or None and fetches it; `came` when some have come."""

    came = Signal()

    def __init__(self, opened: OpenedDesk) -> None:
        super().__init__(opened)
        self._opened = opened
        self._kept: OrderedDict[bytes, QPixmap | None] = OrderedDict()
        self._wanted: dict[bytes, None] = {}
        self._running = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)

    def face(self, hash_: bytes) -> QPixmap | None:
        if hash_ in self._kept:
            self._kept.move_to_end(hash_)
            return self._kept[hash_]
        self._wanted.pop(hash_, None)
        self._wanted[hash_] = None  # the latest looked at come first, and of many only those
        while len(self._wanted) > _AT_ONCE:
            self._wanted.pop(next(iter(self._wanted)))
        if not self._running:
            self._soon.start()
        return None

    def forget(self) -> None:
        self._kept.clear()
        self._wanted.clear()

    def _fetch(self) -> None:
        hashes = list(self._wanted)
        if self._running or not hashes:
            return
        self._wanted.clear()
        self._running = True
        store = self._opened.store

        def done(result: Result[_Drawn]) -> None:
            self._running = False
            match result:
                case Ok(images):
                    self._keep(images)
                    self.came.emit()
                case _:
                    self._keep(dict.fromkeys(hashes))
            if self._wanted:
                self._soon.start()

        self._opened.jobs.run(lambda: _drawn(store, hashes), done)

    def _keep(self, images: _Drawn) -> None:
        for hash_, image in images.items():
            self._kept[hash_] = QPixmap.fromImage(image) if image is not None else None
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def _drawn(store: DeskStore, hashes: list[bytes]) -> _Drawn:
    held = store.attachments.get_many(hashes)
    return {hash_: _small(held[hash_].content) if hash_ in held else None for hash_ in hashes}


def _small(content: bytes) -> QImage | None:
    image = QImage.fromData(content)
    if image.isNull():
        return None
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(QSize(_SIDE, _SIDE), Qt.AspectRatioMode.KeepAspectRatio, smooth)
