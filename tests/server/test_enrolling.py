"""Enrolment: the code is used once, never travels, and finds out a false server; wrong codes are counted."""

import pytest
from msgspec.structs import replace

from passdesk.credential import keys
from passdesk.credential.certificate_bodies import JournalRights
from passdesk.credential.enrolment import EnrolmentCode, desk_proof, new_code
from passdesk.domain.people import Desk, Enrolment
from passdesk.errors import Declined
from passdesk.store.signing import Signer
from passdesk.sync.joining import Enrol, Enrolled, Joined, join
from tests.factories.zones import id_of, seeded
from tests.server.zones import Served, a_served_zone

RIGHTS = JournalRights("gate", ("checkpoint",), ("futian-1",))
PUBLIC = keys.public_of(seeded("gate"))


def enrol(served: Served, code: EnrolmentCode, public: bytes = PUBLIC) -> Joined:
    at = served.clock().wall // 1_000_000
    return join(code, public, served.central.keys.tls.spki_sha256, served.central.enrol, at)


def test_a_desk_joins_and_knows_whom_to_trust(served: Served) -> None:
    code = served.central.open_enrolment(RIGHTS, served.admin)
    joined = enrol(served, code)
    assert (joined.zone, joined.root, joined.rights) == (served.central.zone, served.central.root, RIGHTS)
    assert (joined.server_public, joined.recovery) == (served.central.keys.public, served.founded.recovery_public)
    desk = served.rows()["desk", keys.key_id(PUBLIC)]
    assert isinstance(desk, Desk)
    assert (desk.name, desk.roles, desk.lanes, desk.state) == ("gate", ("checkpoint",), ("futian-1",), "active")
    place = next(row for row in served.rows().values() if isinstance(row, Enrolment))
    assert place.used_by == desk.key


def test_a_lost_answer_is_given_again_until_the_desk_is_heard_and_to_no_other(served: Served) -> None:
    code = served.central.open_enrolment(RIGHTS, served.admin)
    first = enrol(served, code)
    count = len(served.fates())
    assert enrol(served, code) == first
    assert len(served.fates()) == count
    with pytest.raises(Declined, match="used"):
        enrol(served, code, keys.public_of(seeded("another")))
    with served.central.storage.reading() as reads:
        assert len(reads.secrets("code:")) == 1
    served.hand_journal("third", "checkpoint").push(served.central)
    with served.central.storage.reading() as reads:
        assert len(reads.secrets("code:")) == 1  # the first desk was not heard yet


def test_the_code_is_forgotten_once_the_desk_is_heard(served: Served) -> None:
    served.hand_journal("gate", "checkpoint").push(served.central)
    with served.central.storage.reading() as reads:
        assert reads.secrets("code:") == {}


def test_wrong_codes_are_refused_and_after_ten_in_a_minute_every_code_is(served: Served) -> None:
    right = served.central.open_enrolment(RIGHTS, served.admin)
    wrong = Enrol(PUBLIC, desk_proof(new_code(served.central.root), PUBLIC))
    for _ in range(10):
        with pytest.raises(Declined, match="wrong"):
            served.central.enrol(wrong)
    with pytest.raises(Declined, match="Too many"):
        served.central.enrol(Enrol(PUBLIC, desk_proof(right, PUBLIC)))
    served.clock.step(61)
    assert enrol(served, right).rights == RIGHTS


def test_only_an_administrator_opens_a_place(served: Served) -> None:
    nobody = Signer(id_of("nobody"), seeded("nobody"))
    with pytest.raises(Declined):
        served.central.open_enrolment(RIGHTS, nobody)
    with served.central.storage.reading() as reads:
        assert reads.secrets("code:") == {}
    assert not [row for row in served.rows().values() if isinstance(row, Enrolment)]


@pytest.mark.parametrize("field", ["founding", "server_certificate", "certificate", "tls", "proof"])
def test_an_answer_from_a_false_server_is_found_out(served: Served, field: str) -> None:
    other = a_served_zone(served.folder / "other")
    code, theirs = (zone.central.open_enrolment(RIGHTS, zone.admin) for zone in (served, other))
    false = other.central.enrol(Enrol(PUBLIC, desk_proof(theirs, PUBLIC)))

    def answer(asked: Enrol) -> Enrolled:
        return replace(served.central.enrol(asked), **{field: getattr(false, field)})

    with pytest.raises(Declined, match="not the server"):
        join(code, PUBLIC, served.central.keys.tls.spki_sha256, answer, served.clock().wall // 1_000_000)
    other.close()


def test_another_tls_key_is_found_out(served: Served) -> None:
    code = served.central.open_enrolment(RIGHTS, served.admin)
    with pytest.raises(Declined, match="another key"):
        join(code, PUBLIC, bytes(32), served.central.enrol, served.clock().wall // 1_000_000)


def test_a_desk_whose_clock_is_years_behind_can_enrol(served: Served) -> None:
    code = served.central.open_enrolment(RIGHTS, served.admin)
    assert join(code, PUBLIC, served.central.keys.tls.spki_sha256, served.central.enrol, 5).rights == RIGHTS
