"""Staff, institutions, people, filings and passes, written by real acts."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from msgspec import Struct, field

from passdesk.clock import MICROSECONDS
from passdesk.credential import keys, short_number
from passdesk.credential.certificates import certify
from passdesk.credential.issuing_key import IssuingKey
from passdesk.domain.attachments import Attachment, Names
from passdesk.domain.entries import Entry
from passdesk.domain.judging import resting_mark
from passdesk.domain.kinds import KINDS
from passdesk.domain.passes import Claims, IssuingScope
from passdesk.domain.register import Draft
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from tests.factories.clocks import FakeClock
from tests.factories.zones import SINCE, Zone, id_of, seed_of, seeded, wrapped_key

YEAR = 366 * 86_400


class Office(Struct):
    """Acts of a zone's staff at one desk. Everything is named; ids and keys follow from the names."""

    store: DeskStore
    zone: Zone
    clock: FakeClock = field(default_factory=FakeClock)

    def act(
        self, kind: str, body: Mapping[str, Any], signer: Signer | None = None, attachments: Sequence[Attachment] = ()
    ) -> Entry:
        """Write one act; a granting one names what it rests on as this desk holds it."""
        body = dict(body)
        if KINDS[kind].nature == "granting" and "rests_on" not in body:
            body["rests_on"] = self.resting(kind, body)
        signer = signer or self.zone.admin
        return self.store.write(
            kind, body, reading=self.clock.step(), actor=signer.operator, signers=(signer,), attachments=attachments
        )

    def resting(self, kind: str, body: Mapping[str, Any]) -> list[Any]:
        with self.store.view() as view:
            draft = Draft(view)
            return [[list(ref), resting_mark(draft, ref)] for ref in KINDS[kind].rests_on(body)]

    def operator(self, name: str, *roles: str, institutions: Sequence[bytes] = ()) -> Signer:
        """Add a member of staff."""
        operator, private = id_of(name), seeded(name)
        wrapped = wrapped_key(name, operator)
        public = keys.public_of(private)
        certificate = self.zone.operator_certificate(public, operator, roles, institutions)
        body = {"operator": operator, "name": name, "public_key": public, "certificate": certificate,
                "roles": list(roles), "institutions": list(institutions) or None, "wrapped": wrapped.hash}  # fmt: skip
        self.act("operator_added", body, attachments=(wrapped,))
        return Signer(operator, private)

    def institution(self, name: str, by: Signer) -> bytes:
        self.act("institution_added", {"institution": id_of(name), "name_latin": name}, by)
        return id_of(name)

    def person(self, latin: str, by: Signer, chinese: str = "") -> bytes:
        """Add a person with their names; the id follows from the Latin name."""
        names = names_of(latin, chinese)
        self.act("person_added", {"person": id_of(latin), "names": names.hash}, by, (names,))
        return id_of(latin)

    def filing(self, person: bytes, institution: bytes, by: Signer, class_number: int = 1, lines: int = 3) -> bytes:
        """File a person with an institution for a year; the approval is another's."""
        filing = sha256(b"filing" + person + institution).digest()[:16]
        now = self.clock().wall // MICROSECONDS
        body = {"filing": filing, "person": person, "institution": institution, "class_number": class_number,
                "lines": lines, "valid_from": now, "valid_until": now + YEAR}  # fmt: skip
        self.act("filing_filed", body, by)
        return filing

    def approve(self, filing: bytes, person: bytes, institution: bytes, by: Signer) -> Entry:
        return self.act("filing_approved", {"filing": filing, "person": person, "institution": institution}, by)

    def issuing_key(self, name: str = "issuing") -> IssuingKey:
        """Certify a key that signs passes at this desk; its seed is kept in the journal."""
        scope = IssuingScope((), (), YEAR, SINCE, SINCE + 10 * YEAR)
        key = IssuingKey.of(seed_of(name), scope)
        certificate = certify(
            self.zone.admin_key, zone=self.zone.name, subject=key.known.public, body=scope, not_before=SINCE
        )
        body = {"key": key.known.id, "public_key": key.known.public, "certificate": certificate,
                "desk": self.store.journal.id}  # fmt: skip
        self.act("issuing_key_added", body)
        self.store.journal.put_key(f"issuing:{key.known.id.hex()}", seed_of(name))
        return key

    def issue(
        self, filing: bytes, person: bytes, institution: bytes, key: IssuingKey, by: Signer, days: int = 30,
        lines: int = 3, class_number: int = 1,
    ) -> tuple[bytes, bytes]:  # fmt: skip
        """Issue a pass on an approved filing; its id and its token."""
        now = self.clock().wall // MICROSECONDS
        pass_id = sha256(b"pass" + filing + now.to_bytes(8)).digest()[:16]
        tag = sha256(institution).digest()[:4]
        token = key.issue(Claims(self.zone.name, now + days * 86_400, now, now, pass_id, class_number, lines, tag))
        body = {"pass": pass_id, "filing": filing, "person": person, "institution": institution,
                "class_number": class_number, "lines": lines, "issued_at": now, "not_before": now,
                "expires": now + days * 86_400, "key": key.known.id,
                "short_number": short_number.short_number(pass_id), "token": token,
                "replaces": None}  # fmt: skip
        self.act("pass_issued", body, by)
        return pass_id, token


def names_of(latin: str, chinese: str = "") -> Attachment:
    """The attachment that holds a person's names."""
    return Attachment("names", sha256(latin.encode()).digest()[:16], Names(latin, chinese).to_content())


class Holder(Struct, frozen=True):
    """A person with a pass in force, and who made it so."""

    person: bytes
    institution: bytes
    filing: bytes
    pass_id: bytes
    token: bytes
    hr: Signer
    approver: Signer


def a_holder(office: Office, latin: str = "Chan Siu Ming", chinese: str = "陳小明") -> Holder:
    """Staff, institution, person, approved filing, issuing key, and one pass."""
    hr, approver = office.operator("hr", "hr"), office.operator("approver", "approver")
    institution = office.institution("University", hr)
    person = office.person(latin, hr, chinese)
    filing = office.filing(person, institution, hr)
    office.approve(filing, person, institution, approver)
    pass_id, token = office.issue(filing, person, institution, office.issuing_key(), hr)
    return Holder(person, institution, filing, pass_id, token, hr, approver)


def shown(holder: Holder | None = None, **changes: Any) -> dict[str, Any]:
    """The body of a `shown`: admitted into the park by the automatic lane, unless changed."""
    body: dict[str, Any] = {
        "presentation": id_of("presentation"), "pass_id": holder and holder.pass_id, "person": holder and holder.person,
        "lane": "lane", "direction": "entry", "verdict": "admit", "reasons": [], "instruction": "pass",
        "verified": holder is not None, "outcome": "passed", "input": "picture", "policy": None, "age": None,
        "unheard": [], "clock_suspect": False, "restored": False, "kid": None, "photo": None, "program": "test",
        "after": None, "replayed": None,
    }  # fmt: skip
    return body | changes
