"""The harness that counts faults."""

import json
from pathlib import Path

from tests.faults.harness import CONTROL_RUNS, Counted, Experiment, Found, carried_out, table, write_json


def counting(with_it: Counted, without: Counted) -> tuple[Experiment, list[tuple[int, int, bool]]]:
    asked: list[tuple[int, int, bool]] = []

    def run(runs: int, seed: int, protected: bool) -> Counted:
        asked.append((runs, seed, protected))
        return with_it if protected else without

    return Experiment("case", run), asked


def test_the_control_runs_a_few_times_and_the_experiment_in_full() -> None:
    case, asked = counting(Counted(), Counted(wrong_green=3))
    assert carried_out(case, 1000, 7) == Found("case", 1000, 0, 0, 0, control_failed=True, seed=7)
    assert asked == [(CONTROL_RUNS, 7, False), (1000, 7, True)]


def test_what_is_counted_is_not_clean_and_neither_is_a_control_that_finds_nothing() -> None:
    for with_it, without in ((Counted(lost=1), Counted(lost=9)), (Counted(), Counted())):
        assert not carried_out(counting(with_it, without)[0], 10, 1).clean
    assert carried_out(counting(Counted(), Counted(corrupt=1))[0], 10, 1).clean


def test_the_file_has_the_lines_and_the_table_says_which_are_not_clean(tmp_path: Path) -> None:
    found = [Found("good", 9, 0, 0, 0, control_failed=True, seed=1), Found("bad", 9, 1, 2, 3, True, 1)]
    _, good, bad = table(found).splitlines()
    assert (good.endswith(" clean"), bad.endswith("NOT CLEAN")) == (True, True)
    path = tmp_path / "build" / "faults.json"
    write_json(found, path)
    assert json.loads(path.read_text())[1] == {
        "experiment": "bad", "runs": 9, "lost": 1, "corrupt": 2, "wrong_green": 3, "control_failed": True, "seed": 1,
    }  # fmt: skip
