"""The demo's zone has the lanes that are open, and is the sample in everything else."""

from msgspec.structs import replace

from passdesk.demo.zone_file import LANES, demo_policy
from passdesk.domain.zone_reading import read_policy
from tests.factories.zones import policy_toml


def test_three_lanes_on_the_two_lines_and_all_else_as_in_the_sample() -> None:
    sample, demo = read_policy(policy_toml()), read_policy(demo_policy())
    assert set(demo.lanes) == set(LANES.values())
    assert [lane.line for lane in demo.lanes.values()] == ["first", "first", "second"]
    assert [lane.mode for lane in demo.lanes.values()] == ["automatic", "confirm", "automatic"]
    assert {lane.default for lane in demo.lanes.values()} == {"entry"}
    assert len(sample.lanes) > len(demo.lanes)
    assert replace(demo, lanes=sample.lanes) == sample
