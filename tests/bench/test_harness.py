"""The harness that measures the rest."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.harness import Compared, Registered, Row, measure, meets, table, write_json


@pytest.mark.parametrize(
    ("ratio", "target", "met"),
    [(2.0, "<= 2.0", True), (2.01, "<= 2.0", False), (1.5, ">= 1.5", True), (1.49, ">= 1.5", False)],
)
def test_targets(ratio: float, target: str, met: bool) -> None:
    assert meets(ratio, target) is met


def test_sides_run_by_turns_after_a_warm_up_and_medians_are_compared() -> None:
    ran: list[str] = []

    def side(name: str, numbers: list[float]) -> float:
        ran.append(name)
        return numbers.pop(0)

    ours, base = [99.0, 3, 9, 4, 0, 5], [99.0, 2, 2, 2, 2, 50]

    def prepare() -> Iterator[Compared]:
        yield Compared(lambda: side("ours", ours), lambda: side("base", base), rounds=5, unit="widgets")
        ran.append("cleaned")

    assert measure(Registered("case", "<= 2.0", prepare)) == Row("case", 4.0, 2.0, "widgets", 2.0, "<= 2.0")
    assert ran == ["ours", "base"] * 6 + ["cleaned"]


def test_sides_that_return_nothing_are_timed_per_call() -> None:
    def prepare() -> Iterator[Compared]:
        yield Compared(lambda: sum(range(20_000)) and None, lambda: None, calls=2)

    row = measure(Registered("case", "<= 2.0", prepare))
    assert row.unit == "ms"
    assert row.ours > row.base >= 0


def test_the_table_says_which_targets_are_missed_and_the_file_has_the_rows(tmp_path: Path) -> None:
    rows = [Row("slow", 5, 2, "ms", 2.5, "<= 2.0"), Row("quick", 3, 2, "ms", 1.5, "<= 2.0")]
    _, slow, quick = table(rows).splitlines()
    assert slow.endswith("MISSED")
    assert quick.endswith("met")
    path = tmp_path / "build" / "bench.json"
    write_json(rows, path)
    assert json.loads(path.read_text())[0] == {
        "case": "slow", "ours": 5, "base": 2, "unit": "ms", "ratio": 2.5, "target": "<= 2.0",
    }  # fmt: skip
    write_json([Row("quick", 2, 2, "ms", 1.0, "<= 2.0"), Row("third", 1, 1, "ms", 1.0, "<= 2.0")], path)
    kept = {row["case"]: row["ours"] for row in json.loads(path.read_text())}
    assert kept == {"slow": 5, "quick": 2, "third": 1}
