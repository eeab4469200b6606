"""Runs experiments: something is done a great many times, faults are counted, and the same with the protection off.

A control that finds nothing says that the experiment can't find anything either: then `control_failed` is false, and
the experiment has not passed, whatever it counted.
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

CONTROL_RUNS = 30


class Counted(Struct, frozen=True):
    """`lost`: typed and not recorded at all; `corrupt`: recorded as something else; `wrong_green`: nobody said so."""

    lost: int = 0
    corrupt: int = 0
    wrong_green: int = 0

    def __bool__(self) -> bool:
        return any((self.lost, self.corrupt, self.wrong_green))


class Experiment(Struct, frozen=True):
    """`run` is given how often, the seed, and whether the protection is on."""

    name: str
    run: Callable[[int, int, bool], Counted]


class Found(Struct, frozen=True):
    """One line of build/faults.json."""

    experiment: str
    runs: int
    lost: int
    corrupt: int
    wrong_green: int
    control_failed: bool
    seed: int

    @property
    def clean(self) -> bool:
        return self.control_failed and not (self.lost or self.corrupt or self.wrong_green)


REGISTERED: list[Experiment] = []


def experiment(
    name: str,
) -> Callable[[Callable[[int, int, bool], Counted]], Callable[[int, int, bool], Counted]]:
    """Registers a function as an experiment."""

    def register(run: Callable[[int, int, bool], Counted]) -> Callable[[int, int, bool], Counted]:
        REGISTERED.append(Experiment(name, run))
        return run

    return register


def carried_out(one: Experiment, runs: int, seed: int) -> Found:
    """The experiment, and before it its control, which takes few runs."""
    control = one.run(min(runs, CONTROL_RUNS), seed, False)
    print(f"  the control: {control}", file=sys.stderr, flush=True)
    counted = one.run(runs, seed, True)
    return Found(one.name, runs, **asdict(counted), control_failed=bool(control), seed=seed)


def table(found: Sequence[Found]) -> str:
    """The lines for people."""
    widest = max((len(one.experiment) for one in found), default=10)
    head = f"{'experiment':{widest}}  {'runs':>6}  {'lost':>5}  {'corrupt':>7}  {'wrong green':>11}  control"
    return "\n".join([head, *(_line(one, widest) for one in found)])


def write_json(found: Sequence[Found], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(one) for one in found], indent=1) + "\n", encoding="utf-8")


def _line(one: Found, widest: int) -> str:
    control = "failed, as it must" if one.control_failed else "FOUND NOTHING"
    return (
        f"{one.experiment:{widest}}  {one.runs:6}  {one.lost:5}  {one.corrupt:7}  {one.wrong_green:11}  {control}"
        f"  {'clean' if one.clean else 'NOT CLEAN'}"
    )
