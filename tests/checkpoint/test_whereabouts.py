"""Where people are, said by who has looked: put right one by one or all, and sent back by another authority."""

from collections.abc import Iterator

import pytest

from passdesk.checkpoint import putting_right
from passdesk.checkpoint.answers import NotRecordedAnswer, Settled
from passdesk.checkpoint.putting_right import everybody_inside, put_right
from passdesk.checkpoint.returning import AUTHORITIES, returned
from passdesk.domain.movements import Case, Presence
from passdesk.errors import Declined, Misuse, PassdeskError
from passdesk.store.acts import Acting
from passdesk.store.signing import Signer
from tests.checkpoint.conftest import Place
from tests.factories.desks import fill_the_disk
from tests.factories.zones import id_of


def acting(place: Place, signer: Signer | None = None) -> Acting:
    return Acting(place.store, signer or place.office.operator("chief", "supervisor"), place.clock)


def row(place: Place, person: bytes) -> Presence:
    with place.store.view() as view:
        found = view.get(Presence, person)
    assert isinstance(found, Presence)
    return found


def town(place: Place, count: int) -> list[bytes]:
    return [place.office.person(f"Person {number}", place.holder.hr) for number in range(count)]


def test_one_is_put_right_at_a_time_that_is_past(place: Place) -> None:
    chief = acting(place)
    at = place.clock().wall - 5_000_000
    (entry,) = put_right(chief, [place.holder.person] * 3, inside=True, reason="seen inside", when=at)
    assert entry.body["people"] == [place.holder.person]
    assert (row(place, place.holder.person).inside, row(place, place.holder.person).at) == (True, at)
    put_right(chief, [place.holder.person], inside=False, reason="seen outside")
    assert row(place, place.holder.person).inside is False
    with place.store.view() as view:
        assert list(view.all(Case)) == []


def test_an_area_is_put_right_in_batches(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(putting_right, "MOST_AT_ONCE", 4)
    chief, people = acting(place), town(place, 9)
    assert len(put_right(chief, people, inside=True, reason="counted")) == 3
    assert everybody_inside(place.store) == tuple(sorted(people))
    entries = put_right(chief, everybody_inside(place.store), inside=False, reason="emptied")
    assert [len(entry.body["people"]) for entry in entries] == [4, 4, 1]
    assert everybody_inside(place.store) == ()


def test_as_many_as_an_entry_names_fit_into_it(place: Place) -> None:
    """512 ids and not one more: an entry has at most 16 KiB."""
    made = place.office
    people = [id_of(f"nobody {number}") for number in range(putting_right.MOST_AT_ONCE)]
    chief = made.operator("chief", "supervisor")
    body = {"people": people, "inside": True, "reason": "x" * 40, "when": (1 << 63) - 1}
    body["each"] = [(1 << 63) - 1] * len(people)
    assert len(Acting(place.store, chief, place.clock).act("put_right", body).raw) < 16 * 1024


WRONG: dict[str, tuple[dict[str, object], type[PassdeskError], str]] = {
    "nobody": ({"people": []}, Misuse, "Nobody was named"),
    "a stranger": ({"people": [id_of("stranger")]}, Misuse, "knows nobody"),
    "no reason": ({"reason": " "}, Misuse, "short code"),
    "a long reason": ({"reason": "x" * 41}, Misuse, "short code"),
    "a time to come": ({"when": 1 << 62}, Misuse, "time to come"),
    "a time before all": ({"when": -1}, Misuse, "time to come"),
}


@pytest.mark.parametrize(("change", "error", "words"), WRONG.values(), ids=WRONG)
def test_what_nobody_is_put_right_by(
    place: Place, change: dict[str, object], error: type[PassdeskError], words: str
) -> None:
    chief = acting(place)
    seq = place.store.journal.seq
    said: dict[str, object] = {"people": [place.holder.person], "inside": True, "reason": "x", "when": None, **change}
    with pytest.raises(error, match=words):
        put_right(chief, **said)  # type: ignore[arg-type]
    assert place.store.journal.seq == seq


def test_only_a_supervisor_puts_right(place: Place) -> None:
    for signer in (place.officer, place.holder.hr, place.zone.admin):
        with pytest.raises(Declined, match="Only a supervisor"):
            put_right(acting(place, signer), [place.holder.person], inside=True, reason="x")


# --- sent back


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("into", [True, False])
def test_sent_back_by_each_authority_whatever_was_known(place: Place, authority: str, into: bool) -> None:
    place.gate.present(place.text, "camera")
    place.clock.step(60)
    said = returned(acting(place, place.officer), place.holder.person, into=into, authority=authority, lane="S1-1")
    assert isinstance(said, Settled)
    held = row(place, place.holder.person)
    assert (held.inside, held.movement, held.lane) == (into, said.entry, "S1-1")
    with place.store.view() as view:
        assert list(view.all(Case)) == []


def strange_returns(place: Place) -> Iterator[tuple[dict[str, object], Signer, type[PassdeskError], str]]:
    yield {"authority": "army"}, place.officer, Misuse, "no authority"
    yield {"authority": ""}, place.officer, Misuse, "no authority"
    yield {"person": id_of("stranger")}, place.officer, Misuse, "knows nobody"
    yield {"when": 1 << 62}, place.officer, Misuse, "time to come"
    yield {"lane": "x" * 41}, place.officer, Misuse, "no lane"
    yield {}, place.holder.hr, Declined, "checkpoint staff"


def test_what_nobody_is_sent_back_by(place: Place) -> None:
    seq = place.store.journal.seq
    for change, signer, error, words in strange_returns(place):
        said: dict[str, object] = {"person": place.holder.person, "into": True, "authority": "customs", **change}
        with pytest.raises(error, match=words):
            returned(acting(place, signer), **said)  # type: ignore[arg-type]
    assert place.store.journal.seq == seq


def test_a_disk_that_is_full_moves_nobody_back(place: Place) -> None:
    acts = acting(place, place.officer)
    fill_the_disk(place.store)
    for _ in range(300):
        said = returned(acts, place.holder.person, into=True, authority="health")
        if isinstance(said, NotRecordedAnswer):
            assert "NOT RECORDED" in said.happened
            return
    raise AssertionError("the disk was never full")
