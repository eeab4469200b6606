"""What a server says against a request: a short code and words, and the error of ours it stands for."""

from typing import Self

from passdesk.domain import shapes as s
from passdesk.errors import Damaged, Declined, Misuse, PassdeskError, Trouble
from passdesk.sync.link import UnknownDesk
from passdesk.sync.wire import Message, refuse

_CODES: tuple[tuple[str, int, type[PassdeskError]], ...] = (
    ("unknown_desk", 404, UnknownDesk),
    ("misuse", 400, Misuse),
    ("declined", 403, Declined),
    ("damaged", 400, Damaged),
    ("trouble", 503, Trouble),
)
_WORDS = s.text(2000)


class Said(Message, frozen=True):
    """`words` has what happened, what was kept and what to do, as the server's own error had them."""

    code: str
    happened: str
    kept: str
    remedy: str

    @classmethod
    def read(cls, parts: object) -> Self:
        match parts:
            case [str(code), str(happened), str(kept), str(remedy)] if all(map(_WORDS, (code, happened, kept, remedy))):
                return cls(code, happened, kept, remedy)
        raise refuse("The server's answer")

    def error(self) -> PassdeskError:
        kind = next((kind for code, _, kind in _CODES if code == self.code), Trouble)
        return kind(self.happened, kept=self.kept, remedy=self.remedy)


def say(error: PassdeskError) -> tuple[int, Said]:
    """The HTTP status and the words for an error; text of control characters is made plain."""
    code, status = next((code, status) for code, status, kind in _CODES if isinstance(error, kind))
    return status, Said(code, _plain(error.happened), _plain(error.kept), _plain(error.remedy))


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)[:2000]
