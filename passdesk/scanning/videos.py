"""One video file, read frame by frame into grey pixels."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from passdesk.errors import Damaged, Trouble
from passdesk.scanning.frames import Frame

# FFmpeg inside OpenCV writes to standard error itself, also of what is told in a sentence below; -8 is its
# "quiet".
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
SUFFIXES = frozenset({".avi", ".mp4", ".m4v", ".mov", ".mkv", ".webm"})
MOST_PIXELS = 40_000_000
_MICROSECONDS = 1_000_000
_USUAL_RATE = 25.0


def read_video(path: Path) -> Iterator[Frame]:
    """Its frames, timed in µs from the start. Raises Damaged if it is no video or ends before it says."""
    _check_container(path)
    with _opened(path) as capture:
        read = yield from _frames(path, capture)
        promised = int(capture.get(cv2.CAP_PROP_FRAME_COUNT))
    if read == 0:
        raise Damaged(f"{path} holds no frame that can be read.", remedy="Take or copy the video again.")
    # The count is an estimate in some containers: only a plain shortfall is told.
    if read + max(2, promised // 20) < promised:
        raise Damaged(
            f"{path} ends after {read} of {promised} frames.",
            kept="What was read until then counts.",
            remedy="Copy the video again if something is missing.",
        )


def _frames(path: Path, capture: cv2.VideoCapture) -> Generator[Frame, None, int]:
    """The frames, and in the end how many they were."""
    rate = capture.get(cv2.CAP_PROP_FPS)
    step = _MICROSECONDS / (rate if 1 <= rate <= 1000 else _USUAL_RATE)
    index = 0
    while True:
        grabbed, pixels = capture.read()
        if not grabbed:
            return index
        grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
        yield Frame(str(path), index, np.asarray(grey, dtype=np.uint8), round(index * step), still=False)
        index += 1


@contextmanager
def _opened(path: Path) -> Iterator[cv2.VideoCapture]:
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    # Not "any" backend: another one would print, and take names with %d in them for a series of pictures.
    capture = cv2.VideoCapture(str(path.resolve()), cv2.CAP_FFMPEG)
    try:
        if not capture.isOpened():
            raise Damaged(f"{path} is a damaged video.", remedy="Take or copy the video again.")
        pixels = capture.get(cv2.CAP_PROP_FRAME_WIDTH) * capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
        if pixels > MOST_PIXELS:
            raise Trouble(f"{path} has larger frames than are read.", remedy="Make the video smaller.")
        yield capture
    except cv2.error as error:
        raise Damaged(f"{path} is a damaged video.", remedy="Take or copy the video again.") from error
    finally:
        capture.release()


def _check_container(path: Path) -> None:
    """FFmpeg goes by content and would follow a playlist to the hosts it names: only containers pass."""
    try:
        with path.open("rb") as file:
            start = file.read(12)
    except OSError as error:
        raise Trouble(f"{path} can't be read: {error.strerror}.", remedy="Look at its name and rights.") from error
    if not start:
        raise Damaged(f"{path} is empty.", remedy="Take or copy the video again.")
    riff = start[:4] == b"RIFF" and start[8:] == b"AVI "
    quicktime = start[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free")
    matroska = start[:4] == b"\x1aE\xdf\xa3"
    if not (riff or quicktime or matroska):
        raise Damaged(f"{path} is not a video.", remedy="AVI, MP4, MOV, MKV and WebM are read.")
