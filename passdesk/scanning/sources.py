"""Where codes come from: a picture, a folder of pictures and videos, a video, or digits."""

from collections.abc import Iterator
from pathlib import Path

from passdesk.errors import Misuse, PassdeskError, Trouble
from passdesk.scanning import pictures, videos
from passdesk.scanning.frames import Broken, Frame, Typed
from passdesk.scanning.wedge import is_digits, typed_text

Item = Frame | Typed | Broken


def read_source(source: str) -> Iterator[Item]:
    """Everything one source gives, in order.

    Plain digits are always text; a file with such a name is reached as "./12345". In groups, or full-width, they are
    text unless a file or folder bears that name, as a date may. A file that can't be read comes as Broken, so that a
    folder's others still count. Raises Misuse at once for a source that is neither digits nor a picture, video or
    folder, and for a folder with nothing to read in it.
    """
    if not source.strip():
        raise Misuse("An empty word is no source.", remedy="Name a picture, a folder, a video, or digits.")
    text = _digits(source)
    if text is not None:
        return iter([Typed(text)])
    return _read_all(_files(Path(source)))


def _digits(source: str) -> str | None:
    if not (source.strip()[-1].isdigit() or source.strip()[0].isdigit()):
        return None
    if Path(source).suffix.lower() in pictures.SUFFIXES | videos.SUFFIXES:
        return None
    if not is_digits(source) and _is_there(Path(source)):
        return None
    text = typed_text(source)
    return text if is_digits(text) else None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _files(path: Path) -> list[Path]:
    try:
        if path.is_dir():
            return _in_folder(path)
        if path.is_file() and _readable(path):
            return [path]
        there = path.exists()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise Trouble(f"{_short(path)} can't be read: {why}.", remedy="Look at its name and rights.") from error
    if not there:
        raise Misuse(f"{_short(path)} does not exist.", remedy="Name a picture, a folder, a video, or digits.")
    if path.suffix.lower() in pictures.UNREAD_SUFFIXES:
        raise _unread(path)
    raise Misuse(
        f"{path} is no picture, video or folder.",
        remedy=f"Pictures and videos are known by their suffix. {pictures.FORMATS_READ}",
    )


def _in_folder(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.iterdir() if _is_shown(path))
    if not any(map(_readable, found)):
        raise Misuse(f"{folder} holds no picture and no video.", remedy="Name another folder.")
    return found


def _is_shown(path: Path) -> bool:
    """Also a picture of a format that is not read, and a link that leads nowhere: both are named as broken."""
    if path.suffix.lower() in pictures.UNREAD_SUFFIXES and not path.name.startswith("."):
        return path.is_file()
    return _readable(path) and not path.is_dir()


def _unread(path: Path) -> Misuse:
    return Misuse(
        f"{_short(path)} is a picture of a format that is not read.", remedy=f"{pictures.FORMATS_READ} Convert it."
    )


def _readable(path: Path) -> bool:
    return path.suffix.lower() in pictures.SUFFIXES | videos.SUFFIXES and not path.name.startswith(".")


def _read_all(files: list[Path]) -> Iterator[Item]:
    for path in files:
        try:
            if path.suffix.lower() in pictures.UNREAD_SUFFIXES:
                raise _unread(path)
            if path.suffix.lower() in videos.SUFFIXES:
                yield from videos.read_video(path)
            else:
                yield Frame(str(path), 0, pictures.read_picture(path), None, still=True)
        except PassdeskError as error:
            yield Broken(str(path), error)


def _short(path: Path) -> str:
    name = str(path)
    return name if len(name) <= 200 else f"{name[:60]}…"
