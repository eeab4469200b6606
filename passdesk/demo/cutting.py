"""A line whose server dies in the middle: what was sent has arrived, and the answer never comes."""

from collections.abc import Sequence
from contextlib import closing
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.demo.server_process import ServerProcess
from passdesk.demo.stage import DeskOnStage
from passdesk.errors import Unreachable
from passdesk.sync.client import HttpLink
from passdesk.sync.exchange import exchange
from passdesk.sync.wire import PushAnswer


class CutLink(HttpLink):
    """Kills the server once it has taken the first upload, before the desk has heard so."""

    server: ServerProcess | None = None

    def speaking_for(self, journal: bytes, identity: Ed25519PrivateKey) -> Self:
        other = super().speaking_for(journal, identity)
        other.server = self.server
        return other

    def push(self, entries: Sequence[bytes], head: bytes) -> PushAnswer:
        super().push(entries, head)
        if self.server is not None:
            self.server.kill()
        return super().push(entries, head)


def exchange_cut_off(desk: DeskOnStage, server: ServerProcess) -> str:
    """An exchange during which the server is killed; what came of it, in a word or two."""
    with closing(CutLink.to(desk.store.journal, desk.clock)) as link:
        assert isinstance(link, CutLink)
        link.server = server
        try:
            exchange(desk.store, link, desk.clock)
        except Unreachable:
            return "cut off" if not server.alive else "cut off, and the server lives"
    return "went through"
