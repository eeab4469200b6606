"""What people do at desks with offices, by what they know there; whoever they are, they may be too late."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from random import Random
from typing import Any, TypeVar

from msgspec import Struct

from passdesk.credential import short_number
from passdesk.credential.issuing_key import IssuingKey
from passdesk.domain.attachments import Attachment, Contact
from passdesk.domain.movements import Case
from passdesk.domain.passes import Claims, IssuingScope, Pass
from passdesk.domain.people import Desk as DeskRow
from passdesk.domain.people import Filing, Institution, Person, Watch
from passdesk.domain.people import IssuingKey as KeyRow
from passdesk.domain.register import Row
from passdesk.errors import Declined
from passdesk.store import told
from passdesk.store.acts import act
from tests.factories.people import YEAR, names_of
from tests.factories.zones import SINCE, id_of
from tests.simulation.machines import Desk
from tests.simulation.template import signer

R = TypeVar("R", bound=Row)
DAY = 86_400


class Act(Struct, frozen=True):
    """What is about to be written, and by whom."""

    kind: str
    body: Mapping[str, Any]
    by: str
    attachments: tuple[Attachment, ...] = ()


class Clerk(Struct):
    """Chooses acts at one desk, from `choices`. `count` makes every new thing's name its own."""

    desk: Desk
    random: Random
    choices: tuple["Choice", ...]
    count: int = 0

    def something(self) -> str:
        """Do one thing; what it was, "" where nothing offered itself, "declined" where the desk refused."""
        try:
            wanted = self.random.choice(self.choices)(self)
            if wanted is None:
                return ""
            act(self.desk.store, wanted.kind, wanted.body, signer(wanted.by), self.desk.clock(), wanted.attachments)
        except Declined:
            return "declined"
        return wanted.kind

    def any(self, kind: type[R], fits: Callable[[R], bool] = lambda _: True) -> R | None:
        """One of the rows known here."""
        with self.desk.store.view() as view:
            rows = sorted((row for row in view.all(kind) if fits(row)), key=lambda row: row.key)
        return self.random.choice(rows) if rows else None

    def fresh(self, what: str) -> str:
        self.count += 1
        return f"{what} {self.count} of {self.desk.name}"

    def seconds(self) -> int:
        return told.seconds(self.desk.store, self.desk.clock())


Choice = Callable[[Clerk], Act | None]


def _stop(kind: type[Row], field: str, name: str, by: str) -> Choice:
    def choose(clerk: Clerk) -> Act | None:
        row = clerk.any(kind)
        return None if row is None else Act(name, {field: row.key, "reason": None}, by)

    return choose


def _resume(kind: type[Pass] | type[Person] | type[Institution], field: str, name: str) -> Choice:
    def choose(clerk: Clerk) -> Act | None:
        row: Any = clerk.any(kind, lambda row: row.state == "suspended")
        return None if row is None else Act(name, {field: row.key}, "supervisor")

    return choose


def _add_person(clerk: Clerk) -> Act:
    name = clerk.fresh("person")
    names = names_of(name)
    return Act("person_added", {"person": id_of(name), "names": names.hash}, "hr", (names,))


def _edit_person(clerk: Clerk) -> Act | None:
    row = clerk.any(Person, lambda row: row.state != "erased")
    contact = Attachment("contact", id_of(clerk.fresh("contact")), Contact("1", "2").to_content())
    body = {"person": row.key, "contact": contact.hash} if row is not None else {}
    return Act("person_edited", body, "hr", (contact,)) if row is not None else None


def _erase(clerk: Clerk) -> Act | None:
    if clerk.random.random() < 0.7:
        return None
    row = clerk.any(Person, lambda row: row.state != "erased")
    if row is None:
        return None
    return Act("person_erased", {"person": row.key, "hashes": [], "reason": None}, "supervisor")


def _watch(clerk: Clerk) -> Act | None:
    row = clerk.any(Person)
    body = {"person": row.key, "action": clerk.random.choice(("refuse", "attention")), "reason": None} if row else {}
    return Act("watch_added", body, "supervisor") if row is not None else None


def _lift(clerk: Clerk) -> Act | None:
    row = clerk.any(Watch, lambda row: row.state == "active")
    return None if row is None else Act("watch_lifted", {"person": row.key}, "supervisor")


def _close_case(clerk: Clerk) -> Act | None:
    row = clerk.any(Case)
    return None if row is None else Act("case_closed", {"case": row.key, "reason": None}, "supervisor")


def _file(clerk: Clerk) -> Act | None:
    person, institution = clerk.any(Person), clerk.any(Institution)
    if person is None or institution is None:
        return None
    body = {"filing": id_of(clerk.fresh("filing")), "person": person.key, "institution": institution.key,
            "class_number": 1, "lines": 3, "valid_from": SINCE, "valid_until": SINCE + 2 * YEAR}  # fmt: skip
    return Act("filing_filed", body, clerk.random.choice(("hr", "second hr")))


def _approve(clerk: Clerk) -> Act | None:
    row = clerk.any(Filing, lambda row: row.state == "filed")
    if row is None:
        return None
    body = {"filing": row.key, "person": row.person, "institution": row.institution}
    return Act("filing_approved", body, "approver")


def _issue(clerk: Clerk, replaces: bytes | None = None) -> Act | None:
    row = clerk.any(Filing, lambda row: row.state == "approved")
    key = clerk.any(KeyRow, lambda row: clerk.desk.store.journal.key(f"issuing:{row.key.hex()}") is not None)
    if row is None or key is None:
        return None
    seed = clerk.desk.store.journal.key(f"issuing:{key.key.hex()}")
    assert seed is not None
    signing = IssuingKey.of(seed, IssuingScope((), (), YEAR, SINCE, SINCE + 10 * YEAR))
    pass_id, now = id_of(clerk.fresh("pass")), clerk.seconds()
    tag = sha256(row.institution).digest()[:4]
    token = signing.issue(Claims("hetao", now + 30 * DAY, now, now, pass_id, 1, 3, tag))
    body = {"pass": pass_id, "filing": row.key, "person": row.person, "institution": row.institution,
            "class_number": 1, "lines": 3, "issued_at": now, "not_before": now, "expires": now + 30 * DAY,
            "key": key.key, "short_number": short_number.short_number(pass_id), "token": token,
            "replaces": replaces}  # fmt: skip
    return Act("pass_issued", body, clerk.random.choice(("hr", "second hr")))


def _replace(clerk: Clerk) -> Act | None:
    row = clerk.any(Pass)
    return None if row is None else _issue(clerk, row.key)


def _change_desk(clerk: Clerk) -> Act | None:
    """The same roles and lanes under another name: the desk's register starts anew all the same."""
    if clerk.random.random() < 0.6:
        return None
    row = clerk.any(DeskRow, lambda row: row.name != "server" and "server" not in row.roles)
    if row is None:
        return None
    body = {"desk": row.key, "name": clerk.fresh("desk"), "roles": list(row.roles), "lanes": list(row.lanes),
            "institutions": None}  # fmt: skip
    return Act("desk_changed", body, "admin")


Group = tuple[Choice, ...]
_STOPS_AND_RESUMPTIONS: tuple[Group, ...] = (
    (_stop(Pass, "pass", "pass_suspended", "approver"), _resume(Pass, "pass", "pass_resumed")),
    (_stop(Person, "person", "person_suspended", "hr"), _resume(Person, "person", "person_resumed")),
    (
        _stop(Institution, "institution", "institution_suspended", "approver"),
        _resume(Institution, "institution", "institution_resumed"),
    ),
    (_watch, _lift),
)
_OTHERS: tuple[Group, ...] = (
    (_stop(Pass, "pass", "pass_revoked", "supervisor"),),
    (_stop(Filing, "filing", "filing_withdrawn", "hr"),),
    (_add_person, _edit_person),
    (_erase,),
    (_close_case,),
)
_ISSUING: Group = (_file, _approve, _approve, _issue, _issue, _replace, _change_desk)


def choices_of_a_day(random: Random) -> Mapping[str, Group]:
    """By desk, the acts of one seed: few kinds, so that two desks get in each other's way."""
    both = (*random.sample(_STOPS_AND_RESUMPTIONS, 2), *random.sample(_OTHERS, 2))
    anywhere = tuple(act for group in both for act in group)
    return {"issuing": (*anywhere, *_ISSUING), "records": anywhere}
