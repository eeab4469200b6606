"""From an institution to a badge, and who may not do what."""

from collections.abc import Callable

import pytest

from passdesk.credential.key_ring import KeyRing
from passdesk.credential.token import read_token
from passdesk.domain.passes import IssuingScope, Pass, Verified
from passdesk.domain.people import Filing, Institution, Person
from passdesk.errors import Declined, Misuse, PassdeskError
from passdesk.issuing import badges, filings, institutions, issuing_keys, passes, people
from passdesk.printing.card_stock import WIDTH
from passdesk.store.acts import Acting
from tests.factories.people import YEAR, Office
from tests.factories.zones import SINCE
from tests.issuing.conftest import DAY, Bureau


def pass_row(bureau: Bureau, pass_id: bytes) -> Pass:
    return passes.held(bureau.staff.hr, pass_id)


def test_file_approve_issue_in_one_sitting(bureau: Bureau) -> None:
    person = bureau.person()
    filing = bureau.approved(person)
    issued = passes.issue(bureau.staff.hr, person)
    row = pass_row(bureau, issued.pass_id)
    assert (row.filing, row.person, row.institution) == (filing, person, bureau.institution)
    assert row.short_number == issued.short_number
    held = issuing_keys.held_keys(bureau.staff.store)
    read = read_token(issued.qr_text, "hetao", KeyRing.of(one.key.known for one in held))
    assert isinstance(read, Verified)
    assert read.claims.pass_id == issued.pass_id
    assert not read.out_of_scope


def test_a_pass_lasts_as_long_as_class_and_filing_allow_ending_with_a_local_day(bureau: Bureau) -> None:
    person = bureau.person()
    bureau.approved(person)
    expires = passes.issue(bureau.staff.hr, person).expires
    assert 364 * DAY < expires - bureau.now <= 365 * DAY
    assert (expires + 8 * 3600) % DAY == 0  # midnight in Hong Kong
    short = bureau.person("Ho Ka Yan")
    bureau.approved(short, days=10)
    assert passes.issue(bureau.staff.hr, short).expires == bureau.now + 10 * DAY


@pytest.mark.parametrize(
    ("days", "words"), [(401, "beyond its filing"), (366, "lasts 365 days"), (-1, "ends after it begins")]
)
def test_an_end_that_does_not_fit_is_misuse(bureau: Bureau, days: int, words: str) -> None:
    person = bureau.person()
    bureau.approved(person)
    with pytest.raises(Misuse, match=words):
        passes.issue(bureau.staff.hr, person, expires=bureau.now + days * DAY)


Attempt = Callable[[Bureau, bytes, bytes], object]

REFUSED: dict[str, tuple[Attempt, type[PassdeskError], str]] = {
    "own approval": (lambda b, _, f: filings.approve(b.staff.hr, f), Declined, "does not have the role"),
    "approval twice": (
        lambda b, _, f: [filings.approve(b.staff.approver, f) for _ in range(2)], Declined, "waits for approval",
    ),
    "issue unapproved": (lambda b, p, _: passes.issue(b.staff.hr, p), Declined, "No approved filing"),
    "issue by approver": (
        lambda b, p, f: [filings.approve(b.staff.approver, f), passes.issue(b.staff.approver, p)], Declined, "role",
    ),
    "unknown filing": (lambda b, _p, _f: filings.approve(b.staff.approver, bytes(16)), Declined, "does not know"),
    "unknown class": (lambda b, p, _: b.filed(p, "astronaut"), Misuse, r"no class 'astronaut'.*talent"),
    "line not of class": (
        lambda b, p, _: filings.file(
            b.staff.hr, p, b.institution, "goods", valid_from=1, valid_until=2, lines=["first"]
        ),
        Misuse, "does not cover",
    ),
    "empty validity": (lambda b, p, _: b.filed(p, days=0), Misuse, "end after it begins"),
    "no name": (lambda b, _p, _f: people.add(b.staff.hr, people.Details()), Misuse, "needs a name"),
    "person suspended": (
        lambda b, p, f: [people.suspend(b.staff.hr, p), filings.approve(b.staff.approver, f)], Declined, "suspended",
    ),
    "institution without name": (lambda b, _p, _f: institutions.add(b.staff.hr, " "), Misuse, "needs a name"),
    "institution of a name that looks like another's": (
        lambda b, _p, _f: institutions.add(b.staff.hr, "River University\u200b"), Misuse, "can't be shown",
    ),
    "institution whose Chinese name runs backwards": (
        lambda b, _p, _f: institutions.add(b.staff.hr, "Hydra", "\u202e學大"), Misuse, "can't be shown",
    ),
    "institution by the Latin name of another": (
        lambda b, _p, _f: institutions.add(b.staff.hr, " RIVER University"), Declined, "has this name already",
    ),
    "institution by the Chinese name of another": (
        lambda b, _p, _f: institutions.add(b.staff.hr, "Hydra", "河大"), Declined, "has this name already",
    ),
    "resume what goes on": (lambda b, p, _: people.resume(b.staff.chief, p), Declined, "not suspended"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_and_nothing_written(bureau: Bureau, name: str) -> None:
    attempt, error, words = REFUSED[name]
    person = bureau.person()
    filing = bureau.filed(person)
    with pytest.raises(error, match=words) as raised:
        attempt(bureau, person, filing)
    assert raised.value.kept


def test_an_operator_with_both_roles_may_not_approve_their_own_filing(bureau: Bureau) -> None:
    office = Office(bureau.staff.store, bureau.zone, bureau.staff.clock)
    both = Acting(bureau.staff.store, office.operator("both", "hr", "approver"), bureau.staff.clock)
    now, person = bureau.now, bureau.person()
    filing = filings.file(both, person, bureau.institution, "talent", valid_from=now, valid_until=now + DAY)
    with pytest.raises(Declined, match="may not approve as well"):
        filings.approve(both, filing)


def test_replacing_suspending_resuming_revoking(bureau: Bureau) -> None:
    person = bureau.person()
    bureau.approved(person)
    old = passes.issue(bureau.staff.hr, person).pass_id
    new = passes.replace(bureau.staff.hr, old).pass_id
    assert (pass_row(bureau, old).state, pass_row(bureau, old).replaced_by) == ("replaced", new)
    passes.suspend(bureau.staff.hr, new)
    assert pass_row(bureau, new).state == "suspended"
    passes.resume(bureau.staff.approver, new)
    assert pass_row(bureau, new).state == "good"
    passes.revoke(bureau.staff.hr, new)
    with pytest.raises(Declined):
        passes.resume(bureau.staff.approver, new)
    with pytest.raises(Declined, match="revoked already"):
        passes.replace(bureau.staff.hr, new)


def test_beside_a_suspended_pass_only_who_may_resume_it_makes_another(bureau: Bureau) -> None:
    office = Office(bureau.staff.store, bureau.zone, bureau.staff.clock)
    both = Acting(bureau.staff.store, office.operator("both", "hr", "approver"), bureau.staff.clock)
    person = bureau.person()
    bureau.approved(person)
    old = passes.issue(bureau.staff.hr, person).pass_id
    passes.suspend(bureau.staff.chief, old)
    before = bureau.staff.store.journal.seq
    for make, of in ((passes.replace, old), (passes.issue, person)):
        with pytest.raises(Declined, match="you may not resume it") as raised:
            make(bureau.staff.hr, of)
        assert (raised.value.kept, bureau.staff.store.journal.seq) == ("No pass was made.", before)
    assert pass_row(bureau, old).state == "suspended"
    new = passes.replace(both, old).pass_id
    assert (pass_row(bureau, old).state, pass_row(bureau, new).state) == ("replaced", "good")


def test_two_filings_ask_which(bureau: Bureau) -> None:
    person = bureau.person()
    bureau.approved(person)
    visitor = bureau.approved(person, "visitor", 5)
    with pytest.raises(Declined, match="several approved filings"):
        passes.issue(bureau.staff.hr, person)
    assert pass_row(bureau, passes.issue(bureau.staff.hr, person, class_code="visitor").pass_id).filing == visitor
    assert pass_row(bureau, passes.issue(bureau.staff.hr, person, filing=visitor).pass_id).filing == visitor


def test_a_key_out_of_scope_or_withdrawn_signs_nothing(bureau: Bureau) -> None:
    person = bureau.person()
    bureau.approved(person)
    issuing_keys.withdraw_issuing_key(bureau.staff.admin, bureau.key)
    with pytest.raises(Declined, match="no issuing key"):
        passes.issue(bureau.staff.hr, person)
    scope = IssuingScope((4,), (), YEAR, SINCE, SINCE + YEAR)
    issuing_keys.create_issuing_key(bureau.staff.admin, scope)
    with pytest.raises(Declined, match="may sign such a pass"):
        passes.issue(bureau.staff.hr, person)
    with pytest.raises(Declined, match="does not have the role"):
        issuing_keys.create_issuing_key(bureau.staff.hr, scope)


def test_suspended_institutions_resume_and_filings_are_withdrawn_for_good(bureau: Bureau) -> None:
    person = bureau.person()
    filing = bureau.approved(person)
    institutions.suspend(bureau.staff.chief, bureau.institution, "unpaid")
    with pytest.raises(Declined, match="institution is suspended"):
        passes.issue(bureau.staff.hr, person)
    institutions.resume(bureau.staff.chief, bureau.institution)
    filings.withdraw(bureau.staff.hr, filing)
    with bureau.staff.store.view() as view:
        row, institution = view.get(Filing, filing), view.get(Institution, bureau.institution)
    assert isinstance(row, Filing)
    assert row.state == "withdrawn"
    assert isinstance(institution, Institution)
    assert institution.state == "active"


def test_a_badge_reads_back_and_its_printing_is_recorded(bureau: Bureau) -> None:
    person = bureau.person()
    bureau.approved(person)
    issued = passes.issue(bureau.staff.hr, person)
    face = badges.badge_face(bureau.staff.store, bureau.staff.clock, issued.pass_id)
    assert (face.name_chinese, face.institution, face.class_name) == ("陳小明", "River University\n河大", "TALENT")
    assert (face.qr_text, face.short_number) == (issued.qr_text, issued.short_number)
    printed = badges.print_badge(bureau.staff.hr, issued.pass_id)
    png = printed.png
    assert printed.missing == ""
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == WIDTH
    newest = bureau.staff.store.journal.entry(bureau.staff.store.journal.seq)
    assert newest is not None
    assert (newest.kind, newest.body["pass_id"]) == ("badge_printed", issued.pass_id)
    passes.revoke(bureau.staff.hr, issued.pass_id)
    with pytest.raises(Declined, match="revoked"):
        badges.print_badge(bureau.staff.hr, issued.pass_id)


def test_erasing_a_person_takes_every_attachment_they_ever_had(bureau: Bureau) -> None:
    store = bureau.staff.store
    person = bureau.person()
    before = people.held(bureau.staff.hr, person)
    people.edit(bureau.staff.hr, person, people.Details(note="left early"))
    people.edit(bureau.staff.hr, person, people.Details(note="came back"))
    row = people.held(bureau.staff.hr, person)
    assert len(row.past) == 1
    erased = people.erase(bureau.staff.chief, person)
    assert set(erased.hashes) >= {before.names, before.documents, before.contact, row.note, row.past[0]}
    assert not erased.wal_pending
    for hash_ in erased.hashes:
        assert store.attachments.get(hash_) is None
        assert store.attachments.is_erased(hash_)
    gone = people.held(bureau.staff.hr, person)
    assert (gone.state, gone.names) == ("erased", None)
    assert isinstance(gone, Person)
    with pytest.raises(Declined, match="erased"):
        people.edit(bureau.staff.hr, person, people.Details(note="again"))
