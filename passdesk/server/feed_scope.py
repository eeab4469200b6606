"""What of each row a desk receives: by its roles, its institutions, and whether an administrator has looked at it."""

from msgspec import Struct
from msgspec.structs import replace

from passdesk.domain.attachments import AUDIENCE, WRAPPED_FOR, Attachment
from passdesk.domain.movements import Case
from passdesk.domain.passes import Pass
from passdesk.domain.people import ATTACHED, Desk, Filing, Institution, Note, Operator, Person, attached_to
from passdesk.domain.register import Row
from passdesk.domain.tables import columns_for, is_sent

_BARE = dict.fromkeys(ATTACHED)


class Scope(Struct, frozen=True):
    """One desk's share. `journals`: its own, and those it continues."""

    roles: tuple[str, ...]
    institutions: frozenset[bytes]
    journals: frozenset[bytes]
    confirmed: bool

    def share(self, row: Row) -> Row | None:
        """The row as this desk may see it; None where it may not, or no longer."""
        roles = tuple(role for role in self.roles if is_sent(row.TABLE, (role,)) and self._reaches(row, role))
        if not roles:
            return None
        seen = columns_for(row, roles)
        return seen if self.confirmed else _bare(seen)

    def may_leave(self, row: Row) -> bool:
        """Whether a desk like this may hold an older state of a row it doesn't receive now."""
        return isinstance(row, Person) and is_sent(row.TABLE, self.roles)

    def may_have(self, attachment: Attachment, owner: Row) -> bool:
        """Whether the desk may hold this attachment of a row."""
        shared = self.share(owner)
        if shared is None or not self.confirmed:
            return False
        match shared:
            case Operator(roles=held):
                named = attachment.hash in attached_to(shared)
                wanted = {role for desk_role in self.roles for role in WRAPPED_FOR.get(desk_role, frozenset())}
                return attachment.group == "wrapped" and named and bool(wanted & set(held))
            case Person():
                named = attachment.group in ATTACHED and getattr(shared, attachment.group) == attachment.hash
                return named and bool(AUDIENCE[attachment.group] & set(self.roles))
            case Note(note=note):
                return note == attachment.hash and bool(AUDIENCE["officer_note"] & set(self.roles))
            case _:
                return False

    def _reaches(self, row: Row, role: str) -> bool:
        """Records and admin desks receive all; gates all but others' cases; issuing desks their institutions'."""
        match role, row:
            case ("checkpoint" | "issuing", Case(entries=entries)):
                return any(journal in self.journals for journal, _ in entries)
            case ("issuing", _) if self.institutions:
                return self._of_institutions(row)
            case _:
                return True

    def _of_institutions(self, row: Row) -> bool:
        match row:
            case Institution(key=key):
                return key in self.institutions
            case Filing(institution=institution) | Pass(institution=institution):
                return institution in self.institutions
            case Person(institutions=institutions, formerly=formerly, last=last):
                if institutions or formerly:
                    return bool(self.institutions & set(institutions))
                return last is not None and last[0] in self.journals  # not filed yet: with the desk that added them
            case _:
                return True


def _bare(row: Row) -> Row:
    match row:
        case Person():
            return replace(row, **_BARE, past=())
        case Operator():
            return replace(row, wrapped=None, card=None)
        case Note():
            return replace(row, note=None, past=())
        case _:
            return row


def scope_of(desk: Desk) -> Scope:
    """What this desk may see now."""
    own = {desk.key} | ({desk.continues} if desk.continues is not None else set())
    return Scope(desk.roles, frozenset(desk.institutions), frozenset(own), desk.state == "active")
