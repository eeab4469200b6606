"""Serving until told to stop."""

import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

import uvicorn

from passdesk.errors import Trouble
from passdesk.server import tls
from passdesk.server.app import build
from passdesk.server.central import Central

log = logging.getLogger(__name__)
Ready = Callable[[str], None]


class Server(uvicorn.Server):
    """Says when it is ready, with the address that is then listened at. `stop` ends it from any thread."""

    def __init__(self, central: Central, host: str, port: int, ready: Ready) -> None:
        config = uvicorn.Config(
            build(central),
            host=host,
            port=port,
            ssl_context_factory=lambda _, __: tls.server_context(central.keys.tls),
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            limit_concurrency=1000,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=3,
        )
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._ready(address_of(host, port))

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop cleanly on SIGTERM and SIGINT, and let the caller go on after; uvicorn's own raises them again."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before: dict[int, Any] = {
            number: signal.signal(number, self.handle_exit) for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        self.should_exit = True


def address_of(host: str, port: int) -> str:
    """What desks are to be told; by its name a machine that listens at all its addresses."""
    if ip_address(host).is_unspecified:
        host = socket.gethostname()
    return f"https://[{host}]:{port}" if ":" in host else f"https://{host}:{port}"


def serve(central: Central, host: str, port: int, ready: Ready) -> None:
    """Serve at `host` and `port` (0: any free one) until SIGTERM or SIGINT; `Trouble` where it can't listen there."""
    central.begin()
    server = Server(central, host, port, ready)
    try:
        server.run()
    except SystemExit as error:  # uvicorn's way to say that it could not listen
        raise _not_listening(host, port) from error
    if not server.started:
        raise _not_listening(host, port)


def _not_listening(host: str, port: int) -> Trouble:
    return Trouble(
        f"The server can't listen at {host}:{port}.",
        kept="Nothing was changed.",
        remedy="Name another port, or end what uses this one.",
    )
