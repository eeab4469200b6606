"""A scanner on a serial port, over pseudo-terminals."""

import os
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passdesk.errors import Misuse, Trouble
from passdesk.scanning.serial_port import Lines, PortState, SerialScanner, found_ports, open_port
from passdesk.scanning.wedge import LONGEST, typed_text
from tests.scanning.watching import Heard, hardly

PASS = "1" + "0123456789" * 31


class Scanner:
    """The far end of a serial line, plugged in under a name that stays."""

    def __init__(self, name: Path) -> None:
        self.name, self._ends = name, (-1, -1)

    def plug_in(self) -> None:
        self._ends = os.openpty()
        tty.setraw(self._ends[1])
        self.name.symlink_to(os.ttyname(self._ends[1]))

    def unplug(self) -> None:
        self.name.unlink(missing_ok=True)
        for end in self._ends:
            os.close(end)
        self._ends = (-1, -1)

    def send(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._ends[0], data) :]


class Reading:
    """A running SerialScanner and what it says."""

    def __init__(self, name: Path) -> None:
        self.texts, self.states = Heard[str](), Heard[PortState]()
        self.thread = SerialScanner(lambda: open_port(str(name)), self.texts, self.states, waiting=hardly)
        self.thread.start()


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[Scanner]:
    scanner = Scanner(tmp_path / "scanner")
    scanner.plug_in()
    yield scanner
    scanner.unplug()


@pytest.fixture
def reading(scanner: Scanner) -> Iterator[Reading]:
    reading = Reading(scanner.name)
    reading.states.until("running")
    yield reading
    assert reading.thread.stop()


@pytest.mark.parametrize("suffix", [b"\r", b"\n", b"\r\n", b"\t", b""])
def test_a_pass_is_read_with_every_suffix(suffix: bytes, scanner: Scanner, reading: Reading) -> None:
    scanner.send(PASS.encode() + suffix)
    assert reading.texts.next() == PASS
    scanner.send(b"2" + PASS.encode() + suffix)
    assert reading.texts.next() == "2" + PASS
    assert reading.thread.stop()
    assert reading.texts.rest() == []


def test_an_unplugged_scanner_is_lost_and_comes_back(scanner: Scanner, reading: Reading) -> None:
    scanner.send(PASS.encode()[:50])
    scanner.unplug()
    reading.states.until("lost")
    scanner.plug_in()
    reading.states.until("running")
    scanner.send(PASS.encode() + b"\r")
    reading.texts.until(PASS)


def test_binary_garbage_is_text_that_is_no_pass_and_the_next_scan_counts(scanner: Scanner, reading: Reading) -> None:
    scanner.send(bytes(range(256)) + b"\r")
    scanner.send(PASS.encode() + b"\r\n")
    reading.texts.until(PASS)


def test_ten_thousand_characters_are_one_text_that_is_refused(scanner: Scanner, reading: Reading) -> None:
    scanner.send(b"7" * 10_000 + b"\r" + PASS.encode() + b"\r")
    flood = reading.texts.next()
    with pytest.raises(Misuse, match="Scan the code again"):
        typed_text(flood)
    assert len(flood) == LONGEST + 1
    assert reading.texts.next() == PASS


def test_a_port_that_is_not_there_is_lost_until_it_is(tmp_path: Path) -> None:
    scanner = Scanner(tmp_path / "later")
    reading = Reading(scanner.name)
    assert [reading.states.next(), reading.states.next()] == ["starting", "lost"]
    scanner.plug_in()
    reading.states.until("running")
    assert reading.thread.stop()
    scanner.unplug()


def test_stopping_tells_nothing_more_and_needs_no_start(scanner: Scanner) -> None:
    texts, states = Heard[str](), Heard[PortState]()
    thread = SerialScanner(lambda: open_port(str(scanner.name)), texts, states)
    assert thread.stop()
    assert (texts.rest(), states.rest()) == ([], [])


def test_a_port_that_can_not_be_opened_is_trouble(tmp_path: Path, scanner: Scanner) -> None:
    with pytest.raises(Trouble, match="can't be opened"):
        open_port(str(tmp_path / "nothing"))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Trouble, match="can't be opened"):
        open_port(str(tmp_path / "file"))
    first = open_port(str(scanner.name))
    with pytest.raises(Trouble, match="close other programs"):
        open_port(str(scanner.name))
    first.close()


def test_the_ports_of_this_machine_are_listed_in_order() -> None:
    ports = found_ports()
    assert ports == sorted(ports, key=lambda port: port.device)


@given(st.lists(st.binary(max_size=40), max_size=20))
def test_how_bytes_are_cut_up_does_not_matter(chunks: list[bytes]) -> None:
    whole, parts = Lines(), Lines()
    cut = [text for chunk in chunks for text in parts.feed(chunk)]
    assert cut + parts.quiet() == whole.feed(b"".join(chunks)) + whole.quiet()


def test_an_endless_text_takes_no_more_memory_than_a_refusable_one() -> None:
    lines = Lines()
    for _ in range(1_000):
        assert lines.feed("陳".encode() * 1_000) == []
    (flood,) = lines.quiet()
    assert len(flood) == LONGEST + 1
    assert lines.quiet() == []
