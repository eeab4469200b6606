"""Looking back on what real entries made: search, crossings, cases, who is inside, exports."""

import csv
import io
import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec import Struct

from passdesk.domain.attachments import Names
from passdesk.domain.crossings import CrossingFilter
from passdesk.domain.movements import mark_key
from passdesk.domain.people import Desk
from passdesk.domain.zone_reading import read_policy
from passdesk.errors import Cancelled, Declined, Misuse, Trouble
from passdesk.records import cases, crossings, occupancy, search
from passdesk.records.export import COLUMNS, described, export_crossings, safe_cell
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from tests.factories.clocks import START, FakeClock
from tests.factories.desks import a_desk, fill_the_disk
from tests.factories.people import Holder, Office, a_holder, shown
from tests.factories.zones import Zone, policy_toml

POLICY = read_policy(policy_toml())
MINUTE = 60_000_000


class Place(Struct):
    store: DeskStore
    clock: FakeClock
    office: Office
    holder: Holder
    officer: Signer
    chief: Acting

    def show(self, **changes: Any) -> int:
        """One `shown` a minute after what was before; its number."""
        self.clock.step(60)
        body = shown(self.holder, lane="F1-1", **changes)
        return self.store.write("shown", body, reading=self.clock()).content.seq

    def settle(self, seq: int, outcome: str) -> None:
        self.clock.step(5)
        body = {"shown": [self.store.journal.id, seq], "outcome": outcome, "ms": 5000}
        self.store.write(
            "outcome", body, reading=self.clock(), actor=self.officer.operator, signers=(self.officer,)
        )

    def found(self, **asked: Any) -> list[int]:
        return [one.record.mark[1] for one in crossings.crossings(self.store, POLICY, CrossingFilter(**asked))]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    zone, clock = Zone(), FakeClock()
    with a_desk(tmp_path / "desk", zone, clock) as store:
        office = Office(store, zone, clock)
        holder = a_holder(office)
        officer = office.operator("officer", "checkpoint")
        chief = Acting(store, office.operator("chief", "supervisor"), clock)
        yield Place(store, clock, office, holder, officer, chief)


def refused(place: Place, **changes: Any) -> int:
    return place.show(
        **{"verdict": "refuse", "reasons": ["revoked", "wrong_line"], "instruction": "turn back", "outcome": None}
        | changes
    )


def test_a_crossing_is_joined_with_its_outcome_and_with_names(place: Place) -> None:
    seq = refused(place)
    place.settle(seq, "turned_away")
    (one,) = crossings.crossings(place.store, POLICY, CrossingFilter())
    record = one.record
    assert (record.mark, record.outcome, record.ms) == ((place.store.journal.id, seq), "turned_away", 5000)
    assert record.outcome_at == record.at + 5_000_000
    assert (one.names.latin, one.names.chinese) == ("Chan Siu Ming", "陳小明")
    assert (one.institution, one.class_code) == (Names("University"), "talent")
    assert (one.officer, one.desk) == ("officer", "desk")
    assert (one.setting.line, one.setting.checkpoint) == ("first", "F1")


def test_every_field_of_the_filter(place: Place) -> None:
    entered = place.show()
    began = place.clock().wall
    left = place.show(direction="exit")
    back = refused(place)
    place.settle(back, "turned_away")
    let_in = refused(place)
    place.settle(let_in, "passed")
    foreign = place.show(
        pass_id=None, person=None, verified=False, verdict="refuse", reasons=["not_a_pass"], instruction="turn back",
        outcome=None,
    )  # fmt: skip
    every = [entered, left, back, let_in, foreign]
    known = every[:-1]
    assert place.found() == every
    table: list[tuple[dict[str, Any], list[int]]] = [
        ({"since": began + 1}, every[1:]),
        ({"until": began + 1}, every[:1]),
        ({"line": "first"}, every),
        ({"line": "second"}, []),
        ({"checkpoint": "F1"}, every),
        ({"checkpoint": "S1"}, []),
        ({"lane": "F1-1"}, every),
        ({"lane": "F1-2"}, []),
        ({"desk": place.store.journal.id}, every),
        ({"desk": bytes(16)}, []),
        ({"direction": "exit"}, [left]),
        ({"person": place.holder.person}, known),
        ({"institution": place.holder.institution}, known),
        ({"institution": bytes(16)}, []),
        ({"class_number": 1}, known),
        ({"class_number": 2}, []),
        ({"verdict": "admit"}, [entered, left]),
        ({"reason": "wrong_line"}, [back, let_in]),
        ({"outcome": "passed"}, [entered, left, let_in]),
        ({"outcome": ""}, [foreign]),
        ({"officer": place.officer.operator}, [back, let_in]),
        ({"override": True}, [let_in]),
        ({"override": False, "verdict": "refuse"}, [back, foreign]),
    ]
    for asked, expected in table:
        assert place.found(**asked) == expected, asked


def test_crossings_without_an_anchor_are_dated_like_fold_dates_them(place: Place) -> None:
    """A desk boots with its clock a year behind; a later anchor of the same boot puts its crossings right."""
    place.show()
    place.clock.reboot()
    place.clock.set_wall(START - 365 * 24 * 60 * MINUTE)
    place.show(direction="exit")
    true = START + 24 * 60 * MINUTE
    place.store.journal.note_server_time(place.clock(), true)
    place.show()
    first, second, third = (one.record.at for one in crossings.crossings(place.store, POLICY, CrossingFilter()))
    assert first < START + 60 * MINUTE
    assert (second, third) == (true, true + MINUTE)


def test_people_are_found_by_name_short_number_id_and_institution(place: Place) -> None:
    other = place.office.person("Ho Ka Yan", place.holder.hr, "何家欣")
    with place.store.view() as view:
        number = search.find(place.store, "Chan")[0].passes[0].short_number
        assert not view.unconfirmed(("person", other))
    for text in ("chan ming", "陳", number, f"{number[:4]} {number[4:8]} {number[8:]}", place.holder.person.hex()):
        (found,) = search.find(place.store, text)
        assert found.person.key == place.holder.person, text
        assert found.institutions == {place.holder.institution: Names("University")}
        assert len(found.filings) == 1
    assert [one.person.key for one in search.find(place.store, "何")] == [other]
    assert search.find(place.store, "nobody") == []
    assert len(search.find(place.store)) == 2
    assert [one.person.key for one in search.find(place.store, institution=place.holder.institution)] == [
        place.holder.person
    ]
    assert search.find(place.store, "Ho", institution=place.holder.institution) == []
    assert [row.key for row in search.institutions_called(place.store, "univ")] == [place.holder.institution]


def test_who_is_to_be_acted_on_is_named(place: Place) -> None:
    """An institution, or a few digits, say nothing of whom an act is meant for."""
    number = search.find(place.store, "Chan")[0].passes[0].short_number
    for text, named in (("chan", 1), ("陈小明", 1), (number, 1), ("univ", 0), ("chan univ", 0), (number[-4:], 0)):
        assert len(search.find(place.store, text)) == 1
        assert len(search.find(place.store, text, by_name=True)) == named, text


@pytest.mark.parametrize(
    ("roles", "text", "missed"),
    [
        (("checkpoint",), "5678", True), (("checkpoint",), "chan 567a", True), (("checkpoint",), "chan", False),
        (("checkpoint",), "ming", False), (("checkpoint",), "56789", False),
        (("checkpoint", "records"), "5678", False), (("issuing",), "5678", False), (("admin",), "5678", False),
    ],
)  # fmt: skip
def test_a_desk_that_is_given_no_documents_says_so(
    place: Place, roles: tuple[str, ...], text: str, missed: bool
) -> None:
    journal = place.store.journal
    place.store.catch_up()
    row = Desk(key=journal.id, name="gate", public_key=bytes(32), certificate=b"", roles=roles)
    page = [(row.TABLE, row.key, 1, row.to_map())]
    place.store.registers.current.apply_page(page, 1, accounted=journal.seq, own_entries=journal.entries)
    assert search.is_missed_here(place.store, text) is missed


def test_who_is_inside(place: Place) -> None:
    assert occupancy.inside(place.store) == []
    place.show()
    (one,) = occupancy.inside(place.store)
    assert one.names is not None
    assert (one.person, one.names.latin, one.institutions, one.lane) == (
        place.holder.person, "Chan Siu Ming", (Names("University"),), "F1-1",
    )  # fmt: skip
    place.show(direction="exit")
    assert occupancy.inside(place.store) == []


def test_a_case_is_listed_in_words_and_closed_by_a_supervisor(place: Place) -> None:
    seq = place.show()
    place.show()
    (one,) = cases.cases(place.store)
    assert (one.case.kind, one.case.entries[0]) == ("two_lanes_apart", (place.store.journal.id, seq))
    assert one.words.startswith("Two lanes")
    assert one.names is not None
    with pytest.raises(Declined, match="role"):
        cases.close(Acting(place.store, place.officer, place.clock), one.case.key)
    with pytest.raises(Misuse, match="No such case"):
        cases.close(place.chief, mark_key((bytes(16), 1))[:16])
    cases.close(place.chief, one.case.key, "looked at")
    assert cases.cases(place.store) == []
    assert [listed.case.state for listed in cases.cases(place.store, None)] == ["closed"]


def export(place: Place, path: Path, **asked: Any) -> int:
    wanted = CrossingFilter(**asked)
    found = crossings.crossings(place.store, POLICY, wanted)
    zone, actor = ZoneInfo("Asia/Hong_Kong"), place.officer.operator
    return export_crossings(place.store, place.clock, found, path, asked=wanted, zone=zone, actor=actor)


def test_csv_opens_in_a_spreadsheet_with_chinese_and_runs_nothing(place: Place, tmp_path: Path) -> None:
    place.show(input="=cmd|' /C calc'!A0")
    refused(place)
    path = tmp_path / "out.csv"
    assert export(place, path, direction="entry") == 2
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["name_chinese"], rows[0]["input"]) == ("陳小明", "'=cmd|' /C calc'!A0")
    assert rows[0]["at"].endswith("+08:00")
    assert (rows[1]["reasons"], rows[1]["override"]) == ("revoked wrong_line", "no")
    assert path.stat().st_mode & 0o077 == 0


def test_jsonl_has_one_object_a_line(place: Place, tmp_path: Path) -> None:
    seq = place.show()
    path = tmp_path / "out.jsonl"
    assert export(place, path) == 1
    (line,) = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(line) | {"seq": seq, "name_chinese": "陳小明", "override": False} == json.loads(line)


def test_an_export_is_recorded_with_what_was_asked(place: Place, tmp_path: Path) -> None:
    place.show()
    export(place, tmp_path / "out.csv", person=place.holder.person, verdict="admit")
    last = place.store.journal.entry(place.store.journal.seq)
    assert last is not None
    assert (last.kind, last.body["rows"], last.body["source"]) == ("exported", 1, "own")
    assert json.loads(last.body["filter"]) == {"person": place.holder.person.hex(), "verdict": "admit"}
    assert last.content.actor == place.officer.operator
    assert described(CrossingFilter()) == "{}"


def failed(place: Place, path: Path) -> bool:
    """Whether an export failed; what it wrote, if it did not, is put back to what was there before."""
    try:
        export(place, path)
    except Trouble:
        return True
    path.write_text("what was there before")
    return False


def test_no_half_file_is_ever_left_under_the_name(place: Place, tmp_path: Path) -> None:
    place.show()
    path = tmp_path / "out.csv"
    path.write_text("what was there before")
    fill_the_disk(place.store)
    assert any(failed(place, path) for _ in range(100))
    assert path.read_text() == "what was there before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["desk", "out.csv"]
    with pytest.raises(Trouble, match="could not be written"):
        export(place, tmp_path / "nowhere" / "out.csv")
    with pytest.raises(Misuse, match=r"csv or \.jsonl"):
        export(place, tmp_path / "out.xlsx")


def test_an_export_tells_how_far_it_is_and_can_be_cancelled(place: Place, tmp_path: Path) -> None:
    place.show()
    (one,) = crossings.crossings(place.store, POLICY, CrossingFilter())
    path, told, head = tmp_path / "out.csv", list[int](), place.store.journal.seq

    def exported(progress: Callable[[int], None]) -> int:
        many = itertools.repeat(one, 250)
        return export_crossings(place.store, place.clock, many, path, asked=CrossingFilter(), progress=progress)

    for stop in (0, 100, 200, 250):

        def cancel(rows: int, at: int = stop) -> None:
            if rows >= at:
                raise Cancelled("The export was cancelled.", kept="No file was written.")

        path.write_text("what was there before")
        with pytest.raises(Cancelled):
            exported(cancel)
        assert path.read_text() == "what was there before"
        assert sorted(each.name for each in tmp_path.iterdir()) == ["desk", "out.csv"]
        assert place.store.journal.seq == head
    assert exported(told.append) == 250
    assert told == [0, 100, 200, 250]
    assert place.store.journal.seq == head + 1


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+852", "'+852"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("plain", "plain"),
        ("陳", "陳"),
        (None, ""),
        (True, "yes"),
        (5, "5"),
    ],
)
def test_cells(value: object, cell: str) -> None:
    assert safe_cell(value) == cell
