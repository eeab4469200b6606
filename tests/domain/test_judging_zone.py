"""Founding, adopting, enrolling, going on under a new key: who speaks for the zone."""

from hashlib import sha256
from typing import Any

from passdesk.domain.judging import Applies, Waits
from passdesk.domain.people import POLICY_KEY, Desk, Operator, Policy
from passdesk.domain.register import TooNew
from tests.domain.builders import (
    PASS,
    PLACE,
    ROOT,
    Park,
    filing,
    founded,
    ident,
    key_of,
    peopled,
    why,
)

# --- founding, enrolling, continuing


def founding(**more: Any) -> dict[str, Any]:
    return {
        "zone": "hetao", "root": ROOT, "recovery": key_of("r"), "policy": b"policy", "operator": ident("admin"),
        "operator_name": "admin", "operator_key": key_of("admin"), "operator_certificate": b"c",
        "wrapped": key_of("w"), "server_certificate": None, "desk": ident("head"), "public_key": key_of("head"),
        "certificate": b"c", "name": "head", "roles": ["admin", "checkpoint"], "lanes": ["lane"],
        "institutions": None, **more,
    }  # fmt: skip


def adopting() -> dict[str, Any]:
    return {
        "zone": "hetao", "server_certificate": b"s", "desk": ident("server"), "public_key": key_of("server"),
        "certificate": b"c", "name": "server", "roles": ["server"], "lanes": [],
    }  # fmt: skip


def empty() -> Park:
    zone = founded()
    zone.view.rows.clear()
    return zone


def test_a_zone_is_founded_once_and_by_its_root() -> None:
    zone = empty()
    assert why(zone.do("head", "zone_founded", "admin", **founding()).judgement) == "unsigned"
    zone.view.rows.clear()
    assert zone.do("head", "zone_founded", "root", **founding()).judgement == Applies()
    assert zone.row(Operator, "admin").roles == ("administrator",)
    assert zone.row(Desk, "head").roles == ("admin", "checkpoint")
    assert zone.row(Policy, POLICY_KEY).hash == sha256(b"policy").digest()
    assert why(zone.do("gate1", "zone_founded", "root", **founding(zone="other")).judgement) == "already_founded"
    other = founding(root=key_of("another root"))
    assert why(zone.do("gate1", "zone_founded", "another root", **other).judgement) == "unsigned"


def test_a_server_adopts_a_zone_once_its_founding_is_here() -> None:
    zone = empty()
    adopted = zone.write("server", "server_adopted", **adopting())
    assert zone.take(adopted, ("root",)).judgement == Waits("not_founded")
    zone.do("head", "zone_founded", "root", **founding())
    assert why(zone.take(adopted, ("admin",)).judgement) == "unsigned"
    assert zone.take(adopted, ("root",)).judgement == Applies()
    assert zone.row(Desk, "server").roles == ("server",)


def enrolled(**more: Any) -> dict[str, Any]:
    gate = {"desk": ident("gate3"), "public_key": key_of("gate3"), "certificate": b"c"}
    return {"enrolment": ident("place"), **gate, **PLACE, **more}


def test_the_server_fills_a_place_as_it_was_opened_once() -> None:
    zone = founded()
    assert why(zone.do("server", "desk_enrolled", **enrolled()).judgement) == "not_enrolled"
    zone.do("head", "enrolment_opened", "admin", enrolment=ident("place"), **PLACE)
    assert why(zone.do("gate1", "desk_enrolled", **enrolled()).judgement) == "desk_not_entitled"
    assert why(zone.do("nowhere", "desk_enrolled", **enrolled()).judgement) == "desk_unknown"
    assert why(zone.do("server", "desk_enrolled", **enrolled(roles=["admin"])).judgement) == "mismatch"
    assert why(zone.do("server", "desk_enrolled", **enrolled(desk=ident("head"))).judgement) == "already_enrolled"
    assert zone.view.get(Desk, ident("gate3")) is None
    assert zone.do("server", "desk_enrolled", **enrolled()).judgement == Applies()
    assert zone.row(Desk, "gate3").roles == ("checkpoint",)
    assert why(zone.do("server", "desk_enrolled", **enrolled(desk=ident("gate4"))).judgement) == "already_enrolled"


def continuing(old: str, new: str) -> dict[str, Any]:
    return {
        "public_key": key_of(new), "continues": ident(old), "seq": 3, "hash": bytes(32), "proof": bytes(64),
        "name": new,
    }  # fmt: skip


def test_a_journal_goes_on_under_a_new_key_and_grants_nothing_until_confirmed() -> None:
    zone = peopled()
    assert why(zone.do("office2", "journal_continued", **continuing("office", "office2")).judgement) == "unsigned"
    stolen = continuing("office", "gate1")
    assert why(zone.do("office2", "journal_continued", "office", **stolen).judgement) == "malformed"
    assert zone.do("office2", "journal_continued", "office", **continuing("office", "office2")).judgement == Applies()
    row = zone.row(Desk, "office2")
    assert (row.state, row.continues, row.roles, row.certificate) == ("unconfirmed", ident("office"), ("issuing",), b"")
    assert zone.do("office2", "filing_filed", "hr", **filing("lin", "f2")).judgement == Waits("desk_unconfirmed")
    assert zone.do("office2", "pass_suspended", "hr", **PASS).judgement == Applies()
    scope = row.scope
    assert zone.do("head", "desk_confirmed", "admin", desk=ident("office2")).judgement == Applies()
    assert (zone.row(Desk, "office2").state, zone.row(Desk, "office2").scope) == ("active", scope + 1)
    assert zone.do("office2", "filing_filed", "hr", **filing("lin", "f2")).judgement == Applies()


def test_a_zone_of_one_desk_confirms_itself_by_its_administrator() -> None:
    zone = founded()
    zone.do("head2", "journal_continued", "head", **continuing("head", "head2"))
    assert zone.do("head2", "desk_confirmed", "admin", desk=ident("head2")).judgement == Applies()


def test_going_on_under_a_new_key_does_not_undo_a_disabling() -> None:
    zone = founded()
    zone.do("head", "desk_disabled", "admin", desk=ident("office"))
    zone.do("office2", "journal_continued", "office", **continuing("office", "office2"))
    assert zone.row(Desk, "office2").state == "disabled"


def test_a_journal_that_continues_one_not_here_waits() -> None:
    zone = founded()
    judgement = zone.do("x2", "journal_continued", "x", **continuing("x", "x2")).judgement
    assert judgement == Waits("not_here_yet")


def test_founding_over_a_newer_zone_waits() -> None:
    zone = founded()
    zone.view.rows["zone", b"zone"] = TooNew("zone", b"zone", 2)
    entry = zone.write("head", "zone_founded", **founding())
    assert zone.take(entry, ("root",)).judgement == Waits("row_too_new")
