"""Making attachments: contents with a fresh salt each."""

import secrets

from passdesk.domain.attachments import LONGEST, Attachment, Group
from passdesk.errors import Misuse


def attach(group: Group, content: bytes) -> Attachment:
    """The content under a new salt, so that equal contents have unequal hashes; `Misuse` over the group's limit."""
    if len(content) > LONGEST[group]:
        raise Misuse(
            f"{group.replace('_', ' ').capitalize()}: {len(content)} bytes are more than the {LONGEST[group]} kept.",
            kept="Nothing was changed.",
            remedy="Shorten it.",
        )
    return Attachment(group, secrets.token_bytes(16), content)
