"""A real server on loopback, in a thread, for the tests that need a line."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from passdesk.server.central import Central
from passdesk.server.running import Server


@contextmanager
def serving(central: Central) -> Iterator[str]:
    """The address it listens at."""
    listening = threading.Event()
    address: list[str] = []

    def ready(url: str) -> None:
        address.append(url)
        listening.set()

    server = Server(central, "127.0.0.1", 0, ready)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert listening.wait(20)
        yield address[0]
    finally:
        server.stop()
        thread.join(20)
