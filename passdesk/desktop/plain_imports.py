"""Imports after Qt as they were before it: loaded for that, before the rest of the window is.

Qt for Python reads the source of every module that is imported once it is there, to know whether `from __feature__
import …` may count in it. Nothing here has such a line: no source is read, nor kept in memory.
"""

from contextlib import suppress
from importlib import import_module

import PySide6.QtCore  # noqa: F401 - brings the hook

with suppress(ImportError):  # it has no public name: a version without it is left alone
    _hook = import_module("shibokensupport.feature")
    if hasattr(_hook, "_mod_uses_pyside"):
        setattr(_hook, "_mod_uses_pyside", lambda _: False)  # noqa: B010
