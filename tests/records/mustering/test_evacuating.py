"""Begun by anybody, explained by who signs in, ended by a chief; and afterwards the found are put out."""

from contextlib import suppress

import pytest
from msgspec.structs import replace

from passdesk.domain.movements import Case, Presence
from passdesk.domain.people import EVACUATION_KEY, Desk, Evacuation
from passdesk.domain.register import Row
from passdesk.errors import Declined, Misuse, NotRecorded
from passdesk.records.mustering import evacuating
from passdesk.records.mustering.counting import Expected, Ticked
from passdesk.records.mustering.moving_out import move_out, still_inside
from passdesk.records.mustering.ticking import tick
from passdesk.store.acts import Acting
from passdesk.store.reserve import PIECE, Reserve
from tests.checkpoint.conftest import account_for_all
from tests.factories.desks import fill_the_disk
from tests.factories.people import shown
from tests.records.mustering.conftest import Place


def test_from_start_to_end(place: Place) -> None:
    assert evacuating.evacuation(place.store) is None
    started = evacuating.start(place.store, place.clock, lane="F1-1")
    assert started is not None
    assert (started.signatures, started.content.actor, started.body["lane"]) == ((), None, "F1-1")
    held = evacuating.evacuation(place.store)
    assert held is not None
    assert (held.active, held.started, held.reason) == (True, started.mark, "")
    officer = Acting(place.store, place.officer, place.clock)
    evacuating.explain(officer, "fire")
    with pytest.raises(Declined):
        evacuating.end(officer)
    evacuating.end(place.chief)
    over = evacuating.evacuation(place.store)
    assert over is not None
    assert (over.active, over.reason) == (False, "fire")
    with pytest.raises(Declined, match="No evacuation goes on"):
        evacuating.end(place.chief)
    evacuating.explain(place.chief, "drill")  # what was said in haste may be put right afterwards


def test_what_may_not_be_said(place: Place) -> None:
    with pytest.raises(Declined, match="ever begun"):
        evacuating.explain(place.chief, "fire")
    evacuating.start(place.store, place.clock)
    with pytest.raises(Misuse, match="no reason"):
        evacuating.explain(place.chief, "boredom")


def test_a_disabled_desk_says_that_nobody_would_hear_it(place: Place) -> None:
    def disabled(row: Row) -> Row:
        return replace(row, state="disabled") if isinstance(row, Desk) else row

    account_for_all(place.store, disabled)
    seq = place.store.journal.seq
    with pytest.raises(Declined, match="disabled"):
        evacuating.start(place.store, place.clock)
    assert place.store.journal.seq == seq


def test_a_row_from_a_newer_program_is_not_taken_for_none(place: Place) -> None:
    place.store.catch_up()
    row = Evacuation(key=EVACUATION_KEY, active=True, at=1, started=(bytes(16), 1))
    number = (place.store.registers.current.number or 0) + 1
    place.store.registers.current.apply_page([(row.TABLE, row.key, 99, row.to_map())], number)
    with pytest.raises(Declined, match="too new"):
        evacuating.start(place.store, place.clock)


# --- afterwards


def inside(place: Place) -> list[bytes]:
    with place.store.view() as view:
        return sorted(row.key for row in view.all(Presence) if row.inside)


def test_who_was_found_is_put_out_and_who_came_in_again_stays(place: Place) -> None:
    found, again, missing = (place.known(name) for name in ("Found", "Again", "Missing"))
    for one in (found, again, missing):
        place.show(one)
    evacuating.start(place.store, place.clock)
    place.clock.step(60)
    tick(place.store, place.clock, [found, again])
    place.clock.step(60)
    evacuating.end(place.chief)
    place.show(again, direction="exit")
    place.show(again)
    ready = still_inside(place.count())
    assert [one.person for one in ready] == [found]
    (entry,) = move_out(place.chief, ready)
    assert (entry.kind, entry.body["reason"], entry.body["inside"]) == ("put_right", "evacuated", False)
    assert len(entry.signatures) == 1
    assert inside(place) == sorted([again, missing])
    assert still_inside(place.count()) == ()
    with place.store.view() as view:
        assert not list(view.all(Case))


def test_who_is_put_out_was_out_since_they_were_found(place: Place) -> None:
    """Another desk let them in again before the supervisor came to it; that stands."""
    place.show()
    evacuating.start(place.store, place.clock)
    tick(place.store, place.clock, [place.holder.person])
    ready = still_inside(place.count())
    place.show(direction="entry", after=None)
    place.clock.step(600)
    move_out(place.chief, ready)
    assert inside(place) == [place.holder.person]


def test_whoever_was_found_early_and_went_in_again_stays_in_though_others_were_found_later(place: Place) -> None:
    early, late = place.known("Early"), place.known("Late")
    for one in (early, late):
        place.show(one)
    evacuating.start(place.store, place.clock)
    tick(place.store, place.clock, [early])
    place.clock.step(600)
    again = place.clock()
    place.clock.step(600)
    tick(place.store, place.clock, [late])
    ready = still_inside(place.count())
    assert {one.person for one in ready} == {early, late}
    place.store.write("shown", shown(place.holder, person=early, lane="F1-2", after=None), reading=again)
    move_out(place.chief, ready)
    assert inside(place) == [early]


def test_whoever_was_not_found_is_not_put_out(place: Place) -> None:
    at = place.clock().wall
    found, missing = place.known("Found"), place.known("Missing")
    for one in (found, missing):
        place.show(one)
    place.clock.step(60)
    known = Expected(found, at, "F1-1", found=Ticked(found, place.clock().wall, "name"))
    (entry,) = move_out(place.chief, [Expected(missing, at, "F1-1"), known])
    assert (entry.body["people"], inside(place)) == ([found], [missing])


def test_only_a_supervisor_moves_people_out(place: Place) -> None:
    place.show()
    tick(place.store, place.clock, [place.holder.person])
    for signer in (place.officer, place.zone.admin):
        with pytest.raises(Declined):
            move_out(Acting(place.store, signer, place.clock), still_inside(place.count()))
    assert inside(place) == [place.holder.person]


def test_a_thousand_in_entries_that_fit(place: Place) -> None:
    at = place.clock().wall
    people = [
        Expected(number.to_bytes(16), at, "F1-1", found=Ticked(number.to_bytes(16), at + number, "name"))
        for number in range(1, 1101)
    ]
    entries = move_out(place.chief, people)
    assert [len(entry.body["people"]) for entry in entries] == [512, 512, 76]
    assert [when for entry in entries for when in entry.body["each"]] == [at + number for number in range(1, 1101)]
    assert max(len(entry.raw) for entry in entries) < 16 * 1024
    assert move_out(place.chief, ()) == ()


def test_on_a_full_disk_it_is_begun_and_people_are_ticked_in_the_room_kept_for_exits(place: Place) -> None:
    store = place.store
    store.reserve = Reserve(store.folder, size=2 * PIECE, leaves=0)
    store.reserve.fill()
    begun, ticks = 0, 5  # most of what is written, so that a page is needed by these too
    while store.reserve.held == 2 * PIECE:
        fill_the_disk(store)
        assert evacuating.start(store, place.clock) is not None
        for _ in range(ticks):
            tick(store, place.clock, [place.holder.person])
        begun += 1
        assert begun < 100
        with suppress(NotRecorded):
            evacuating.end(place.chief)
        held = evacuating.evacuation(store)
        if held is not None and held.active:  # what is opened after a failure has room again
            evacuating.end(place.chief)
    assert len(list(store.journal.entries(kinds=("evacuation_started", "mustered")))) == (1 + ticks) * begun
