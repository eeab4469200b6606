"""Places opened at an admin desk: the server has the codes first, and nothing of them is in any journal or row."""

from collections.abc import Sequence

import pytest

from passdesk.administration import desks
from passdesk.administration.desks import Place
from passdesk.administration.place_file import read_places
from passdesk.administration.places import MOST_PLACES, OpenedPlace, open_places, take_back
from passdesk.credential import keys
from passdesk.credential.enrolment import CODE_BYTES, new_code, parse_code
from passdesk.domain.kinds import KINDS
from passdesk.domain.movements import Case
from passdesk.domain.people import Desk, Enrolment
from passdesk.errors import Damaged, Declined, Misuse, Unreachable
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.sync.codes import Codes
from passdesk.sync.joining import Joined, join
from tests.factories.zones import seeded
from tests.server.zones import Served

GATES = [Place(name=f"Gate {number}", roles=("checkpoint",), lanes=(f"F1-{number}",)) for number in (1, 2)]


@pytest.fixture
def office(served: Served) -> DeskStore:
    store = served.desk("office", "admin", "issuing")
    served.sync(store)
    return store


def acting(served: Served, store: DeskStore) -> Acting:
    return Acting(store, served.admin, served.clock)


def opened(served: Served, office: DeskStore, places: Sequence[Place] = GATES) -> list[OpenedPlace]:
    return open_places(acting(served, office), places, served.link(office).keep_codes)


def enrol(served: Served, one: OpenedPlace, name: str = "gate") -> Joined:
    public = keys.public_of(seeded(name))
    at = served.clock().wall // 1_000_000
    return join(parse_code(one.code), public, served.central.keys.tls.spki_sha256, served.central.enrol, at)


def kept(served: Served) -> int:
    with served.central.storage.reading() as reads:
        return len(reads.secrets("code:"))


def places_of(served: Served) -> list[Enrolment]:
    return [row for row in served.rows().values() if isinstance(row, Enrolment) and row.used_by is None]


def test_many_at_once_each_with_its_own_code(served: Served, office: DeskStore) -> None:
    both = opened(served, office)
    assert [one.place for one in both] == GATES
    served.sync(office)
    for one in both:
        joined = enrol(served, one, one.place.name)
        assert (joined.rights.name, joined.rights.lanes) == (one.place.name, tuple(one.place.lanes))
    names = {row.name for row in served.rows().values() if isinstance(row, Desk)}
    assert names == {"server", "office", "Gate 1", "Gate 2"}
    assert both[0].code not in repr(both)


def test_a_code_is_good_only_once_the_act_is_heard_and_for_one_desk(served: Served, office: DeskStore) -> None:
    (one,) = opened(served, office, GATES[:1])
    with pytest.raises(Declined, match="wrong or has been used"):
        enrol(served, one)
    served.sync(office)
    assert enrol(served, one) == enrol(served, one)
    with pytest.raises(Declined, match="wrong or has been used"):
        enrol(served, one, "another")


def test_the_code_stands_in_no_journal_and_no_row(served: Served, office: DeskStore) -> None:
    (one,) = opened(served, office, GATES[:1])
    served.sync(office)
    secret = parse_code(one.code).secret
    entries = [entry.raw for entry in office.journal.entries()]
    with served.central.storage.reading() as reads:
        entries += [accepted.raw for accepted in reads.accepted(0, 1000)]
    assert not any(secret in raw for raw in entries)
    assert not any(secret in repr(row).encode() or secret.hex() in repr(row) for row in served.rows().values())


def test_without_a_line_nothing_is_opened(served: Served, office: DeskStore) -> None:
    def cut(_: Sequence[bytes]) -> None:
        raise Unreachable("No server answers.")

    before = office.journal.seq
    with pytest.raises(Unreachable):
        open_places(acting(served, office), GATES, cut)
    assert office.journal.seq == before


def test_a_lost_answer_leaves_codes_that_open_nothing_and_the_next_try_opens(served: Served, office: DeskStore) -> None:
    sent: list[bytes] = []

    def lost(codes: Sequence[bytes]) -> None:
        sent.extend(codes)
        served.link(office).keep_codes(codes)
        raise Unreachable("The answer did not come.")

    with pytest.raises(Unreachable):
        open_places(acting(served, office), GATES, lost)
    served.link(office).keep_codes(sent)
    assert kept(served) == 2
    both = opened(served, office)
    served.sync(office)
    assert len(places_of(served)) == 2
    assert enrol(served, both[0]).rights.name == "Gate 1"


def test_only_an_administrator_at_an_admin_desk(served: Served, office: DeskStore) -> None:
    gate = served.desk("gate", "checkpoint", lanes=("F1-1",))
    served.sync(gate)
    with pytest.raises(Declined, match="at an admin desk"):
        open_places(acting(served, gate), GATES, served.link(gate).keep_codes)
    chief = served.office(office).operator("chief", "supervisor")
    with pytest.raises(Declined, match="An administrator opens"):
        open_places(Acting(office, chief, served.clock), GATES, served.link(office).keep_codes)
    assert kept(served) == 0


def test_a_rogue_desk_gets_no_code_kept_and_no_place_opened(served: Served, office: DeskStore) -> None:
    """Neither a gate nor an admin desk without an administrator's signature."""
    code = new_code(served.central.root)
    gate = served.desk("gate", "checkpoint", lanes=("F1-1",))
    with pytest.raises(Declined, match="at admin desks"):
        served.link(gate).keep_codes([code.to_bytes()])
    served.link(office).keep_codes([code.to_bytes()])
    rogue = served.hand_journal("rogue", "admin")
    place = {"enrolment": code.enrolment, "name": "x", "roles": ["admin"], "lanes": [], "institutions": None}
    rogue.write("enrolment_opened", {**place, "rests_on": [[["enrolment", code.enrolment], None]]}, served.clock.step())
    rogue.push(served.central)
    assert places_of(served) == []
    with pytest.raises(Declined, match="wrong"):
        join(code, bytes(32), served.central.keys.tls.spki_sha256, served.central.enrol, 5)


def test_a_disabled_admin_desk_hands_over_nothing(served: Served, office: DeskStore) -> None:
    served.central.write("desk_disabled", {"desk": office.journal.id, "reason": None}, signers=(served.admin,))
    with pytest.raises(Declined, match="disabled"):
        served.link(office).keep_codes([new_code(served.central.root).to_bytes()])


def test_codes_of_another_zone_or_too_many_are_not_kept(served: Served, office: DeskStore) -> None:
    with pytest.raises(Declined, match="another zone"):
        served.link(office).keep_codes([new_code(bytes(32)).to_bytes()])
    for _ in range(4):
        served.link(office).keep_codes([new_code(served.central.root).to_bytes() for _ in range(256)])
    with pytest.raises(Declined, match="wait for their places"):
        served.link(office).keep_codes([new_code(served.central.root).to_bytes()])
    other = served.desk("other", "admin")
    served.link(other).keep_codes([new_code(served.central.root).to_bytes()])


@pytest.mark.parametrize(
    ("places", "error", "words"),
    [
        ([], Misuse, "1 to 256"),
        (GATES * 200, Misuse, "1 to 256"),
        ([Place(name="x", roles=("king",))], Misuse, "no desk role"),
        ([Place(name="x", roles=("checkpoint",), lanes=("Z9",))], Misuse, "no lane"),
        ([Place(name="x", roles=("server",))], Misuse, "no desk role"),
        ([GATES[0], GATES[0]], Declined, "named twice"),
        ([Place(name=" office ", roles=("admin",))], Declined, "name of a desk already"),
    ],
)
def test_places_that_are_none(
    served: Served, office: DeskStore, places: list[Place], error: type[Exception], words: str
) -> None:
    before = office.journal.seq
    with pytest.raises(error, match=words):
        opened(served, office, places)
    assert (office.journal.seq, kept(served)) == (before, 0)
    assert MOST_PLACES == 256


@pytest.mark.parametrize(
    "parts", [None, [], [None], [[b""]], [["x"]], [[bytes(CODE_BYTES)] * 257], [[bytes(27)]], [[], 1]]
)
def test_what_is_no_message_of_codes(parts: object) -> None:
    with pytest.raises(Damaged):
        Codes.read(parts)


CSV = "name,roles,lanes\nGate 1,checkpoint,F1-1\n檢查枱,checkpoint admin, F1-1  F1-2 \n,,\n"


@pytest.mark.parametrize("data", [CSV.encode(), CSV.replace("\n", "\r\n").encode("utf-8-sig")])
def test_a_file_of_places(data: bytes) -> None:
    one, two = read_places(data)
    assert one == Place(name="Gate 1", roles=["checkpoint"], lanes=["F1-1"])
    assert (two.name, two.roles, two.lanes) == ("檢查枱", ["checkpoint", "admin"], ["F1-1", "F1-2"])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "first line is ''"),
        (b"name,roles,lanes\n", "names no desk"),
        (b"name;roles;lanes\nx;admin;\n", "first line"),
        (b"name,roles,lanes\nx,admin\n", "line 2 has 2 cells"),
        (b"name,roles,lanes\n\n,admin,\nx,,\n", "line 3 lacks .* line 4 lacks"),
        (b'name,roles,lanes\n"x,admin,\n', "line 2"),
        (b"\xff\xfen\0", "not UTF-8"),
        (b"name,roles,lanes\n" + b"x" * 70_000, "too large"),
    ],
)
def test_files_that_are_none(data: bytes, words: str) -> None:
    with pytest.raises(Misuse, match=words):
        read_places(data)


def test_a_place_taken_back_lets_no_desk_in_and_its_code_is_forgotten(served: Served, office: DeskStore) -> None:
    one, other = opened(served, office)
    served.sync(office)
    take_back(acting(served, office), one.enrolment, "other")
    served.sync(office)
    with pytest.raises(Declined, match="taken back"):
        enrol(served, one)
    assert kept(served) == 1
    assert [row.name for row in desks.listed(office)[1]] == [other.place.name]
    assert enrol(served, other).rights.name == "Gate 2"
    again = opened(served, office, GATES[:1])[0]  # the lane is free for another
    served.sync(office)
    assert enrol(served, again, "again").rights.name == "Gate 1"


def test_until_the_server_has_heard_of_it_a_desk_may_still_come(served: Served, office: DeskStore) -> None:
    """Then the desk stays, the act counts and changes nothing, and nothing is left in doubt."""
    (one,) = opened(served, office, GATES[:1])
    served.sync(office)
    take_back(acting(served, office), one.enrolment)
    assert desks.listed(office)[1] == []
    joined = enrol(served, one)
    served.sync(office)
    (desk,) = [row for row in served.rows().values() if isinstance(row, Desk) and row.name == "Gate 1"]
    assert (desk.state, joined.rights.name) == ("active", "Gate 1")
    assert desk.key in {row.used_by for row in served.rows().values() if isinstance(row, Enrolment)}
    assert not [row for row in served.rows().values() if isinstance(row, Case)]
    assert [row.name for row in desks.listed(office)[0] if row.state == "active"].count("Gate 1") == 1


def test_a_server_that_reads_of_it_only_after_an_upgrade_keeps_the_desk_that_came(
    served: Served, office: DeskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = opened(served, office, GATES[:1])
    served.sync(office)
    take_back(acting(served, office), one.enrolment)
    with monkeypatch.context() as before:
        before.delitem(KINDS, "enrolment_withdrawn")
        served.sync(office)
        enrol(served, one)
    assert ("enrolment_withdrawn", "unread", "") in served.fates()
    served.central.begin()
    assert ("enrolment_withdrawn", "applies", "") in served.fates()
    assert [row.name for row in served.rows().values() if isinstance(row, Desk)].count("Gate 1") == 1
    assert served.rebuilt() == served.rows()


def test_a_lost_code_handed_over_again_opens_nothing(served: Served, office: DeskStore) -> None:
    (one,) = opened(served, office, GATES[:1])
    served.sync(office)
    take_back(acting(served, office), one.enrolment)
    served.sync(office)
    served.link(office).keep_codes([parse_code(one.code).to_bytes()])
    with pytest.raises(Declined, match="taken back"):
        enrol(served, one)


def test_what_is_no_open_place_is_not_taken_back(served: Served, office: DeskStore) -> None:
    one, other = opened(served, office)
    served.sync(office)
    enrol(served, one)
    take_back(acting(served, office), other.enrolment)
    served.sync(office)
    before = office.journal.seq
    for key, why in ((one.enrolment, "A desk has taken"), (other.enrolment, "already"), (bytes(16), "No such place")):
        with pytest.raises(Declined, match=why):
            take_back(acting(served, office), key)
    assert office.journal.seq == before


def test_who_is_no_administrator_takes_nothing_back(served: Served, office: DeskStore) -> None:
    (one,) = opened(served, office, GATES[:1])
    served.sync(office)
    gate = served.desk("other", "issuing")
    served.sync(gate)
    with pytest.raises(Declined):
        take_back(acting(served, gate), one.enrolment)
    assert len(places_of(served)) == 1
