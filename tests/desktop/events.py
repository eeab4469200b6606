"""What is under way in the window's own loop, done at once: no clock is waited for."""

from PySide6.QtCore import QCoreApplication, QEvent


def let_events_through() -> None:
    """What was posted, what that posts in turn, and what is to be deleted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
