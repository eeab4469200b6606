"""Institutions: added, suspended, resumed."""

import secrets

from passdesk.domain.entries import Entry
from passdesk.domain.people import Institution
from passdesk.errors import Declined, Misuse
from passdesk.store.acts import Acting

_LONGEST = 200


def add(acting: Acting, name_latin: str, name_chinese: str = "") -> bytes:
    """Add an institution by its names, at least one; gives its new 16-byte id.

    `Declined` for a name that one here has: filings and files of people could then name neither.
    """
    latin, chinese = name_latin.strip(), name_chinese.strip()
    if not (latin or chinese) or len(latin) > _LONGEST or len(chinese) > _LONGEST:
        raise Misuse(f"An institution needs a name of at most {_LONGEST} characters.", kept="None was added.")
    if not (latin.isprintable() and chinese.isprintable()):
        raise Misuse("The name holds characters that can't be shown.", kept="None was added.", remedy="Type it anew.")
    _check_free(acting, latin, chinese)
    institution = secrets.token_bytes(16)
    body = {"institution": institution, "name_latin": latin or chinese, "name_chinese": chinese or None}
    acting.act("institution_added", body)
    return institution


def suspend(acting: Acting, institution: bytes, reason: str | None = None) -> Entry:
    """Stop every pass of the institution, known or not, from entry on."""
    return acting.act("institution_suspended", {"institution": institution, "reason": reason})


def resume(acting: Acting, institution: bytes) -> Entry:
    return acting.act("institution_resumed", {"institution": institution})


def _check_free(acting: Acting, *names: str) -> None:
    wanted = {name.casefold() for name in names if name}
    with acting.store.view() as view:
        for row in view.all(Institution):
            if wanted & {row.name_latin.casefold(), row.name_chinese.casefold()}:
                raise Declined(
                    f"The institution {row.key.hex()} here has this name already.",
                    kept="None was added.",
                    remedy="File with that one, or give this one a name of its own.",
                )
