"""What of each row a desk receives, and which attachments: tables by desk role."""

import pytest

from passdesk.domain.attachments import Attachment, Group
from passdesk.domain.movements import Case, Presence
from passdesk.domain.passes import Pass
from passdesk.domain.people import Desk, Enrolment, Filing, Institution, Operator, Person, Watch
from passdesk.domain.register import Row
from passdesk.server.feed_scope import Scope, scope_of
from tests.factories.zones import id_of

OWN, OTHER, UNI, LAB = id_of("own"), id_of("other"), id_of("uni"), id_of("lab")
GATE, ISSUING, RECORDS, ADMIN = ("checkpoint",), ("issuing",), ("records",), ("admin",)


def attachment(group: Group) -> Attachment:
    return Attachment(group, bytes(16), b"content")


def scope(*roles: str, institutions: tuple[bytes, ...] = (), state: str = "active") -> Scope:
    desk = Desk(key=OWN, name="d", public_key=b"", certificate=b"", roles=roles, institutions=institutions, state=state)  # type: ignore[arg-type]
    return scope_of(desk)


def a_person(**changes: object) -> Person:
    hashes = {name: attachment(name).hash for name in ("names", "documents", "gate_photo", "note")}
    return Person(**{"key": OTHER, **hashes, "past": (bytes(32),), "institutions": (UNI,), **changes})  # type: ignore[arg-type]


def an_operator(*roles: str) -> Operator:
    wrapped = attachment("wrapped").hash
    return Operator(key=OTHER, name="o", public_key=b"", certificate=b"", roles=roles, wrapped=wrapped)


A_FILING = Filing(key=OTHER, person=OTHER, institution=UNI, class_number=1, lines=1, valid_from=1, valid_until=2,
                  filed_by=OTHER)  # fmt: skip
A_PASS = Pass(key=OTHER, person=OTHER, filing=OTHER, institution=UNI, class_number=1, lines=1, issued_at=1,
              not_before=1, expires=2, issuing_key=OTHER, short_number="1", token=b"t")  # fmt: skip
AN_INSTITUTION = Institution(key=UNI, tag=b"tagg", name_latin="U")
A_WATCH = Watch(key=OTHER, action="refuse", reason="because")
A_PRESENCE = Presence(key=OTHER, inside=True, at=1, lane="l", movement=(OTHER, 1), trail=((1,),))
AN_ENROLMENT = Enrolment(key=OTHER, name="d", roles=GATE)


def a_case(journal: bytes) -> Case:
    return Case(key=OTHER, kind="two_lanes_apart", entries=((journal, 1), (UNI, 2)), at=1)


@pytest.mark.parametrize(
    ("row", "gate", "issuing", "records", "admin"),
    [
        (a_person(), True, True, True, True),
        (A_FILING, True, True, True, True),
        (A_PASS, True, True, True, True),
        (AN_INSTITUTION, True, True, True, True),
        (an_operator("hr"), True, True, True, True),
        (A_WATCH, True, False, True, True),
        (A_PRESENCE, True, False, True, True),
        (AN_ENROLMENT, False, False, False, True),
        (a_case(OWN), True, True, True, True),
        (a_case(OTHER), False, False, True, True),
    ],
    ids=lambda value: value.TABLE if isinstance(value, Row) else None,
)
def test_which_rows_are_sent(row: Row, gate: bool, issuing: bool, records: bool, admin: bool) -> None:
    sent = [scope(role).share(row) is not None for role in ("checkpoint", "issuing", "records", "admin")]
    assert sent == [gate, issuing, records, admin]


def test_columns_are_hidden_by_role() -> None:
    seen = scope("checkpoint").share(a_person())
    assert seen == a_person(documents=None, note=None, past=())
    assert scope("checkpoint").share(A_WATCH) == Watch(key=OTHER, action="refuse")
    assert scope("issuing").share(a_person()) == a_person()
    assert scope("checkpoint", "issuing").share(a_person()) == a_person()


@pytest.mark.parametrize(
    ("row", "sent"),
    [
        (AN_INSTITUTION, False),
        (A_FILING, False),
        (A_PASS, False),
        (a_person(), False),
        (a_person(institutions=(UNI, LAB)), True),
        (a_person(institutions=(UNI,), formerly=(LAB,)), False),
        (a_person(institutions=(), last=(OWN, 3)), True),
        (a_person(institutions=(), last=(OTHER, 3)), False),
        (an_operator("hr"), True),
    ],
)
def test_an_issuing_desk_of_one_institution_receives_its_own_alone(row: Row, sent: bool) -> None:
    assert (scope("issuing", institutions=(LAB,)).share(row) is not None) == sent


def test_a_gate_that_also_issues_sees_other_institutions_people_as_a_gate() -> None:
    both = scope("checkpoint", "issuing", institutions=(LAB,))
    assert both.share(a_person()) == a_person(documents=None, note=None, past=())
    assert both.share(a_person(institutions=(LAB,))) == a_person(institutions=(LAB,))


def test_an_unconfirmed_desk_receives_bare_rows() -> None:
    bare = scope("checkpoint", "records", state="unconfirmed")
    assert bare.share(a_person()) == Person(key=OTHER, institutions=(UNI,))
    shared = bare.share(an_operator("checkpoint"))
    assert isinstance(shared, Operator)
    assert shared.wrapped is None
    assert not bare.may_have(attachment("names"), a_person())


@pytest.mark.parametrize(
    ("group", "gate", "issuing", "records"),
    [("names", True, True, True), ("gate_photo", True, True, True), ("documents", False, True, True),
     ("note", False, True, True)],
)  # fmt: skip
def test_which_attachments_of_a_person_a_desk_may_have(
    group: Group, gate: bool, issuing: bool, records: bool
) -> None:
    may = [scope(role).may_have(attachment(group), a_person()) for role in ("checkpoint", "issuing", "records")]
    assert may == [gate, issuing, records]
    assert not scope("issuing", institutions=(LAB,)).may_have(attachment(group), a_person())
    assert not scope("records").may_have(attachment(group), a_person(**{group: None}))


@pytest.mark.parametrize(
    ("role", "gate", "issuing", "records"),
    [("checkpoint", True, False, False), ("hr", False, True, False), ("approver", False, True, False),
     ("supervisor", True, True, True), ("administrator", True, True, True)],
)  # fmt: skip
def test_whose_wrapped_keys_a_desk_holds(role: str, gate: bool, issuing: bool, records: bool) -> None:
    wrapped, operator = attachment("wrapped"), an_operator(role)
    may = [scope(desk).may_have(wrapped, operator) for desk in ("checkpoint", "issuing", "records")]
    assert may == [gate, issuing, records]
