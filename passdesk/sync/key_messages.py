"""The keys bundles are sealed to, as desk and server tell them to each other over the line."""

from typing import Self

from passdesk.domain import shapes as s
from passdesk.sync.wire import Cursor, Message, refuse


class KeyTold(Message, frozen=True):
    """A desk's sealed `BundleKey`, and how far it has read the feed: where a bundle that nobody asked for begins."""

    key: bytes
    cursor: Cursor | None

    @classmethod
    def read(cls, parts: object) -> Self:
        match parts:
            case [bytes(key), cursor] if s.blob(1, 1024)(key):
                return cls(key, None if cursor is None else Cursor.read(cursor))
        raise refuse("A key for bundles")


class KeyGiven(Message, frozen=True):
    """The server's sealed `BundleKey`."""

    key: bytes

    @classmethod
    def read(cls, parts: object) -> Self:
        match parts:
            case [bytes(key)] if s.blob(1, 1024)(key):
                return cls(key)
        raise refuse("The server's key for bundles")
