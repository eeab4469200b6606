"""An invitation: where a zone's server is and the code for one desk, in one short text to print, to copy or to show.

Whoever holds it can take the place: it is to be handled like the printed code it carries.
"""

from dataclasses import dataclass, field
from pathlib import Path

from passdesk.credential.enrolment import parse_code, print_code
from passdesk.errors import Misuse, Trouble
from passdesk.sync.addresses import host_and_port

FILE_SUFFIX = ".passdesk-join"
LONGEST = 400
_NAME, _VERSION = "passdesk-join", "1"


@dataclass(frozen=True, slots=True)
class Invitation:
    """`url` of the server, `code` as printed: what `join_zone` takes."""

    url: str
    code: str = field(repr=False)


def write_invitation(invitation: Invitation) -> str:
    """`passdesk-join:1:CODE:URL`; `Misuse` for an address or code that is none."""
    host_and_port(invitation.url)
    code = print_code(parse_code(invitation.code))
    return f"{_NAME}:{_VERSION}:{code}:{invitation.url.rstrip('/')}"


def read_invitation(text: str) -> Invitation:
    """The invitation again, from a file, a code on a screen or what was typed; white space around it is forgiven.

    `Misuse` for any other text, a mistyped code, or an address that is none.
    """
    parts = text.strip().split(":", 3) if len(text) <= LONGEST else []
    if len(parts) != 4 or parts[0] != _NAME:
        raise Misuse(
            "This is no invitation of Passdesk.", kept="Nothing was sent.", remedy="Use the one printed for this desk."
        )
    if parts[1] != _VERSION:
        raise Misuse(
            "This invitation is of a form this program does not know.",
            kept="Nothing was sent.",
            remedy="Install the newest Passdesk, or give the code and the address by themselves.",
        )
    host_and_port(parts[3])
    return Invitation(parts[3].rstrip("/"), print_code(parse_code(parts[2])))


def is_invitation(text: str) -> bool:
    """Whether the text means to be one, well formed or not."""
    return text.lstrip()[: len(_NAME) + 1] == f"{_NAME}:"


def read_invitation_file(path: Path) -> Invitation:
    """The invitation in a file; `Trouble` where it can't be read, `Misuse` where it holds something else."""
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST + 1)
    except OSError as error:
        raise Trouble(f"{path} can't be read: {error.strerror or error}.", remedy="Check the name.") from error
    return read_invitation(data.decode("utf-8-sig", errors="replace"))
