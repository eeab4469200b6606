"""`passdesk` as it is, on the desk of PASSDESK_DATA. Says `ready` once the page to sign in at is painted.

Everything is loaded in the program's own order, Qt last: once Qt is there each import goes through a hook of its own.
"""

import os
import sys

import passdesk.cli.window  # noqa: F401 - before Qt is
from passdesk.cli import main


def watch() -> None:
    """Say so when the page has been painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from passdesk.desktop.sign_in.page import SignInPage

    def painted(page: QWidget, event: QPaintEvent) -> None:
        del page, event
        QTimer.singleShot(0, ready)

    SignInPage.paintEvent = painted  # type: ignore[method-assign]


def ready() -> None:
    os.write(1, b"ready")
    os._exit(0)


if __name__ == "__main__":
    watch()
    sys.exit(main([]))
