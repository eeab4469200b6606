"""One line of an import, understood: whom it names, where, in which class and until when."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Self

from msgspec import Struct

from passdesk.domain.attachments import Contact, Documents, Names
from passdesk.domain.people import Filing, Institution
from passdesk.domain.zone import PassClass, Policy
from passdesk.issuing.days import midnight
from passdesk.issuing.import_file import Cells, Fault
from passdesk.issuing.people import Details
from passdesk.issuing.person_fields import document_key, malformed, read_day
from passdesk.store.desk_store import DeskStore


class Wanted(Struct, frozen=True, kw_only=True):
    """What a line asks for. Times are seconds UTC; `lines` a bit mask."""

    line: int
    names: Names
    documents: Documents
    contact: Contact
    institution: bytes
    class_number: int
    lines: int
    valid_from: int
    valid_until: int

    @property
    def document(self) -> tuple[str, str]:
        return document_key(self.documents)

    @property
    def fields(self) -> Mapping[str, str]:
        return fields_of(self.names, self.documents, self.contact)

    def details(self, *groups: str) -> Details:
        """The person's fields, of these groups only; without any, all that the line gives."""
        contact = self.contact if self.contact != Contact() else None
        wanted = groups or ("names", "documents", "contact")
        return Details(
            names=self.names if "names" in wanted else None,
            documents=self.documents if "documents" in wanted else None,
            contact=contact if "contact" in wanted else None,
        )

    def is_filed_by(self, row: Filing) -> bool:
        mine = (self.institution, self.class_number, self.lines, self.valid_from, self.valid_until)
        return mine == (row.institution, row.class_number, row.lines, row.valid_from, row.valid_until)


def fields_of(names: Names, documents: Documents, contact: Contact) -> dict[str, str]:
    """One person's fields by dotted name: the group, and the field in it."""
    return {
        "names.latin": names.latin,
        "names.chinese": names.chinese,
        "names.language": names.language,
        "documents.kind": documents.kind,
        "documents.number": documents.number,
        "documents.born": documents.born,
        "contact.phone": contact.phone,
        "contact.email": contact.email,
    }


class Places(Struct, frozen=True):
    """The institutions by either name and by id, the policy and the newest day, to understand lines by."""

    institutions: Mapping[str, tuple[bytes, ...]]
    policy: Policy
    newest: date

    @classmethod
    def of(cls, store: DeskStore, policy: Policy, newest: date) -> Self:
        named: dict[str, tuple[bytes, ...]] = {}
        with store.view() as view:
            for row in view.all(Institution):
                for name in dict.fromkeys((row.name_latin, row.name_chinese, row.key.hex())):
                    if name:
                        named[name.casefold()] = (*named.get(name.casefold(), ()), row.key)
        return cls(named, policy, newest)


def read_wanted(cells: Cells, places: Places) -> Wanted | Fault:
    """Understand a line, or say everything wrong with it. Days are local; `valid_until` is the last good one."""
    faults: list[str] = []
    institution, known = _institution(cells, places, faults), places.policy.class_called(cells["class"])
    if known is None:
        faults.append(f"class {cells['class']!r} is not in the policy")
    since, until = _day(cells, "valid_from", faults), _day(cells, "valid_until", faults)
    own = (malformed(field, cells[field], places.newest) for field in ("born", "phone", "email", "language"))
    faults += [fault for fault in own if fault is not None]
    if since is not None and until is not None and until < since:
        faults.append("valid_until lies before valid_from")
    if not (cells["name_latin"] or cells["name_chinese"]):
        faults.append("has no name")
    if not cells["document_number"]:
        faults.append("has no document_number")
    mask = _mask(cells["lines"].split(), known, places.policy, faults) if known is not None else 0
    if faults or known is None or institution is None or since is None or until is None:
        return Fault(cells.line, "; ".join(faults))
    return Wanted(
        line=cells.line,
        names=Names(cells["name_latin"], cells["name_chinese"], cells["language"]),
        documents=Documents(cells["document_kind"], cells["document_number"], cells["born"]),
        contact=Contact(cells["phone"], cells["email"]),
        institution=institution,
        class_number=known.number,
        lines=mask,
        valid_from=midnight(since, places.policy),
        valid_until=midnight(until + timedelta(days=1), places.policy),
    )


def _institution(cells: Cells, places: Places, faults: list[str]) -> bytes | None:
    found = places.institutions.get(cells["institution"].casefold(), ())
    if len(found) != 1:
        name = repr(cells["institution"])
        faults.append(f"several institutions are called {name}" if found else f"no institution is called {name}")
        return None
    return found[0]


def _day(cells: Cells, column: str, faults: list[str]) -> date | None:
    day = read_day(cells[column])
    if day is None:
        faults.append(f"{column} {cells[column]!r} is no day as 2027-01-31")
    return day


def _mask(named: Iterable[str], known: PassClass, policy: Policy, faults: list[str]) -> int:
    """No line named: every line of the class."""
    asked = list(named)
    wrong = [line for line in asked if line not in policy.lines or not policy.lines[line].bit & known.lines]
    if wrong:
        faults.append(f"class {known.code} does not cover {', '.join(wrong)}")
        return 0
    return policy.mask(asked) if asked else known.lines
