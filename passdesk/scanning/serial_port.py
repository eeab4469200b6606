"""A hand-held scanner on a serial port: lines of text, from a thread that survives unplugging."""

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Literal, Protocol

import serial
from msgspec import Struct
from serial.tools import list_ports

from passdesk.errors import Trouble
from passdesk.scanning.waiting import Waiting, pauses
from passdesk.scanning.wedge import LONGEST

PortState = Literal["starting", "running", "lost"]

_QUIET = 0.1  # seconds that end a line without a suffix
_STOPPED_WITHIN = 2.0  # seconds
_BROKEN = (OSError, ValueError, TypeError)  # pyserial's own is an OSError; the others it raises on a port that closes
_ENDINGS = (b"\r", b"\n", b"\t")


class Port(Struct, frozen=True):
    """A serial port: what the system calls it, and in words what is on it."""

    device: str
    words: str


class SerialSource(Protocol):
    """What is used of `serial.Serial`, opened so that `read` waits a tenth of a second."""

    @property
    def in_waiting(self) -> int: ...

    def read(self, size: int = 1, /) -> bytes: ...

    def close(self) -> None: ...


def found_ports() -> list[Port]:
    """The serial ports of this machine, USB ones among them, by name."""
    return sorted((Port(port.device, port.description) for port in list_ports.comports()), key=lambda p: p.device)


def open_port(device: str, baud: int = 9600) -> SerialSource:
    """The port for this program alone. Raises Trouble if there is none or another program has it."""
    try:
        port: SerialSource = serial.Serial(device, baud, timeout=_QUIET, exclusive=True)
    except _BROKEN as error:
        raise Trouble(
            f"The serial port {device} can't be opened.",
            remedy="Plug the scanner in, close other programs that use it, or choose another port.",
        ) from error
    return port


class Lines:
    """Makes texts of bytes. A text ends with CR, LF or Tab, or where `quiet` says so; an empty one is none.

    Of a text longer than `LONGEST` one character more is kept, so that it is refused as too long.
    """

    def __init__(self) -> None:
        self._line = b""

    def feed(self, received: bytes) -> list[str]:
        """The texts that end within these bytes."""
        for ending in _ENDINGS[1:]:
            received = received.replace(ending, _ENDINGS[0])
        *ended, rest = received.split(_ENDINGS[0])
        told: list[str] = []
        for part in ended:
            self._add(part)
            told += self.quiet()
        self._add(rest)
        return told

    def quiet(self) -> list[str]:
        """The text that silence ends, if there is one. Bytes that are no UTF-8 come as U+FFFD."""
        text, self._line = self._line.decode("utf-8", errors="replace")[: LONGEST + 1], b""
        return [text] if text else []

    def _add(self, part: bytes) -> None:
        room = 4 * (LONGEST + 1) - len(self._line)
        self._line += part[:room]


class SerialScanner:
    """Reads a port until `stop`: `on_text` gets each text, `on_state` each change, both on the reading thread.

    A port that is lost is opened again until it is back; a text cut off by that is dropped.
    """

    def __init__(
        self,
        open: Callable[[], SerialSource],  # noqa: A002 - as in CameraThread
        on_text: Callable[[str], None],
        on_state: Callable[[PortState], None],
        *,
        waiting: Waiting = Event.wait,
    ) -> None:
        self._open, self._on_text, self._on_state, self._waiting = open, on_text, on_state, waiting
        self._stopped = Event()
        self._state: PortState | None = None
        self._thread = Thread(target=self._run, name="serial scanner", daemon=True)

    def start(self) -> None:
        """Begins; the first state is "starting"."""
        self._turn("starting")
        self._thread.start()

    def stop(self) -> bool:
        """Ends the thread within two seconds and says whether it ended. Nothing is told afterwards."""
        self._stopped.set()
        if self._thread.ident is not None:
            self._thread.join(_STOPPED_WITHIN)
        return not self._thread.is_alive()

    def _run(self) -> None:
        waits = pauses()
        while not self._stopped.is_set():
            port = self._opened()
            if port is not None:
                waits = pauses()
                self._turn("running")
                self._read_from(port)
                self._turn("lost")
            if self._stopped.is_set() or self._waiting(self._stopped, next(waits)):
                return

    def _opened(self) -> SerialSource | None:
        try:
            return self._open()
        except (Trouble, *_BROKEN):
            self._turn("lost")
            return None

    def _read_from(self, port: SerialSource) -> None:
        lines = Lines()
        while (received := self._received(port)) is not None:
            for text in lines.feed(received) if received else lines.quiet():
                self._on_text(text)
        with suppress(*_BROKEN):
            port.close()

    def _received(self, port: SerialSource) -> bytes | None:
        """What came, empty for silence, or None if the port is gone or not wanted any more."""
        try:
            received = port.read(max(1, port.in_waiting))
        except _BROKEN:
            return None
        return None if self._stopped.is_set() else received

    def _turn(self, state: PortState) -> None:
        if not self._stopped.is_set() and state != self._state:
            self._state = state
            self._on_state(state)
