"""A zone with a server, by commands: enrolled, exchanged with, exported from, backed up, restored, adopted."""

import csv
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.served import ServedZone, a_pass, a_served_zone, staff
from tests.cli.shell import Shell, password_of
from tests.cli.town import ZONE_FILE, Town

LANE = ("--lane", "F1-1", "--direction", "entry")
OFFICE = ("--role", "issuing", "--role", "admin")


@pytest.fixture
def zone(tmp_path: Path) -> ServedZone:
    return a_served_zone(tmp_path)


@pytest.fixture
def url(zone: ServedZone) -> Iterator[str]:
    with zone.running() as address:
        yield address


def test_founding_says_where_the_root_key_is_and_refuses_a_folder_in_use(zone: ServedZone) -> None:
    assert (zone.folder / "root-key.txt").stat().st_mode & 0o077 == 0
    again = zone.server("server", "init", "--zone", ZONE_FILE, PASSDESK_PASSWORD="another one")
    assert again.status == 1
    assert zone.server("server", "init").status == 2


@pytest.mark.usefixtures("url")
def test_the_whole_line_from_enrolment_to_export(zone: ServedZone, tmp_path: Path) -> None:
    office = zone.join("office", *OFFICE)
    gate = zone.join("gate", "--role", "checkpoint", "--lane", "F1-1")
    records = zone.join("records", "--role", "records")
    staff(office)
    text = a_pass(office, tmp_path / "badge.png")
    assert "not yet confirmed by the server" in office("pass", "list").out
    assert gate("scan", tmp_path / "badge.png", "--json").object["reasons"] == ["unknown_key"]
    for desk in (office, gate):
        said = desk("sync", "--json").done().object
        assert said["refusal"] is None
    assert office("pass", "list", "--json").object["state"] == "good"
    zone.clock.step(60)
    assert gate("scan", text, *LANE, "--json").done().object["verdict"] == "admit"
    gate("sync").done()
    records("sync").done()
    out = tmp_path / "zone.csv"
    assert records("export", "crossings", "--out", out, "--json").done().object["source"] == "server"
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2
    assert gate("export", "crossings", "--out", out, "--json").done().object["source"] == "own"
    assert [row["name"] for row in records("desk", "list", "--json").objects] == ["gate", "office", "records", "server"]
    for desk in (office, gate, records):
        said = desk("journal", "verify", "--json").done().object
        assert said["faults"] == 0
    assert gate("journal", "verify", "--json").object["receipted"] > 0


def test_a_joined_desk_tells_what_it_is(zone: ServedZone, url: str) -> None:
    code = zone.enrol("gate", "--role", "checkpoint", "--lane", "S1-1")
    said = zone.desk("gate")("init", "--join", code, "--server", url, "--json").done().object
    assert said == {
        "desk": str(zone.folder / "gate"), "zone": "hetao", "name": "gate", "roles": ["checkpoint"], "lanes": ["S1-1"],
        "exchanged": True,
    }  # fmt: skip


def test_a_code_serves_once_and_a_mistyped_or_made_up_one_not_at_all(zone: ServedZone, url: str) -> None:
    code = zone.enrol("gate", "--role", "checkpoint", "--lane", "F1-1")
    mistyped = code[:-1] + ("0" if code[-1] != "0" else "1")
    for wrong in (mistyped, "AAAA", "", "é" * 44, "9" * 5000):
        ran = zone.desk("gate")("init", "--join", wrong, "--server", url)
        assert ran.status == 2, ran
        assert not (zone.folder / "gate").exists()
    zone.desk("gate")("init", "--join", code, "--server", url).done()
    second = zone.desk("second")("init", "--join", code, "--server", url)
    assert second.status == 1
    assert not (zone.folder / "second").exists()


def test_a_desk_is_not_named_by_what_a_terminal_obeys(zone: ServedZone) -> None:
    ran = zone.server.by("admin", "server", "enrol", "gate\x1b[31m", "--role", "records")
    assert ran.status == 2
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--role", "king"], "king"),
        (["--role", "checkpoint", "--lane", "X9"], "X9"),
        (["--role", "checkpoint"], "lane"),
        (["--role", "issuing", "--institution", "zz"], "zz"),
    ],
)
def test_a_place_that_makes_no_sense_is_not_opened(zone: ServedZone, options: list[str], word: str) -> None:
    ran = zone.server.by("admin", "server", "enrol", "odd", *options)
    assert ran.status == 2
    assert word in ran.err


def test_enrolling_asks_for_the_administrators_password(zone: ServedZone) -> None:
    words = ("--operator", "admin", "server", "enrol", "gate", "--role", "records")
    assert zone.server(*words, PASSDESK_PASSWORD="wrong one").status == 1
    assert zone.server(*words).status == 2
    assert zone.server("--operator", "nobody", *words[2:], PASSDESK_PASSWORD="wrong one").status == 1


def test_a_server_that_is_gone_is_said_and_the_desk_goes_on(zone: ServedZone, tmp_path: Path) -> None:
    with zone.running():
        gate = zone.join("gate", "--role", "checkpoint", "--lane", "F1-1")
        records = zone.join("records", "--role", "records")
    ran = gate("sync", "--json")
    assert ran.status == 3
    assert "does not answer" in ran.complaint["error"]
    assert ran.complaint["kept"]
    assert gate("scan", "12345678901", "--json").object["recorded"] is True
    export = records("export", "crossings", "--out", tmp_path / "own.csv")
    assert export.status == 0
    assert "this desk's own log" in export.err
    with zone.running():
        gate("sync").done()


def test_another_server_at_the_same_address_is_found_out(zone: ServedZone, tmp_path: Path) -> None:
    with zone.running():
        gate = zone.join("gate", "--role", "checkpoint", "--lane", "F1-1")
    other = a_served_zone(tmp_path / "elsewhere")
    other.port = zone.port
    before = gate("journal", "verify", "--json").object["checked"]
    with other.running():
        ran = gate("sync")
    assert ran.status == 3
    assert "key" in ran.err
    assert gate("journal", "verify", "--json").object["checked"] >= before


def test_a_code_of_one_zone_is_of_no_use_at_the_server_of_another(zone: ServedZone, tmp_path: Path) -> None:
    code = zone.enrol("gate", "--role", "records")
    other = a_served_zone(tmp_path / "elsewhere")
    with other.running() as address:
        ran = zone.desk("gate")("init", "--join", code, "--server", address)
    assert ran.status in (1, 3)
    assert not (zone.folder / "gate").exists()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "nonsense", "https://[::", "https://a b", ""])
def test_an_address_that_is_none_is_wrong_use(zone: ServedZone, url: str) -> None:
    ran = zone.desk("gate")("init", "--join", zone.enrol("gate", "--role", "records"), "--server", url)
    assert ran.status == 2
    assert ran.err
    assert not (zone.folder / "gate").exists()


def test_what_answers_but_is_no_passdesk_server_is_said(zone: ServedZone) -> None:
    code = zone.enrol("gate", "--role", "records")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        def answer() -> None:
            for _ in range(4):
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client:
                    client.recv(100)
                    client.sendall(b"HTTP/1.0 200 OK\r\n\r\nhello")

        thread = threading.Thread(target=answer)
        thread.start()
        address = f"https://127.0.0.1:{listener.getsockname()[1]}"
        ran = zone.desk("gate")("init", "--join", code, "--server", address)
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(20)
    assert ran.status == 3
    assert ran.err
    assert not (zone.folder / "gate").exists()


def test_a_backup_restored_is_a_new_generation_and_nothing_is_lost(zone: ServedZone, tmp_path: Path) -> None:
    with zone.running():
        office = zone.join("office", *OFFICE)
        backed = zone.server("server", "backup", tmp_path / "backup", "--json").done()
        assert backed.object == {"backup": str(tmp_path / "backup")}
        staff(office)
        office("sync").done()
    restored = zone.server("server", "restore", tmp_path / "backup", "--json").done().object
    assert restored["generation"] > 1
    with zone.running():
        said = office("sync")
        office("sync").done()
    assert said.status == 0
    assert {row["name"] for row in office("operator", "list", "--json").objects} == {"admin", "hanna", "anton"}
    assert office("journal", "verify").status == 0
    office.by("hanna", "institution", "add", "X").done()

    # In its own name the server grants nothing before an administrator has looked.
    place = ("server", "enrol", "gate", "--role", "checkpoint", "--lane", "S1-1")
    refused = zone.server.by("admin", *place)
    assert (refused.status, "confirm" in refused.err) == (1, True)
    assert zone.server.by("hanna", "server", "confirm").status == 1
    assert zone.server.by("admin", "server", "confirm", "--json").done().object["confirmed"] is True
    zone.server.by("admin", *place).done()
    again = zone.server.by("admin", "server", "confirm")
    assert (again.status, again.err) == (1, "This server is confirmed already.\nNothing was changed.\n")


def test_backup_and_restore_refuse_what_they_should(zone: ServedZone, tmp_path: Path) -> None:
    server = zone.server
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    assert server("server", "backup", tmp_path / "full").status == 1
    assert server("server", "restore", tmp_path / "none").status == 3
    assert server("server", "restore", server.data).status == 2
    server("server", "backup", tmp_path / "backup").done()
    with zone.running():
        ran = server("server", "restore", tmp_path / "backup")
        assert ran.status == 3
    damaged = shutil.copytree(tmp_path / "backup", tmp_path / "damaged")
    content = bytearray((damaged / "server.db").read_bytes())
    content[4096:8192] = bytes(4096)
    (damaged / "server.db").write_bytes(content)
    before = (server.data / "server.db").read_bytes()
    ran = server("server", "restore", damaged)
    assert ran.status == 3, ran
    assert (server.data / "server.db").read_bytes() == before
    assert zone.enrol("gate", "--role", "records")


@pytest.mark.parametrize("harm", ["first page", "last page", "missing", "keys"])
def test_a_damaged_backup_is_blamed_and_the_server_kept(zone: ServedZone, tmp_path: Path, harm: str) -> None:
    server, backup = zone.server, tmp_path / "backup"
    server("server", "backup", backup).done()
    match harm:
        case "missing":
            (backup / "server.db").unlink()
        case "keys":
            (backup / "keys.json").write_text("{")
        case _:
            damage_page(backup / "server.db", 0 if harm == "first page" else -1)
    before = {path.name: path.read_bytes() for path in server.data.iterdir()}
    said = server("server", "restore", backup, "--json")
    assert said.status == 3
    assert said.complaint["error"].startswith(f"The backup {backup} is damaged: ")
    assert said.complaint["kept"] == "The server in use was kept as it is."
    assert {path.name: path.read_bytes() for path in server.data.iterdir() if path.name != "lock"} == before
    assert zone.enrol("gate", "--role", "records")


def damage_page(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    at = page * 4096 % len(content)
    content[at + 100 : at + 200] = bytes(100)
    path.write_bytes(content)


def test_no_backup_is_made_of_a_damaged_server(zone: ServedZone, tmp_path: Path) -> None:
    damage_page(zone.server.data / "server.db", -1)
    said = zone.server("server", "backup", tmp_path / "backup")
    assert said.status == 3
    assert said.err.startswith("server.db is damaged.")
    assert not (tmp_path / "backup").exists()


def test_a_backup_makes_no_folders_above_its_own(zone: ServedZone, tmp_path: Path) -> None:
    said = zone.server("server", "backup", tmp_path / "mistyped" / "backup")
    assert (said.status, f"There is no folder {tmp_path / 'mistyped'}" in said.err) == (2, True)
    assert not (tmp_path / "mistyped").exists()


def test_a_server_that_is_none_or_damaged_is_said(zone: ServedZone, tmp_path: Path) -> None:
    server = zone.server
    assert server.at(tmp_path / "nowhere")("server", "run").status == 3
    assert server("server", "run", PASSDESK_PASSPHRASE="wrong").status == 1
    (server.data / "server.db").write_bytes(b"not a database" * 1000)
    for words in (("server", "run", "--port", "0"), ("server", "backup", tmp_path / "b")):
        ran = server(*words)
        assert ran.status == 3, ran
    assert server.by("admin", "server", "enrol", "x", "--role", "records").status == 3


def test_a_command_for_desks_says_that_this_is_a_servers_folder(zone: ServedZone, tmp_path: Path) -> None:
    key = zone.folder / "root-key.txt"
    for words in (
        ("scan", "1"), ("journal", "list"), ("sync",), ("--operator", "admin", "institution", "add", "X"),
        ("recover", zone.server.data, "--key", key),
    ):  # fmt: skip
        ran = zone.server(*words, PASSDESK_PASSWORD=password_of("admin"))
        assert ran.status == 2, ran
        assert ran.err.startswith(f"This is the folder of a server, not of a desk: {zone.server.data}.")
    adopting = ("server", "init", "--adopt", zone.server.data, "--offline", key)
    assert "folder of a server" in zone.server.at(tmp_path / "new")(*adopting).err


def test_a_command_for_servers_says_that_this_is_a_desks_folder(town: Town, tmp_path: Path) -> None:
    server = a_served_zone(tmp_path / "served").server
    backup = ("server", "backup", tmp_path / "backup")
    server(*backup).done()
    for words in (
        ("server", "run"), ("server", "backup", tmp_path / "other"), ("server", "restore", tmp_path / "backup"),
        ("server", "confirm"), ("server", "enrol", "gate", "--role", "records"),
    ):  # fmt: skip
        ran = town.shell.by("admin", *words)
        assert ran.status == 2, ran
        assert ran.err.startswith(f"This is the folder of a desk, not of a server: {town.shell.data}.")
    assert server("server", "restore", town.shell.data).status == 2
    assert not (tmp_path / "other").exists()
    town.shell("journal", "verify").done()


def test_a_servers_passphrase_is_not_said_to_be_replaceable(zone: ServedZone) -> None:
    wrong = zone.server("server", "run", "--json", PASSDESK_PASSPHRASE="a wrong passphrase")
    none = Shell(zone.server.data, zone.clock, {})("server", "run", "--json")
    for ran in (wrong, none):
        assert ran.status == 1
        assert "passphrase" in ran.complaint["remedy"]
        assert "recover" not in ran.complaint["remedy"]
    assert "backup" in wrong.complaint["remedy"]
    assert none.complaint["error"].startswith("This server's database key")


def test_a_port_in_use_is_said(zone: ServedZone) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = zone.server("server", "run", "--port", str(taken.getsockname()[1]))
    assert ran.status == 3
    assert "port" in ran.err


def test_a_zone_of_one_desk_is_adopted(town: Town, tmp_path: Path) -> None:
    desk, zone = town.shell, ServedZone(tmp_path, town.shell.clock)
    zone.port = free_port()
    words = ("server", "init", "--adopt", desk.data, "--url", f"https://127.0.0.1:{zone.port}")
    assert zone.server(*words).status == 2
    said = zone.server(*words, "--offline", town.offline, "--json").done().object
    assert said["zone"] == "hetao"
    with zone.running():
        assert desk("sync", "--json").done().object["sent"] > 20
        gate = zone.join("gate", "--role", "checkpoint", "--lane", "S1-1")
        assert gate("scan", town.text, "--direction", "entry", "--json").done().object["person"] == town.chan
        gate("sync").done()
        desk("sync").done()
    assert [row["person"] for row in desk("inside", "--json").objects] == [town.chan]
    assert zone.server(*words, "--offline", town.offline).status in (1, 2)


def test_a_zone_is_adopted_only_with_its_own_root_key(town: Town, tmp_path: Path) -> None:
    other = Shell(tmp_path / "other")
    other("init", "--zone", ZONE_FILE, "--alone", PASSDESK_PASSWORD=password_of("admin")).done()
    server = town.shell.at(tmp_path / "server")
    for offline in (tmp_path / "other-root-key.txt", tmp_path / "none.txt", ZONE_FILE):
        ran = server("server", "init", "--adopt", town.shell.data, "--offline", offline)
        assert ran.status in (1, 2, 3), ran
        assert ran.err
        assert not (tmp_path / "server").exists()
    assert town.shell("sync").status == 2
    assert town.shell("journal", "verify").status == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
