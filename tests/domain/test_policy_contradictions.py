"""Policies that contradict themselves: whatever any two keys are set to, they are read, or every mistake is named."""

import copy
import json
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from passdesk.domain.heading import course_at
from passdesk.domain.zone import Policy, PolicyMistakes
from passdesk.domain.zone_reading import read_policy
from tests.domain.scenes import GOOD

ZONES = Path(__file__).parents[2] / "resources" / "zones"
SAMPLES = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(ZONES.glob("*.toml"))]
WAY = tuple[str | int, ...]
GONE = object()
MIDNIGHT, LAST = time(0), time(23, 59, 59)


def ways(value: object, above: WAY = ()) -> list[WAY]:
    """To every key of a policy, and to every place of its arrays."""
    found: list[WAY] = [above] if above else []
    if isinstance(value, dict):
        found += [way for key, one in value.items() for way in ways(one, (*above, key))]
    elif isinstance(value, list):
        found += [way for place, one in enumerate(value) for way in ways(one, (*above, place))]
    return found


def put(policy: Any, way: WAY, value: object) -> None:
    """GONE takes it away; what another change has taken away stays so."""
    try:
        for step in way[:-1]:
            policy = policy[step]
        if value is GONE:
            del policy[way[-1]]
        else:
            policy[way[-1]] = value
    except (KeyError, IndexError, TypeError):
        return


def toml(value: Any) -> str:
    """As a file has it: a table is a line each, what stands in it inline."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case dict():
            return "{" + ", ".join(f"{toml(key)} = {toml(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case date() | time():
            return value.isoformat()
        case _:
            return repr(value)


def written(policy: dict[str, Any], above: tuple[str, ...] = ()) -> str:
    tables = {key: one for key, one in policy.items() if isinstance(one, dict)}
    lines = [f"{toml(key)} = {toml(one)}" for key, one in policy.items() if key not in tables]
    head = [f"[{'.'.join(map(toml, above))}]"] if above else []
    return "\n".join([*head, *lines, *(written(one, (*above, key)) for key, one in tables.items())])


ODD: st.SearchStrategy[Any] = st.one_of(
    st.just(GONE), st.booleans(), st.integers(-(2**64), 2**64), st.sampled_from([0, 1, 7, 255, 256, 86_400]),
    st.floats(), st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(["", "first", "second", "park", "hong-kong", "entry", "exit", "by-person", "confirm", "automatic"]),
    st.sampled_from(["00:00-00:00", "22:00-06:00", "23:59-24:00", "00:00", "24:00", "closed", "hard", "soft", "timed"]),
    st.sampled_from([date(2026, 1, 1), time(0), datetime(2026, 11, 28, tzinfo=UTC), [], {}, [[]], [{}]]),
    st.lists(st.sampled_from(["first", "second", "F1", "entry", "exit", "visitor", "talent"]), max_size=4),
)  # fmt: skip


@st.composite
def contradicting(draw: st.DrawFn) -> str:
    """A sample policy with two or three keys set to something else; often to what another key says."""
    sample = draw(st.sampled_from(SAMPLES))
    policy, each = copy.deepcopy(sample), ways(sample)
    for _ in range(draw(st.integers(2, 3))):
        put(policy, draw(st.sampled_from(each)), draw(ODD | st.sampled_from(each).map(lambda way: at(sample, way))))
    return written(policy)


def at(policy: Any, way: WAY) -> Any:
    for step in way:
        policy = policy[step]
    return copy.deepcopy(policy)


def outcome(source: str) -> Policy | tuple[str, ...]:
    try:
        return read_policy(source)
    except PolicyMistakes as error:
        return error.lines


def test_as_written_here_the_samples_are_what_they_are() -> None:
    for path, sample in zip(sorted(ZONES.glob("*.toml")), SAMPLES, strict=True):
        assert read_policy(written(sample)) == read_policy(path.read_bytes())


@given(contradicting())
def test_it_is_read_or_every_mistake_is_named(source: str) -> None:
    found = outcome(source)
    assert outcome(source) == found
    if isinstance(found, Policy):
        return
    assert found
    for line in found:
        place, _, what = line.partition(": ")
        assert place.strip()
        assert what.strip() or line.startswith("… and ")


@given(contradicting(), st.sampled_from(["entry", "exit"]), st.sampled_from([MIDNIGHT, LAST, time(12)]))
def test_what_was_read_can_be_gone_by(source: str, direction: Any, hour: time) -> None:
    """People stand at the gate when it comes into force: each has a verdict, and nobody's exit is refused."""
    policy = outcome(source)
    if not isinstance(policy, Policy):
        return
    for lane in policy.lanes.values():
        assert course_at(lane, hour) in (*lane.directions, "by-person")
    for scene in (GOOD, GOOD.last(inside=True), GOOD.last(inside=True, ago_s=9 * 86_400)):
        there = next(iter(policy.lanes), scene.lane)
        verdict = scene.but(policy=policy, lane=there, direction=direction).verdict()
        assert verdict.word in ("admit", "attention", "refuse")
        assert verdict.reasons or verdict.word == "admit"
        if direction == "exit":
            assert verdict.instruction != "turn back"
