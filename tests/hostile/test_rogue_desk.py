"""A desk whose journal key was stolen: all it may do is say what happened at its own lane."""



import pytest

from passdesk.clock import MICROSECONDS, Reading
from passdesk.credential import keys
from passdesk.credential.entry_signatures import sign_continuation
from passdesk.credential.entry_signers import continuation
from passdesk.domain.attachments import Attachment
from passdesk.domain.movements import TRAIL, Presence
from passdesk.domain.people import Operator, Person
from passdesk.domain.timekeeping import BUILD_DATE
from passdesk.errors import Declined
from passdesk.store.signing import Signer
from passdesk.sync.crossings import CrossingQuery
from tests.factories.people import names_of, shown
from tests.factories.zones import id_of, seeded
from tests.hostile.conftest import Place
from tests.server.journals import HandJournal

YEAR_2200 = 7_258_118_400 * MICROSECONDS


def wrapped_of(place: Place, operator: bytes) -> bytes:
    row = place.served.rows()["operator", operator]
    assert isinstance(row, Operator)
    assert row.wrapped is not None
    return row.wrapped


def stored(place: Place, *hashes: bytes) -> set[bytes]:
    with place.served.central.storage.reading() as reads:
        return reads.stored(hashes)


def an_erased_person(place: Place) -> bytes:
    person = place.acts.person("Li Na", place.holder.hr)
    place.acts.act("person_erased", {"person": person, "hashes": [], "reason": None})
    place.served.sync(place.office)
    return person


class TestErasing:
    """Whoever erases one person erases nothing that another row holds."""

    def test_an_entry_that_does_not_count_erases_nothing(self, place: Place) -> None:
        gone, kept = an_erased_person(place), names_of("Chan Siu Ming", "陳小明").hash
        key = wrapped_of(place, place.holder.hr.operator)
        for hash_ in (kept, key):
            place.rogue.write("person_edited", {"person": gone, "names": hash_}, place.served.clock.step())
            place.rogue.write("a_newer_kind", {"person": gone, "names": hash_}, place.served.clock.step())
        place.rogue.push(place.served.central)
        assert stored(place, kept, key) == {kept, key}

    def test_hr_cannot_name_anothers_hashes_as_an_erased_persons(self, place: Place) -> None:
        gone, kept = an_erased_person(place), names_of("Chan Siu Ming", "陳小明").hash
        office = place.served.hand_journal("second office", "issuing")
        office.write("person_edited", {"person": gone, "names": kept}, place.served.clock.step(),
                     signers=(place.holder.hr,))  # fmt: skip
        office.push(place.served.central)
        assert place.served.fates()[-1][1] == "applies"
        assert stored(place, kept) == {kept}

    def test_an_erasing_names_only_what_is_that_persons(self, place: Place) -> None:
        person, kept = place.acts.person("Li Na", place.holder.hr), names_of("Chan Siu Ming", "陳小明").hash
        key = wrapped_of(place, place.holder.hr.operator)
        own = names_of("Li Na").hash
        place.acts.act("person_erased", {"person": person, "hashes": [kept, key, own], "reason": None})
        place.served.sync(place.office)
        assert stored(place, kept, key, own) == {kept, key}
        row = place.served.rows()["person", place.holder.person]
        assert isinstance(row, Person)
        assert row.names == kept
        assert place.served.rebuilt() == place.served.rows()


class TestTimes:
    """What a desk claims of its clock bends nobody's whereabouts, and breaks no query."""

    def heard(self, place: Place) -> int:
        return place.served.clock().wall

    def presence(self, place: Place) -> Presence:
        row = place.served.rows()["presence", place.holder.person]
        assert isinstance(row, Presence)
        return row

    @pytest.mark.parametrize("anchored", [False, True])
    def test_a_movement_of_the_year_2200_holds_nobody_inside_for_ever(self, place: Place, anchored: bool) -> None:
        reading = Reading(YEAR_2200, 5 * MICROSECONDS, bytes(16))
        anchor = YEAR_2200 if anchored else None
        for _ in range(TRAIL + 1):
            place.rogue.write("shown", shown(place.holder), reading, anchor=anchor)
        place.rogue.push(place.served.central)
        assert self.presence(place).inside
        assert self.presence(place).at == self.heard(place)
        place.served.clock.step()
        gate = place.served.hand_journal("gate", "checkpoint")
        gate.write("shown", shown(place.holder, direction="exit", outcome="left"), place.served.clock.step())
        gate.push(place.served.central)
        assert not self.presence(place).inside
        assert place.served.rebuilt() == place.served.rows()

    def test_an_anchor_moves_earlier_movements_no_later_than_itself(self, place: Place) -> None:
        clock = place.served.clock()
        early, late = Reading(clock.wall, 1 << 62, bytes(16)), Reading(clock.wall, (1 << 62) + 1, bytes(16))
        place.rogue.write("shown", shown(place.holder), early)
        place.rogue.write("signed_in", {"operator": bytes(16)}, late, anchor=1 << 62)
        place.rogue.push(place.served.central)
        assert self.presence(place).at == self.heard(place)
        assert place.served.rebuilt() == place.served.rows()

    @pytest.mark.parametrize("anchor", [1 << 62, (1 << 63) - 1, 1 - (1 << 63)])
    def test_no_anchor_breaks_the_crossings_of_others(self, place: Place, anchor: int) -> None:
        wall = place.served.clock().wall
        place.rogue.write("shown", shown(place.holder), Reading(wall, 1 << 62, bytes(16)))
        place.rogue.write("signed_in", {"operator": bytes(16)}, Reading(wall, 1 << 62, bytes(16)), anchor=anchor)
        place.rogue.push(place.served.central)
        found = place.served.link(place.office).crossings(CrossingQuery())
        assert [0 <= row.at <= self.heard(place) for row in found.rows] == [True]
        assert place.served.rebuilt() == place.served.rows()

    def test_a_server_whose_own_clock_is_plainly_wrong_dates_nothing(self, place: Place) -> None:
        right = place.served.clock().wall
        place.served.clock.set_wall(BUILD_DATE - 1)
        place.rogue.write("shown", shown(place.holder), Reading(right, 5, bytes(16)))
        place.rogue.push(place.served.central)
        assert self.presence(place).at == right

    @pytest.mark.parametrize("anchor", [None, 7])
    @pytest.mark.parametrize("floor", [1, YEAR_2200])
    def test_a_floor_a_desk_claims_is_the_same_when_all_is_folded_anew(
        self, place: Place, floor: int, anchor: int | None
    ) -> None:
        early = Reading(place.served.clock().wall - MICROSECONDS, 5, bytes(16))
        place.rogue.write("clock_held", {"floor": floor}, early, anchor=anchor)
        place.rogue.write("shown", shown(place.holder), Reading(early.wall + 1, 6, b"another boot id."))
        place.rogue.push(place.served.central)
        assert self.presence(place).at <= self.heard(place)
        assert place.served.rebuilt() == place.served.rows()


class TestFloods:
    """However much one desk sends, the others get through."""

    def flood(self, place: Place, count: int) -> HandJournal:
        """Acts that wait, signed by nobody we know."""
        nobody = Signer(id_of("nobody"), seeded("nobody"))
        rogue = place.served.hand_journal("rogue office", "issuing")
        for number in range(count):
            body = {"person": id_of(str(number)), "reason": None}
            rogue.write("person_suspended", body, place.served.clock.step(), signers=(nobody,))
        return rogue

    def test_acts_that_wait_are_bounded_and_block_only_their_own_journal(self, place: Place) -> None:
        rogue = self.flood(place, 1001)
        answer = rogue.push(place.served.central)
        assert answer.refusal is not None
        assert (answer.seq, answer.refusal.code, answer.refusal.seq) == (1001, "too_many_waiting", 1002)
        place.acts.act("pass_revoked", {"pass": place.holder.pass_id, "reason": None}, place.holder.hr)
        assert place.served.sync(place.office).refusal is None
        assert place.served.fates()[-1][:2] == ("pass_revoked", "applies")

    def test_what_waits_is_settled_by_acts_and_left_alone_by_crossings(self, place: Place) -> None:
        late = place.served.hand_journal("second office", "issuing")
        body = {"person": id_of("Li Na"), "reason": None}
        late.write("person_suspended", body, place.served.clock.step(), signers=(place.holder.hr,))
        late.push(place.served.central)
        assert place.served.fates()[-1][:2] == ("person_suspended", "waits")
        place.rogue.write("shown", shown(place.holder), place.served.clock.step())
        place.rogue.push(place.served.central)
        place.acts.person("Li Na", place.holder.hr)
        place.served.sync(place.office)
        row = place.served.rows()["person", id_of("Li Na")]
        assert isinstance(row, Person)
        assert row.state == "suspended"
        assert place.served.rebuilt() == place.served.rows()

    def go_on(self, place: Place, old: HandJournal, name: str) -> HandJournal:
        new = HandJournal(name, old.zone, old.root)
        public, head = keys.public_of(seeded(name)), old.entries[-1]
        said = continuation(public, old.id, head.content.seq, head.hash)
        body = {"public_key": public, "continues": old.id, "seq": head.content.seq, "hash": head.hash,
                "proof": sign_continuation(seeded(old.name), said), "name": "rogue"}  # fmt: skip
        new.write("journal_continued", body, place.served.clock.step())
        place.served.central.introduce(new.id, new.entries[0].raw)
        return new

    @pytest.mark.parametrize("chained", [False, True], ids=["side by side", "one after another"])
    def test_one_stolen_key_makes_no_desks_without_end(self, place: Place, chained: bool) -> None:
        last = place.rogue
        for number in range(16):
            new = self.go_on(place, last, f"rogue {number}")
            last = new if chained else last
        with pytest.raises(Declined, match="too often"):
            self.go_on(place, last, "one too many")
        other = place.served.hand_journal("honest", "checkpoint")
        other.push(place.served.central)
        self.go_on(place, other, "honest, after a power cut")

    def test_a_first_entry_that_continues_nothing_is_said_so(self, place: Place) -> None:
        new = HandJournal("new", place.rogue.zone, place.rogue.root)
        new.write("journal_continued", {"public_key": keys.public_of(seeded("new"))}, place.served.clock.step())
        with pytest.raises(Declined, match="continues none"):
            place.served.central.introduce(new.id, new.entries[0].raw)

    def test_a_disabled_desk_fills_no_disk(self, place: Place) -> None:
        central, note = place.served.central, Attachment("note", bytes(16), b"x" * 4000)
        central.write("desk_disabled", {"desk": place.rogue.id, "reason": None}, signers=(place.served.admin,))
        assert central.offer(place.rogue.id, [note.hash]).wanted == ()
        central.put_attachments(place.rogue.id, [note.to_bytes()])
        assert stored(place, note.hash) == set()


def test_naming_anothers_wrapped_key_as_ones_own_opens_it_to_nobody(place: Place) -> None:
    """A gate may hold its officers' wrapped keys and not HR's; an officer names HR's as their own."""
    central = place.served.central
    officer = place.acts.operator("officer", "checkpoint")
    place.served.sync(place.office)
    own, secret = (wrapped_of(place, who) for who in (officer.operator, place.holder.hr.operator))
    gate = place.served.hand_journal("gate", "checkpoint")
    assert len(central.get_attachments(gate.id, [own, secret]).blobs) == 1
    place.acts.act("operator_rewrapped", {"operator": officer.operator, "wrapped": secret}, officer)
    place.served.sync(place.office)
    assert wrapped_of(place, officer.operator) == secret
    assert central.get_attachments(gate.id, [secret]).blobs == ()
