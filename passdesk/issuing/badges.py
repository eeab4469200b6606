"""The badge of an issued pass: what the register, the attachments and the policy say, joined into one face."""

from datetime import datetime, time

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.credential.token import text_of
from passdesk.domain.attachments import Attachment, Names, read_names
from passdesk.domain.passes import Pass
from passdesk.domain.people import Institution, Person
from passdesk.domain.zone import Policy
from passdesk.errors import Declined
from passdesk.issuing.badge import BadgeFace, badge_png, not_drawn
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import policy_here


class _Behind(Struct, frozen=True):
    """The rows a badge is drawn from."""

    a_pass: Pass
    person: Person
    institution: Institution


class Printed(Struct, frozen=True):
    """A badge as PNG. `missing`: the characters it shows 〓 for."""

    png: bytes
    missing: str


def print_badge(acting: Acting, pass_id: bytes) -> Printed:
    """The badge. It is given out only after its code read back as the pass, and the printing is recorded."""
    face = badge_face(acting.store, acting.clock, pass_id)
    printed = Printed(badge_png(face), not_drawn(face))
    acting.store.write(
        "badge_printed", {"pass_id": pass_id}, reading=acting.clock(), actor=acting.signer.operator
    )
    return printed


def badge_face(store: DeskStore, clock: Clock, pass_id: bytes) -> BadgeFace:
    """What the badge of a pass shows; `Declined` where this desk lacks the pass, its token or its holder's name."""
    policy, behind = policy_here(store, clock), _behind(store, pass_id)
    names, photo = _names(store, behind.person), _photo(store, behind.person)
    known = policy.classes.get(behind.a_pass.class_number)
    if known is None:
        raise _no_badge("The policy no longer has the class of this pass.")
    return BadgeFace(
        name_latin=names.latin,
        name_chinese=names.chinese,
        institution="\n".join(filter(None, (behind.institution.name_latin, behind.institution.name_chinese))),
        class_name=known.word,
        class_colour=known.colour,
        valid_until=last_valid(behind.a_pass.expires, policy),
        qr_text=text_of(behind.a_pass.token),
        short_number=behind.a_pass.short_number,
        photo=photo,
    )


def last_valid(expires: int, policy: Policy) -> str:
    """The last local day a pass is good for; with the time of day where it ends within a day."""
    end = datetime.fromtimestamp(expires, policy.local)
    if end.time() == time():
        return f"{datetime.fromtimestamp(expires - 1, policy.local):%Y-%m-%d}"
    return f"{end:%Y-%m-%d %H:%M}"


def _behind(store: DeskStore, pass_id: bytes) -> _Behind:
    with store.view() as view:
        a_pass = view.get(Pass, pass_id)
        if not isinstance(a_pass, Pass) or not a_pass.token:
            raise _no_badge("This desk does not hold such a pass with its token.")
        person, institution = view.get(Person, a_pass.person), view.get(Institution, a_pass.institution)
    if a_pass.state in ("revoked", "replaced"):
        raise _no_badge(f"This pass is {a_pass.state}.")
    if not isinstance(person, Person) or not isinstance(institution, Institution) or person.state == "erased":
        raise _no_badge("The holder of this pass, or the institution, is not known here.")
    return _Behind(a_pass, person, institution)


def _names(store: DeskStore, person: Person) -> Names:
    held = _content(store, person.names)
    if held is None:
        raise _no_badge("The holder's name has not come to this desk.")
    return read_names(held.content)


def _photo(store: DeskStore, person: Person) -> bytes | None:
    held = _content(store, person.original_photo) or _content(store, person.gate_photo)
    return held.content if held is not None else None


def _content(store: DeskStore, hash_: bytes | None) -> Attachment | None:
    return store.attachments.get(hash_) if hash_ is not None else None


def _no_badge(why: str) -> Declined:
    return Declined(why, kept="No badge was made.", remedy="Exchange with the server, or issue the pass anew.")
