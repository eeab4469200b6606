"""The demo's folder: where everything goes, and the marker by which a former demo is known."""

import shutil
from pathlib import Path

from msgspec import Struct

from passdesk.errors import Declined, Trouble

MARKER = ".passdesk-demo"
_WORDS = "Made by `passdesk demo`, and replaced by the next one.\n"


class Folder(Struct, frozen=True):
    """Paths under the demo's folder."""

    root: Path

    @property
    def policy(self) -> Path:
        return self.root / "zone.toml"

    @property
    def offline(self) -> Path:
        return self.root / "zone-root-keep-offline.txt"

    @property
    def server(self) -> Path:
        return self.root / "server"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def badges(self) -> Path:
        return self.root / "badges"

    @property
    def photographs(self) -> Path:
        return self.root / "photographs"

    @property
    def video(self) -> Path:
        return self.root / "video" / "second-line.avi"

    @property
    def csv(self) -> Path:
        return self.root / "crossings.csv"

    @property
    def screens(self) -> Path:
        return self.root / "screens"

    @property
    def story(self) -> Path:
        return self.root / "README.txt"

    def desk(self, name: str) -> Path:
        return self.root / "desks" / name


def prepare(root: Path) -> Folder:
    """An empty folder for the demo. A former demo, known by its marker, is replaced.

    `Declined` for a folder that holds anything else, `Trouble` where it can't be written.
    """
    folder = Folder(root.expanduser().absolute())
    try:
        _clear(folder.root)
        for path in (folder.badges, folder.photographs, folder.video.parent, folder.screens, folder.root / "desks"):
            path.mkdir(parents=True, exist_ok=True)
        (folder.root / MARKER).write_text(_WORDS, encoding="utf-8")
    except OSError as error:
        raise Trouble(f"{folder.root} can't be written: {error.strerror}.", remedy="Name another folder.") from error
    return folder


def _clear(root: Path) -> None:
    """The marker goes last, so that a folder half cleared is still known as a demo's."""
    if root.is_symlink() or (root.exists() and not root.is_dir()):
        raise _taken(root)
    if not root.exists():
        return
    inside = list(root.iterdir())
    marker = root / MARKER
    if inside and not marker.is_file():
        raise _taken(root)
    for path in inside:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != marker:
            path.unlink()


def _taken(root: Path) -> Declined:
    return Declined(
        f"{root} holds something else than a former demo.",
        kept="It was left as it is.",
        remedy="Name a new or empty folder with --out.",
    )
