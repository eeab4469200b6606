"""Who may do what: one table for desk and server."""

from typing import Any

import pytest

from passdesk.domain.entries import seal
from passdesk.domain.judging import Applies, Unread
from passdesk.domain.people import Filing
from tests.domain.builders import (
    FILING,
    LIN,
    OPERATOR,
    PASS,
    PLACE,
    POLICY,
    approval,
    desk_row,
    filing,
    ident,
    issue,
    issuing_key,
    key_of,
    operator_row,
    peopled,
    shown,
    times_of,
    why,
)

RENEWAL: dict[str, Any] = {
    "operator": ident("guard"), "public_key": key_of("new"), "certificate": b"c", "wrapped": key_of("w"),
}  # fmt: skip
RIGHTS: dict[str, tuple[str, dict[str, Any], dict[str, str], dict[str, str]]] = {
    # what: (kind, body, who may at which desk, who may not and why)
    "institution added": (
        "institution_added",
        {"institution": ident("lab"), "name_latin": "Lab"},
        {"office": "hr", "board": "supervisor", "head": "admin", "server": "admin"},
        {"gate1 hr": "desk_not_entitled", "office guard": "operator_not_entitled"},
    ),
    "institution suspended": (
        "institution_suspended",
        {"institution": ident("institute")},
        {"board": "supervisor", "office": "approver", "head": "admin"},
        {"office hr": "operator_not_entitled", "gate1 supervisor": "desk_not_entitled"},
    ),
    "person edited": (
        "person_edited",
        LIN,
        {"office": "hr"},
        {"office approver": "operator_not_entitled", "gate1 hr": "desk_not_entitled"},
    ),
    "person suspended": (
        "person_suspended",
        LIN,
        {"office": "hr", "board": "supervisor"},
        {"office guard": "operator_not_entitled"},
    ),
    "person erased": (
        "person_erased",
        {**LIN, "hashes": []},
        {"board": "supervisor"},
        {"office hr": "operator_not_entitled"},
    ),
    "watch added": (
        "watch_added",
        {**LIN, "action": "refuse"},
        {"board": "supervisor"},
        {"board admin": "operator_not_entitled"},
    ),
    "pass revoked": (
        "pass_revoked",
        PASS,
        {"office": "hr", "board": "supervisor"},
        {"gate1 supervisor": "desk_not_entitled"},
    ),
    "filing withdrawn": ("filing_withdrawn", FILING, {"office": "approver"}, {"office guard": "operator_not_entitled"}),
    "operator added": (
        "operator_added",
        OPERATOR,
        {"head": "admin", "server": "admin"},
        {"office admin": "desk_not_entitled", "head supervisor": "operator_not_entitled"},
    ),
    "operator disabled": (
        "operator_disabled",
        {"operator": ident("hr")},
        {"head": "admin"},
        {"head hr": "operator_not_entitled"},
    ),
    "key added": (
        "issuing_key_added",
        issuing_key("key2"),
        {"office": "admin", "head": "admin"},
        {"office hr": "operator_not_entitled"},
    ),
    "key withdrawn": (
        "issuing_key_withdrawn",
        {"key": ident("key")},
        {"head": "admin"},
        {"office admin": "desk_not_entitled"},
    ),
    "place opened": (
        "enrolment_opened",
        {"enrolment": ident("place"), **PLACE},
        {"head": "admin", "server": "admin"},
        {"head supervisor": "operator_not_entitled"},
    ),
    "desk changed": (
        "desk_changed",
        {"desk": ident("gate2"), **PLACE},
        {"head": "admin"},
        {"board admin": "desk_not_entitled"},
    ),
    "desk disabled": (
        "desk_disabled",
        {"desk": ident("gate2")},
        {"server": "admin"},
        {"server hr": "operator_not_entitled"},
    ),
    "policy published": ("policy_published", POLICY, {"head": "admin"}, {"head approver": "operator_not_entitled"}),
    "key wrapped anew": (
        "operator_rewrapped",
        {"operator": ident("guard"), "wrapped": key_of("w")},
        {"gate1": "guard"},
        {"gate1 hr": "operator_not_entitled"},
    ),
    "card made": (
        "operator_card_made",
        {"operator": ident("guard"), "card": key_of("c")},
        {"gate1": "guard", "board": "guard"},
        {"gate1 hr": "operator_not_entitled", "gate1 admin": "operator_not_entitled"},
    ),
    "card withdrawn": (
        "operator_card_withdrawn",
        {"operator": ident("guard"), "withdrawn": key_of("c")},
        {"gate1": "guard", "office": "admin"},
        {"gate1 hr": "operator_not_entitled", "gate1 supervisor": "operator_not_entitled"},
    ),
    "operator renewed": (
        "operator_renewed",
        RENEWAL,
        {"gate1": "admin", "office": "admin", "server": "admin"},
        {"gate1 supervisor": "operator_not_entitled", "gate1 guard": "operator_not_entitled"},
    ),
}


@pytest.mark.parametrize(("kind", "body", "may", "may_not"), RIGHTS.values(), ids=RIGHTS)
def test_rights(kind: str, body: dict[str, Any], may: dict[str, str], may_not: dict[str, str]) -> None:
    for desk, by in may.items():
        assert peopled().do(desk, kind, by, **body).judgement == Applies(), (desk, by)
    for who, cause in may_not.items():
        desk, by = who.split()
        assert why(peopled().do(desk, kind, by, **body).judgement) == cause, who
    desk = next(iter(may))
    assert why(peopled().do(desk, kind, **body).judgement) == "unsigned"
    assert why(peopled().do(desk, kind, "stranger", **body).judgement) == "unsigned"
    assert why(peopled().do("nowhere", kind, may[desk], **body).judgement) == "desk_unknown"


@pytest.mark.parametrize(
    ("desk", "by", "cause"),
    [("head", "admin", None), ("server", "admin", None), ("head", "supervisor", "operator_not_entitled"),
     ("office", "admin", "desk_not_entitled"), ("gate1", "admin", "desk_not_entitled"), ("head", "", "unsigned")],
)  # fmt: skip
def test_who_takes_back_a_place(desk: str, by: str, cause: str | None) -> None:
    zone = peopled()
    zone.do("head", "enrolment_opened", "admin", enrolment=ident("place"), **PLACE)
    taken = zone.do(desk, "enrolment_withdrawn", *([by] if by else []), enrolment=ident("place"))
    assert taken.judgement == Applies() if cause is None else why(taken.judgement) == cause


SCOPED: dict[str, Any] = {"roles": ("hr",), "institutions": (ident("institute"),)}
ELSEWHERE: dict[str, Any] = {"roles": ("hr",), "institutions": (ident("lab"),)}
SCOPES: dict[str, tuple[dict[str, Any], str, dict[str, Any], str | None]] = {
    "its own pass": (SCOPED, "pass_suspended", PASS, None),
    "another's pass": (ELSEWHERE, "pass_suspended", PASS, "operator_out_of_scope"),
    "another's filing": (ELSEWHERE, "filing_withdrawn", FILING, "operator_out_of_scope"),
    "another's person": (ELSEWHERE, "person_edited", LIN, "operator_out_of_scope"),
    "its own person": (SCOPED, "person_edited", LIN, None),
    "files for another": (ELSEWHERE, "filing_filed", filing("lin", "f2"), "operator_out_of_scope"),
    "files for its own": (SCOPED, "filing_filed", filing("lin", "f2"), None),
    "issues for another": (ELSEWHERE, "pass_issued", issue("lin", "p2"), "operator_out_of_scope"),
    "a person of nobody yet": (ELSEWHERE, "person_added", {"person": ident("new")}, None),
    "adds an institution": (
        SCOPED,
        "institution_added",
        {"institution": ident("lab"), "name_latin": "L"},
        "operator_out_of_scope",
    ),
    "supervisor as well": ({**ELSEWHERE, "roles": ("hr", "supervisor")}, "pass_suspended", PASS, None),
    "supervisor does not help to file": (
        {**ELSEWHERE, "roles": ("hr", "supervisor")},
        "filing_filed",
        filing("lin", "f2"),
        "operator_out_of_scope",
    ),
}


@pytest.mark.parametrize(("row", "kind", "body", "cause"), SCOPES.values(), ids=SCOPES)
def test_hr_acts_within_its_institutions(
    row: dict[str, Any], kind: str, body: dict[str, Any], cause: str | None
) -> None:
    zone = peopled()
    zone.view.apply({("operator", ident("hr2")): operator_row("hr2", **row)})
    judgement = zone.do("office", kind, "hr2", **body).judgement
    assert judgement == Applies() if cause is None else why(judgement) == cause


@pytest.mark.parametrize("kind", ["person_suspended", "person_resumed"])
def test_a_disabled_desk_or_operator_does_nothing(kind: str) -> None:
    zone = peopled()
    zone.do("head", "desk_disabled", "admin", desk=ident("board"))
    zone.do("head", "operator_disabled", "admin", operator=ident("supervisor"))
    assert why(zone.do("board", kind, "admin", **LIN).judgement) == "desk_disabled"
    assert why(zone.do("head", kind, "supervisor", **LIN).judgement) == "operator_not_entitled"


def test_facts_of_a_disabled_or_unknown_desk_count() -> None:
    zone = peopled()
    assert zone.do("nowhere", "signed_in", operator=ident("guard")).judgement == Applies()
    zone.do("head", "desk_disabled", "admin", desk=ident("gate1"))
    assert zone.do("gate1", "shown", **shown()).judgement == Applies()
    assert zone.do("nowhere", "shown", at=1, **shown(direction="exit")).judgement == Applies()
    assert zone.inside("lin") is False


# --- filed by one, approved by another

FOUR_EYES: dict[str, tuple[tuple[str, ...], tuple[str, ...], str | None]] = {
    "by one, by another": (("hr",), ("approver",), None),
    "both by one who holds both roles": (("both",), ("both",), "same_operator"),
    "by one of both roles, by another": (("both",), ("approver",), None),
    "co-signed by a second without the role": (("both",), ("both", "hr"), "same_operator"),
    "co-signed by a stranger": (("both",), ("both", "stranger"), "same_operator"),
    "co-signed by a second with the role": (("both",), ("both", "approver"), None),
    "the actor of the filing had no right to file": (("approver", "both"), ("both",), "same_operator"),
}


@pytest.mark.parametrize(("filers", "approvers", "cause"), FOUR_EYES.values(), ids=FOUR_EYES)
def test_four_eyes(filers: tuple[str, ...], approvers: tuple[str, ...], cause: str | None) -> None:
    zone = peopled()
    zone.do("office", "filing_filed", filers, **filing("lin", "f2"))
    judgement = zone.do("office", "filing_approved", approvers, **approval("lin", "f2")).judgement
    row = zone.row(Filing, "f2")
    if cause is None:
        assert (judgement, row.state) == (Applies(), "approved")
        assert row.approved_by == ident("approver")
    else:
        assert (why(judgement), row.state, row.approved_by) == (cause, "filed", None)


def test_what_this_program_does_not_know_is_unread() -> None:
    zone = peopled()
    entry = zone.journal("gate1").write("teleported", {"anything": [1, {"deep": None}]})
    before = set(zone.view.rows)
    assert zone.take(entry).judgement == Unread()
    assert set(zone.view.rows) - before == {times_of("gate1")}


def test_one_desk_of_all_roles_does_everything() -> None:
    zone = peopled()
    zone.view.apply({("desk", ident("kiosk")): desk_row("kiosk", ("checkpoint", "issuing", "records", "admin"))})
    for kind, by, body in (
        ("filing_filed", "hr", filing("lin", "f2")),
        ("shown", "", shown()),
        ("operator_added", "admin", OPERATOR),
        ("watch_added", "supervisor", {**LIN, "action": "refuse"}),
    ):
        assert zone.do("kiosk", kind, (by,) if by else (), **body).judgement == Applies(), kind


@pytest.mark.parametrize(
    ("signed_by", "cause"), [("nobody known", "signer_not_here_yet"), ("hr", "unsigned"), (None, "unsigned")]
)
def test_an_act_waits_for_the_entry_that_adds_its_signer(signed_by: str | None, cause: str) -> None:
    """`hr` is known, and the signature under that name does not verify: `signers` is empty."""
    zone = peopled()
    plain = zone.write("office", "person_suspended", ("hr",), **LIN)
    signatures = () if signed_by is None else ((ident(signed_by), bytes(64)),)
    assert why(zone.take(seal(plain.signed_bytes, signatures)).judgement) == cause
