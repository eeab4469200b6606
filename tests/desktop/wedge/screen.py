"""A screen of its own (Xvfb), a lane's window on it, and xdotool that types as a scanner does."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

SUFFIXES = {"none": (), "CR": ("Return",), "LF": ("Linefeed",), "CRLF": ("Return", "Linefeed"), "Tab": ("Tab",)}
PACE_MS = 2
LONGEST_S = 30
MOST_TRIES = 5


class Lane:
    """The lane's process. `next` waits for the line that begins so, and fails if it says NOT RECORDED or ends."""

    def __init__(self, process: "subprocess.Popen[str]", display: str) -> None:
        assert process.stdout is not None
        assert process.stdin is not None
        self.process, self._display = process, display
        self._in: IO[str] = process.stdin
        self._lines: SimpleQueue[str] = SimpleQueue()
        Thread(target=_read, args=(process.stdout, self._lines), daemon=True).start()

    def next(self, word: str) -> str:
        return self._next(word)[1]

    def next_of(self, *words: str) -> str:
        return self._next(*words)[0]

    def heard(self, *words: str, within_s: float) -> str | None:
        """Like `next_of`; None where nothing of the kind comes within so many seconds."""
        try:
            return self._next(*words, within_s=within_s)[0]
        except Empty:
            return None

    def _next(self, *words: str, within_s: float = LONGEST_S) -> tuple[str, str]:
        while line := self._lines.get(timeout=within_s):
            said, _, rest = line.partition(" ")
            if said in words:
                return said, rest
            assert said != "not", line
        raise AssertionError(f"the lane ended before it said any of {words}")

    def ask(self, line: str) -> str:
        self._in.write(f"{line}\n")
        self._in.flush()
        return self.next({"find": "finding"}.get(line, line))

    def type(self, text: str, suffix: str = "none", *, pace: int = PACE_MS) -> None:
        """By one xdotool: a scanner does not wait between keys."""
        keys = SUFFIXES[suffix]
        ending = ["key", "--delay", str(pace), *keys] if keys else []
        self._xdotool("type", "--args", "1", "--delay", str(pace), text, *ending)

    def press_all(self, keys: Sequence[str], suffix: str = "none", *, pace: int = PACE_MS) -> None:
        """A code of keys by their names, at a scanner's pace."""
        self._xdotool("key", "--delay", str(pace), *keys, *SUFFIXES[suffix])

    def scan(self, text: str, suffix: str) -> int:
        """Show a pass; shown again where a busy machine held up the keys. How often it took."""
        for tries in range(1, MOST_TRIES + 1):
            self.type(text, suffix)
            if self.next_of("shown", "misread") == "shown":
                return tries
        raise AssertionError(f"not read in {MOST_TRIES} tries with suffix {suffix}")

    def let_pass(self) -> None:
        """A person looks at the face and presses +."""
        self.ask("look")
        self.press("KP_Add")
        assert self.next("settled") == "passed"

    def press(self, key: str) -> None:
        self._xdotool("key", key)

    def _xdotool(self, *words: str) -> None:
        environment = os.environ | {"DISPLAY": self._display}
        subprocess.run(["xdotool", *words], env=environment, check=True, timeout=60)


def _read(stream: IO[str], lines: "SimpleQueue[str]") -> None:
    for line in stream:
        lines.put(line.strip() or " ")
    lines.put("")


@contextmanager
def a_screen() -> Iterator[str]:
    """The display's name. The server chooses a free number itself."""
    xvfb = shutil.which("Xvfb")
    assert xvfb is not None, "Xvfb is missing: packaging/linux/setup.sh names it"
    reading, writing = os.pipe()
    command = [xvfb, "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as said:
                yield f":{said.readline().strip()}"
        finally:
            server.terminate()


@contextmanager
def a_lane(folder: Path, *words: str) -> Iterator[tuple[Lane, str]]:
    """A lane's window on a screen of its own, and the digits of a good pass."""
    with a_screen() as display:
        environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "tests.desktop.wedge.lane", str(folder), *words]
        with subprocess.Popen(
            command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            lane = Lane(process, display)
            try:
                digits = lane.next("pass")
                lane.next("ready")
                yield lane, digits
            finally:
                if process.stdin is not None:
                    process.stdin.close()
                process.wait(timeout=60)
