"""The gallery's windows are looked at as the desktop's are."""

from tests.desktop.conftest import no_widget_is_left, qapp_args

__all__ = ["no_widget_is_left", "qapp_args"]
