"""Whose pass a code is; nothing about it is recorded."""

from passdesk.credential.token import text_of
from passdesk.domain.passes import Forged, NotAPass, NothingRead, Verified
from passdesk.issuing import passes
from passdesk.issuing.whose import Whose, whose_pass
from tests.issuing.conftest import Bureau


def asked(bureau: Bureau, text: str) -> Whose:
    before = bureau.staff.store.journal.seq
    found = whose_pass(bureau.staff.store, bureau.staff.clock, text)
    assert bureau.staff.store.journal.seq == before
    return found


def test_a_pass_by_its_code_and_by_its_number(bureau: Bureau) -> None:
    person = bureau.person()
    bureau.approved(person)
    issued = passes.issue(bureau.staff.hr, person)
    by_code = asked(bureau, f" {issued.qr_text}\n")
    assert (by_code.person, by_code.pass_id) == (person, issued.pass_id)
    assert isinstance(by_code.read, Verified)
    by_number = asked(bureau, issued.short_number)
    assert (by_number.person, by_number.read) == (person, None)


def test_what_proves_nothing_names_nobody(bureau: Bureau) -> None:
    person = bureau.person()
    bureau.approved(person)
    token = bytearray(passes.held(bureau.staff.hr, passes.issue(bureau.staff.hr, person).pass_id).token)
    token[-1] ^= 1
    forged = asked(bureau, text_of(bytes(token)))
    assert (forged.person, type(forged.read)) == (None, Forged)
    assert type(asked(bureau, "").read) is NothingRead
    for text in ("x", "9" * 4000, "12345678901", "\ud800", "１２３"):
        assert type(asked(bureau, text).read) is NotAPass, text
        assert asked(bureau, text).person is None
