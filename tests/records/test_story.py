"""One crossing's story says what was known then, and owns up to what no entry holds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from passdesk import __version__
from passdesk.domain.attachments import Attachment
from passdesk.domain.crossings import CrossingFilter, CrossingRecord
from passdesk.domain.entries import read_entry
from passdesk.domain.reasons import CODES, ENGLISH
from passdesk.domain.register import Mark
from passdesk.errors import Damaged, Declined
from passdesk.records.crossing_pages import OwnPages
from passdesk.records.story import Story, crossing_story
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import in_force
from passdesk.sync.entries import EntryGiven
from passdesk.sync.zone_crossings import newest_crossings, zone_entry
from tests.factories.clocks import FakeClock
from tests.factories.desks import a_desk
from tests.factories.people import Office, a_holder, shown
from tests.factories.zones import Zone, seed_of
from tests.server.zones import Served

REFUSED: dict[str, Any] = {
    "verdict": "refuse", "reasons": ["revoked", "wrong_line"], "instruction": "turn back", "outcome": None,
    "lane": "F1-1", "program": __version__,
}  # fmt: skip


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[DeskStore]:
    with a_desk(tmp_path / "desk", Zone(), clock) as store:
        yield store


def newest(store: DeskStore) -> CrossingRecord:
    return OwnPages(store, None).page(CrossingFilter()).rows[0].record


def told(store: DeskStore, clock: FakeClock) -> Story:
    return crossing_story(store, clock, newest(store))


def test_the_story_of_a_refusal_with_its_officer_photo_and_policy(store: DeskStore, clock: FakeClock) -> None:
    office = Office(store, Zone(), clock)
    holder, officer = a_holder(office), office.operator("officer", "checkpoint")
    photo = Attachment("gate_photo", bytes(16), b"the picture")
    store.attachments.put(photo)
    policy = in_force(store, clock).hash
    provenance = {"age": 90, "unheard": ["F1-2"], "clock_suspect": True, "kid": b"kkkk", "policy": policy}
    body = shown(holder, photo=photo.hash, after=[bytes(16), 3], **REFUSED, **provenance)
    entry = store.write("shown", body, reading=clock.step())
    settled = {"shown": list(entry.mark), "outcome": "turned_away", "ms": 1234, "reason": "no_papers", "confirm": None}
    act = store.write("outcome", settled, reading=clock.step(), actor=officer.operator, signers=(officer,))
    story = told(store, clock)
    crossing = story.crossing
    assert (crossing.names.chinese, crossing.officer, crossing.record.ms) == ("陳小明", "officer", 1234)
    assert (story.photo.state, story.photo.content) == ("here", b"the picture")
    assert [check.code for check in story.checks if check.spoke] == ["revoked", "wrong_line"]
    assert len(story.checks) == len(CODES)
    assert (story.all_checks, story.unknown_reasons, story.reason, story.confirmed) == (True, (), "no_papers", False)
    why = story.provenance
    assert (why.age_s, why.unheard, why.clock_suspect, why.kid) == (90, ("F1-2",), True, b"kkkk")
    assert (why.policy, why.policy_is_todays) == (policy, True)
    assert (story.after, story.replayed) == ((bytes(16), 3), False)
    assert (story.shown.mark, story.shown.hash, story.shown.source, story.shown.linked) == (
        entry.mark, entry.hash, "own", True
    )  # fmt: skip
    assert story.shown.signatures == ()
    assert story.outcome is not None
    assert (story.outcome.mark, story.outcome.linked) == (act.mark, True)
    assert [(one.name, one.holds) for one in story.outcome.signatures] == [("officer", True)]


def test_a_photo_that_was_erased_is_said_to_be(store: DeskStore, clock: FakeClock) -> None:
    photo = Attachment("gate_photo", bytes(16), b"the picture")
    store.attachments.put(photo)
    store.write("shown", shown(photo=photo.hash), reading=clock.step())
    store.erase([photo.hash])
    assert (told(store, clock).photo.state, told(store, clock).photo.content) == ("erased", None)
    store.write("shown", shown(photo=b"x" * 32), reading=clock.step())
    assert told(store, clock).photo.state == "not_here"
    store.write("shown", shown(), reading=clock.step())
    assert told(store, clock).photo.state == "none"


def test_what_another_program_decided_is_not_read_with_todays_eyes(store: DeskStore, clock: FakeClock) -> None:
    body = shown(**REFUSED | {"program": "99.0", "reasons": ["revoked", "bad_moon"], "policy": b"p" * 32})
    store.write("shown", body, reading=clock.step())
    story = told(store, clock)
    assert (story.all_checks, story.unknown_reasons) == (False, ("bad_moon",))
    assert story.provenance.policy_is_todays is False
    assert story.outcome is None
    assert story.confirmed is None
    assert "names" in story.not_recorded[0]


def test_cases_that_name_it_are_with_it(store: DeskStore, clock: FakeClock) -> None:
    holder = a_holder(Office(store, Zone(), clock))
    for _ in range(2):
        store.write("shown", shown(holder), reading=clock.step(60))
    assert [case.kind for case in told(store, clock).cases] == ["two_lanes_apart"]
    store.write("shown", shown(), reading=clock.step())
    assert told(store, clock).cases == ()


def test_the_story_of_a_journal_that_was_continued(store: DeskStore, clock: FakeClock) -> None:
    entry = store.write("shown", shown(), reading=clock.step())
    store.begin_anew(seed_of("second"), clock.step())
    assert told(store, clock).shown.mark == entry.mark


@pytest.fixture
def elsewhere(served: Served) -> CrossingRecord:
    """A crossing of a gate, as the records desk lists it."""
    gate, office = served.desk("gate", "checkpoint"), served.desk("office", "records")
    gate.write("shown", shown(**REFUSED), reading=served.clock.step())
    served.sync(gate)
    served.sync(office)
    (record,), _ = newest_crossings(served.link(office), CrossingFilter())
    return record


def test_another_desks_story_is_asked_of_the_server(served: Served, elsewhere: CrossingRecord) -> None:
    office = served.desks[-1]
    link = served.link(office)
    story = crossing_story(office, served.clock, elsewhere, lambda mark, branch: zone_entry(link, mark, branch))
    assert (story.shown.mark, story.shown.source, story.shown.linked) == (elsewhere.mark, "server", None)
    assert (story.shown.fate, story.shown.cause) == ("applies", "")
    assert [check.code for check in story.checks if check.spoke] == ["revoked", "wrong_line"]
    with pytest.raises(Declined, match="another desk"):
        crossing_story(office, served.clock, elsewhere)


LEFT: dict[str, Any] = {
    "direction": "exit", "lane": "F1-1", "outcome": "left", "program": __version__, "evacuated": True,
}  # fmt: skip


@pytest.mark.parametrize(("verified", "rows"), [(True, {1, 2}), (False, set(range(12)))])
def test_who_left_while_the_area_was_emptied_was_only_asked_for_a_sound_pass(
    store: DeskStore, clock: FakeClock, verified: bool, rows: set[int]
) -> None:
    store.write("shown", shown(**LEFT, verified=verified), reading=clock.step())
    story = told(store, clock)
    assert newest(store).evacuated is True
    assert story.crossing.record.evacuated is True
    assert {ENGLISH[check.code].row for check in story.checks if check.weighed} == rows  # type: ignore[index]
    store.write("shown", shown(), reading=clock.step())
    assert newest(store).evacuated is False
    assert all(check.weighed for check in told(store, clock).checks)


def test_the_servers_list_does_not_say_who_left_in_an_evacuation_but_the_story_does(served: Served) -> None:
    gate, office = served.desk("gate", "checkpoint"), served.desk("office", "records")
    gate.write("shown", shown(**LEFT, verified=True), reading=served.clock.step())
    served.sync(gate)
    link = served.link(office)
    (record,), _ = newest_crossings(link, CrossingFilter())
    story = crossing_story(office, served.clock, record, lambda mark, branch: zone_entry(link, mark, branch))
    assert (record.evacuated, story.crossing.record.evacuated) == (None, True)
    assert sum(check.weighed for check in story.checks) == 9


def test_a_server_that_gives_something_else_is_found_out(served: Served, elsewhere: CrossingRecord) -> None:
    office = served.desks[-1]
    link = served.link(office)

    def story(given: EntryGiven, record: CrossingRecord = elsewhere) -> Story:
        return crossing_story(office, served.clock, record, lambda _mark, _branch: given)

    true, other = zone_entry(link, elsewhere.mark), zone_entry(link, (elsewhere.mark[0], 1))
    assert story(true).shown.hash == read_entry(true.raw or b"").hash
    with pytest.raises(Declined, match="does not hold"):
        story(EntryGiven(None, None, "", None))
    for given in (other, replace(true, raw=b"\x80"), replace(true, raw=b"\xff" * 99)):
        with pytest.raises(Damaged):
            story(given)
    for lie in ({"verdict": "admit"}, {"lane": "F2"}, {"reasons": ()}, {"person": b"p" * 16}):
        with pytest.raises(Damaged, match="else than the list"):
            story(true, replace(elsewhere, **lie))
    with pytest.raises(Damaged, match="another kind"):
        story(other, replace(elsewhere, mark=(elsewhere.mark[0], 1)))


def test_each_desk_asks_for_what_it_names(served: Served, elsewhere: CrossingRecord) -> None:
    asked: list[tuple[Mark, bytes]] = []

    def ask(mark: Mark, branch: bytes) -> EntryGiven:
        asked.append((mark, branch))
        return EntryGiven(None, None, "", None)

    office = served.desks[-1]
    for record in (elsewhere, replace(elsewhere, branch=b"b" * 32)):
        with pytest.raises(Declined):
            crossing_story(office, served.clock, record, ask)
    assert asked == [(elsewhere.mark, b""), (elsewhere.mark, b"b" * 32)]


def test_the_story_of_paper_says_so_and_when_it_was_typed_in(store: DeskStore, clock: FakeClock) -> None:
    office = Office(store, Zone(), clock)
    holder, officer = a_holder(office), office.operator("officer", "checkpoint")
    reading = clock.step(7200)
    paper = {"verdict": "attention", "reasons": ["by_hand"], "instruction": "check", "verified": False,
             "input": "paper", "hand": "paper", "when": reading.wall - 3_600_000_000, "sheet": "B 17"}  # fmt: skip
    store.write("shown", shown(holder, **paper), reading=reading, actor=officer.operator, signers=(officer,))
    story = told(store, clock)
    record = story.crossing.record
    assert (record.at, record.outcome, record.officer) == (paper["when"], "passed", officer.operator)
    assert (story.no_pass_read, story.sheet, story.typed_at) == ("paper", "B 17", reading.wall)
    assert [one.holds for one in story.shown.signatures] == [True]


def test_the_story_of_somebody_found_by_hand(store: DeskStore, clock: FakeClock) -> None:
    holder = a_holder(Office(store, Zone(), clock))
    body = shown(holder, **{**REFUSED, "verified": False, "input": "hand", "hand": "battery"})
    store.write("shown", body, reading=clock.step())
    story = told(store, clock)
    assert (story.no_pass_read, story.sheet, story.typed_at) == ("battery", "", None)
