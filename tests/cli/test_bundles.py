"""By stick, by commands: days without a line, a file there and one back."""

from pathlib import Path

import pytest

from tests.cli.served import ServedZone, a_served_zone

LANES = ("--role", "checkpoint", "--lane", "F1-1")


@pytest.fixture
def zone(tmp_path: Path) -> ServedZone:
    return a_served_zone(tmp_path)


def test_there_and_back_while_no_server_runs(zone: ServedZone, tmp_path: Path) -> None:
    with zone.running():
        gate = zone.join("gate", *LANES)
        office = zone.join("office", "--role", "issuing", "--role", "admin")
    up, down = tmp_path / "up", tmp_path / "down"
    office.by("admin", "operator", "add", "Ho Mei", "--role", "hr").done()
    wrote = office("journal", "bundle", str(up), "--json").done()
    assert wrote.object["entries"] > 0
    assert office("journal", "verify", str(up), "--json").done().object["faults"] == 0
    took = zone.server("server", "take", str(up), "--out", str(down), "--json").done()
    assert took.object["entries"] == wrote.object["entries"]
    assert office("journal", "verify", str(down), "--json").done().object["bundle"] == "answer"
    assert office("journal", "verify", str(up), "--json").done().object["receipted"] > 0
    back = office("journal", "take", str(down), "--json").done().object
    assert (back["older"], back["receipted"]) == (False, wrote.object["entries"])
    again = office("journal", "take", str(down)).done()
    assert "Nothing in it is new" in again.out

    # A file for the gate, which asked for none; the office's is not for it.
    assert gate("journal", "take", str(down)).status == 1
    zone.server("server", "bundle", "--desk", "gate", "--out", str(down)).done()
    assert gate("journal", "take", str(down), "--json").done().object["rows"] > 0
    with zone.running():
        assert gate("sync", "--json").done().object["received"] == 0
        office("journal", "verify").done()


def test_what_is_wrong_is_said(zone: ServedZone, tmp_path: Path) -> None:
    with zone.running():
        gate = zone.join("gate", *LANES)
    up, bad = tmp_path / "up", tmp_path / "bad"
    bad.write_bytes(b"no bundle")
    for shell, words in ((gate, ("journal", "take")), (gate, ("journal", "verify")), (zone.server, ("server", "take"))):
        ran = shell(*words, str(bad))
        assert ran.status == 3
        assert "no bundle" in ran.err
    assert gate("journal", "take", str(tmp_path / "nothing")).status == 3
    assert gate("journal", "bundle", str(tmp_path / "no folder" / "up")).status == 2
    assert zone.server("server", "bundle", "--desk", "nobody", "--out", str(up)).status == 2
    gate("journal", "bundle", str(up)).done()
    data = bytearray(up.read_bytes())
    data[-1] ^= 1
    bad.write_bytes(data)
    assert gate("journal", "verify", str(bad)).status == 3
    ran = zone.server("server", "take", str(up)).done()
    assert "no answer" in ran.out


def test_a_stick_is_taken_beside_a_running_server(zone: ServedZone, tmp_path: Path) -> None:
    with zone.running():
        gate = zone.join("gate", *LANES)
        gate("journal", "bundle", str(tmp_path / "up")).done()
        zone.server("server", "take", str(tmp_path / "up"), "--out", str(tmp_path / "down")).done()
        gate("sync").done()
        assert gate("journal", "take", str(tmp_path / "down"), "--json").done().object["older"]
        gate("sync").done()
