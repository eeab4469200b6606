"""Runs cases and their bare baselines by turns, and says whether each keeps its promised ratio.

To add rows, put a module into tests/bench/ (it is found by itself) and register a generator function:

    @row("pass verified", target="<= 1.5")
    def pass_verified() -> Iterator[Compared]:
        token = ...                                     # prepare: not measured
        yield Compared(ours=lambda: verify(token), base=lambda: bare_verify(token), calls=200)
        ...                                             # clean up

Each side is called once to warm up, then `ours`, `base`, `ours`, … `rounds` times. A side that returns None is timed:
its milliseconds divided by `calls`, which is how often the case happens inside one call. A side that returns a number
has measured for itself (a p99, a count of pictures), in `unit`. The row holds the medians of both sides and their
ratio, and meets its target if the ratio does: "<= 2.0" for costs, ">= 1.5" for yields.
"""

import json
import operator
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

Side = Callable[[], object]


class Compared(Struct, frozen=True):
    """Both sides of a case. `rounds`: five at least, more for a shaky case; 1 only where nothing can vary, or where one
    run is thousands of times already."""

    ours: Side
    base: Side
    calls: int = 1
    rounds: int = 7
    unit: str = "ms"


class Row(Struct, frozen=True):
    """One line of build/bench.json."""

    case: str
    ours: float
    base: float
    unit: str
    ratio: float
    target: str


class Registered(Struct, frozen=True):
    case: str
    target: str
    prepare: Callable[[], Iterator[Compared]]


REGISTERED: list[Registered] = []


def row(case: str, *, target: str) -> Callable[[Callable[[], Iterator[Compared]]], Callable[[], Iterator[Compared]]]:
    """Registers a generator function as a row; see the module's own words."""
    meets(1.0, target)  # a target that can't be read is found out here, not after minutes

    def register(prepare: Callable[[], Iterator[Compared]]) -> Callable[[], Iterator[Compared]]:
        REGISTERED.append(Registered(case, target, prepare))
        return prepare

    return register


def measure(registered: Registered) -> Row:
    """Runs one row."""
    with contextmanager(registered.prepare)() as compared:
        ours, base = _by_turns(compared)
    ratio = ours / (base or 1e-9)
    return Row(registered.case, round(ours, 4), round(base, 4), compared.unit, round(ratio, 3), registered.target)


def meets(ratio: float, target: str) -> bool:
    """Whether a ratio keeps a target such as "<= 2.0" or ">= 1.5"."""
    sign, bound = target.split()
    return bool({"<=": operator.le, ">=": operator.ge}[sign](ratio, float(bound)))


def table(rows: Sequence[Row]) -> str:
    """The rows for people, one a line."""
    widest = max((len(row.case) for row in rows), default=4)
    head = f"{'case':{widest}}  {'ours':>10}  {'base':>10}  {'unit':8}  {'ratio':>6}  target"
    return "\n".join([head, *(_line(row, widest) for row in rows)])


def write_json(rows: Sequence[Row], path: Path) -> None:
    """Beside the rows of other cases that were measured before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = {each["case"]: each for each in json.loads(path.read_text(encoding="utf-8"))} if path.exists() else {}
    found = {**before, **{row.case: asdict(row) for row in rows}}
    path.write_text(json.dumps(list(found.values()), indent=1) + "\n", encoding="utf-8")


def _line(row: Row, widest: int) -> str:
    verdict = "met" if meets(row.ratio, row.target) else "MISSED"
    return (
        f"{row.case:{widest}}  {row.ours:10.4g}  {row.base:10.4g}  {row.unit:8}  {row.ratio:6.2f}"
        f"  {row.target}  {verdict}"
    )


def _by_turns(compared: Compared) -> tuple[float, float]:
    if compared.rounds > 1:
        compared.ours(), compared.base()
    ours, base = [], []
    for _ in range(compared.rounds):
        ours.append(_taken(compared.ours, compared.calls))
        base.append(_taken(compared.base, compared.calls))
    return statistics.median(ours), statistics.median(base)


def _taken(side: Side, calls: int) -> float:
    began = time.perf_counter_ns()
    own = side()
    took = (time.perf_counter_ns() - began) / 1e6 / calls
    return float(own) if isinstance(own, int | float) else took
