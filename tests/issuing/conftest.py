"""A desk with staff, an issuing key and one institution."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from passdesk.domain.attachments import Contact, Documents, Names
from passdesk.domain.passes import IssuingScope
from passdesk.issuing import filings, institutions, issuing_keys, people
from passdesk.issuing.people import Details
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk
from tests.factories.people import YEAR
from tests.factories.staff import Staff, a_staff
from tests.factories.zones import SINCE, Zone

DAY = 86_400


class Bureau(Struct, frozen=True):
    staff: Staff
    zone: Zone
    institution: bytes
    key: bytes

    @property
    def now(self) -> int:
        return self.staff.clock().wall // 1_000_000

    def person(self, latin: str = "Chan Siu Ming", chinese: str = "陳小明", number: str = "") -> bytes:
        details = Details(
            names=Names(latin, chinese),
            documents=Documents("HKID", number or secrets.token_hex(4), "1990-05-01"),
            contact=Contact("+852 5555 0000", "chan@example.org"),
        )
        return people.add(self.staff.hr, details)

    def filed(self, person: bytes, class_code: str = "talent", days: int = 400) -> bytes:
        now = self.now
        return filings.file(
            self.staff.hr, person, self.institution, class_code, valid_from=now, valid_until=now + days * DAY
        )

    def approved(self, person: bytes, class_code: str = "talent", days: int = 400) -> bytes:
        filing = self.filed(person, class_code, days)
        filings.approve(self.staff.approver, filing)
        return filing


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    zone, clock = Zone(), FakeClock()
    with a_desk(tmp_path / "desk", zone, clock) as store:
        staff = a_staff(store, zone, clock)
        institution = institutions.add(staff.hr, "River University", "河大")
        key = issuing_keys.create_issuing_key(staff.admin, IssuingScope((), (), YEAR, SINCE, SINCE + 10 * YEAR))
        yield Bureau(staff, zone, institution, key)
