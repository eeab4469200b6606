"""What the installation and the environment say: resources, the desk's folder, password and passphrase."""

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from passdesk.errors import Misuse, Trouble

DATA = "PASSDESK_DATA"
PASSWORD = "PASSDESK_PASSWORD"
CARD = "PASSDESK_CARD"
PIN = "PASSDESK_PIN"
SECOND_PASSWORD = "PASSDESK_SECOND_PASSWORD"
SECOND_CARD = "PASSDESK_SECOND_CARD"
SECOND_PIN = "PASSDESK_SECOND_PIN"
PASSPHRASE = "PASSDESK_PASSPHRASE"
PASSPHRASE_FILE = "PASSDESK_PASSPHRASE_FILE"

_LONGEST_PASSPHRASE = 1024


def resource(*parts: str) -> Path:
    """The path of something under resources/, in a checkout, an installed wheel and a bundle alike.

    Raises `Trouble` where there is no such file or folder.
    """
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    path = (installed if installed.is_dir() else package.parent / "resources").joinpath(*parts)
    if not path.exists():
        raise Trouble(
            f"The installation lacks {'/'.join(('resources', *parts))}.", remedy="Install Passdesk again."
        )
    return path


def program() -> list[str]:
    """The words that start this very program as a process of its own: the bundle itself, else Python with Passdesk."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "passdesk"]


def own_folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Where the desk of whoever is logged in lies, where no other folder is named: with the data programs keep for
    one account on one machine."""
    match platform:
        case "win32":
            named, usual = environ.get("LOCALAPPDATA"), Path("AppData", "Local")
        case "darwin":
            named, usual = None, Path("Library", "Application Support")
        case _:
            named, usual = environ.get("XDG_DATA_HOME"), Path(".local", "share")
    base = Path(named) if named and Path(named).is_absolute() else Path.home() / usual
    return base / "Passdesk" / "desk"


def data_folder(option: Path | None, environ: Mapping[str, str]) -> Path:
    """The desk's folder, absolute: `--data` before PASSDESK_DATA. `Misuse` where neither names one."""
    named = option or (Path(environ[DATA]) if environ.get(DATA) else None)
    if named is None:
        raise Misuse("No desk was named.", remedy=f"Give its folder with --data DIR or in {DATA}.")
    return named.expanduser().absolute()


def password(environ: Mapping[str, str]) -> str | None:
    """The operator's password from the environment; None means: ask for it."""
    return environ.get(PASSWORD) or None


def passphrase(environ: Mapping[str, str], data_folder: Path) -> str | None:
    """What wraps the database key: PASSDESK_PASSPHRASE, else the file that PASSDESK_PASSPHRASE_FILE names.

    None where neither is set. `Misuse` for a file that others may read, that lies in the data folder (whoever
    takes the folder would take the key with it) or that holds none; `Trouble` where it can't be read.
    """
    if environ.get(PASSPHRASE):
        return environ[PASSPHRASE]
    if not environ.get(PASSPHRASE_FILE):
        return None
    path = Path(environ[PASSPHRASE_FILE]).expanduser()
    if path.resolve().is_relative_to(data_folder.resolve()):
        raise Misuse(
            f"The passphrase file {path} lies inside the data folder it protects.",
            remedy=f"Move it elsewhere and name the new place in {PASSPHRASE_FILE}.",
        )
    text = _read_private(path).rstrip("\r\n")
    if not text or "\n" in text or len(text) > _LONGEST_PASSPHRASE:
        wanted = f"one line of at most {_LONGEST_PASSPHRASE} characters"
        raise Misuse(f"The passphrase file {path} does not hold {wanted}.", remedy="Write it anew.")
    return text


def _read_private(path: Path) -> str:
    """The text of a file only its owner can read. The mode is asked of the open file, not of its name."""
    try:
        with path.open(encoding="utf-8") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
                raise Misuse(f"Others may read the passphrase file {path}.", remedy=f"Run: chmod 600 {path}")
            return file.read(_LONGEST_PASSPHRASE + 3)
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(
            f"The passphrase file {path} can't be read: {error}.",
            remedy=f"Check the path in {PASSPHRASE_FILE}.",
        ) from error
