"""The server as a process of its own: started, killed without warning, started again, and always ended."""

import os
import queue
import re
import subprocess
import threading
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import passdesk
from passdesk import config
from passdesk.errors import Trouble

HOST = "127.0.0.1"
_LONGEST_START_S = 60.0
_LONGEST_STOP_S = 15.0
_ADDRESS = re.compile(r"https://[^\s\"'<>,]+[\w\]]")


class ServerProcess:
    """`passdesk server run` for one folder. `url` once it has started."""

    def __init__(self, folder: Path, passphrase: str, log: Path) -> None:
        self._folder, self._passphrase, self._log = folder, passphrase, log
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    @property
    def port(self) -> int:
        """Any free one at first; a server that comes back comes back where the desks know it."""
        return urlsplit(self.url).port or 0

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> str:
        """Start it and wait until it listens; `Trouble` where it ends or says nothing."""
        with self._log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                errors="replace",
                env=self._environment(),
                cwd=Path(passdesk.__file__).resolve().parents[1],
            )
        self.url = self._listening(self._process)
        return self.url

    def kill(self) -> None:
        """End it as a power cut does: no signal it could answer, nothing it could finish."""
        if self._process is not None:
            self._process.kill()
            self._gone(self._process)

    def stop(self) -> None:
        """Ask it to end; then make it."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_LONGEST_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._gone(self._process)

    def _command(self) -> list[str]:
        run = ["server", "run", "--host", HOST, "--port", str(self.port)]
        return [*config.program(), "--data", str(self._folder), *run]

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PASSDESK_")}
        return {**kept, config.PASSPHRASE: self._passphrase, "PYTHONUNBUFFERED": "1"}

    def _listening(self, process: "subprocess.Popen[str]") -> str:
        lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        assert process.stdout is not None
        threading.Thread(target=_drain, args=(process.stdout, lines), daemon=True).start()
        try:
            while line := lines.get(timeout=_LONGEST_START_S):
                if found := _ADDRESS.search(line):
                    return found[0]
        except queue.Empty:
            pass
        self.kill()
        raise Trouble(
            f"The server process did not start: {_end_of(self._log)}",
            kept=f"What it said is in {self._log}.",
            remedy="Run it alone: passdesk --data DIR server run",
        )

    def _gone(self, process: "subprocess.Popen[str]") -> None:
        process.wait()
        self._process = None


def _drain(stream: IO[str], lines: "queue.SimpleQueue[str]") -> None:
    """To the end, so that the process never waits for a reader; "" says that it has ended."""
    with stream:
        for line in stream:
            lines.put(line)
    lines.put("")


def _end_of(log: Path) -> str:
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return said[-1] if said else "it said nothing."
