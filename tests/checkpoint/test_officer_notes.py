"""Notes for officers: set, changed, lifted, shown with the pass, erased with the person."""

import pytest

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.holders import holder_of
from passdesk.checkpoint.officer_notes import LONGEST, lift_note, note_of, set_note
from passdesk.errors import Declined, Misuse
from passdesk.issuing import people
from passdesk.store.acts import Acting
from tests.checkpoint.conftest import Place
from tests.factories.zones import id_of


def acting(place: Place) -> Acting:
    return Acting(place.store, place.officer, place.clock)


def test_a_note_is_shown_with_the_pass_and_to_nobody_when_it_is_lifted(place: Place) -> None:
    set_note(acting(place), place.holder.person, "  Brings a dog.  \n\n Call  extension 12 ")
    said = place.gate.present(place.text, "camera")
    assert isinstance(said, Recorded)
    assert [(one.code, one.severity) for one in said.verdict.reasons] == [("officer_note", "attention")]
    held = holder_of(place.store, said)
    assert held is not None
    assert held.note == "Brings a dog.\n\nCall extension 12"
    set_note(acting(place), place.holder.person, "No dog.")
    assert note_of(place.store, place.holder.person) == "No dog."
    lift_note(acting(place), place.holder.person)
    assert note_of(place.store, place.holder.person) == ""
    with pytest.raises(Declined, match="no note"):
        lift_note(acting(place), place.holder.person)
    place.gate.outcome(said.entry, "turned_away", place.officer)
    assert isinstance(again := place.gate.present(place.text, "camera"), Recorded)
    assert again.admitted


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST + 1), "a\x00b", "\u202eevil", "a\x1b[2Jb"])
def test_what_is_no_note(place: Place, text: str) -> None:
    with pytest.raises(Misuse, match="characters that can be read"):
        set_note(acting(place), place.holder.person, text)


def test_a_long_note_of_rare_characters_fits(place: Place) -> None:
    set_note(acting(place), place.holder.person, "𠮷" * LONGEST)
    assert note_of(place.store, place.holder.person) == "𠮷" * LONGEST


def test_nobody_knows_a_note_of_a_stranger_and_it_goes_with_the_person(place: Place) -> None:
    with pytest.raises(Declined, match="does not know"):
        set_note(acting(place), id_of("stranger"), "x")
    with pytest.raises(Declined, match="no note"):
        lift_note(acting(place), place.holder.person)
    assert note_of(place.store, None) == ""
    set_note(acting(place), place.holder.person, "A secret of theirs.")
    chief = Acting(place.store, place.office.operator("chief", "supervisor"), place.clock)
    people.erase(chief, place.holder.person)
    assert note_of(place.store, place.holder.person) == ""
    with pytest.raises(Declined, match="does not know"):
        set_note(acting(place), place.holder.person, "again")
