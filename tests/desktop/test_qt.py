"""What this version of Qt for Python must be trusted with."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer


class Filter(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        return super().eventFilter(watched, event)


def test_no_reference_is_lost() -> None:
    """PySide6 6.12.0 loses one to None with every void call, and one to True or False with every filtered event: below
    Python 3.12 the program dies after some thousand of them."""
    timer, kept = QTimer(singleShot=True), Filter()
    timer.installEventFilter(kept)
    before = [sys.getrefcount(one) for one in (None, True, False)]
    for _ in range(1000):
        timer.start(1000)
        timer.stop()
        timer.event(QEvent(QEvent.Type.User))
    after = [sys.getrefcount(one) for one in (None, True, False)]
    assert all(now > then - 500 for now, then in zip(after, before, strict=True))
