"""A desk whose journal key was stolen: all it may do is say what happened at its own lane."""



from passdesk.clock import MICROSECONDS
from passdesk.domain.people import Operator, Person
from tests.factories.people import names_of
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
