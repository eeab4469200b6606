"""A desk whose journal key was stolen: all it may do is say what happened at its own lane."""



import pytest

from passdesk.clock import MICROSECONDS, Reading
from passdesk.domain.movements import TRAIL, Presence
from passdesk.domain.people import Operator, Person
from passdesk.domain.timekeeping import BUILD_DATE
from passdesk.sync.crossings import CrossingQuery
from tests.factories.people import names_of, shown
from tests.hostile.conftest import Place

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
