"""Codes, pictures, videos, tables and names made to harm: each gets its words, and nobody is admitted."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import qrcode

from tests.cli.shell import Shell
from tests.cli.town import Town

LANE = ("--lane", "F1-1", "--direction", "entry")


def qr(path: Path, text: str | bytes) -> Path:
    code = qrcode.QRCode(border=4, box_size=6)
    code.add_data(text)
    code.make_image().save(str(path))
    return path


def forged(text: str) -> str:
    """The same pass with one bit of its signature turned."""
    data = bytearray(int(text).to_bytes((int(text).bit_length() + 7) // 8))
    data[-5] ^= 1
    return str(int.from_bytes(data))


CODES: dict[str, tuple[Callable[[str], str], str]] = {
    "an address": (lambda _: "https://example.org/pay?x=1", "not_a_pass"),
    "what a terminal obeys": (lambda _: "\x1b]0;owned\x07\x1b[2J", "not_a_pass"),
    "a query": (lambda _: "'; DROP TABLE entries; --", "not_a_pass"),
    "another script": (lambda _: "通行證 陳大文 放行", "not_a_pass"),
    "a number": (lambda _: "12345678901234567890", "not_a_pass"),
    "a turned bit": (forged, "forged"),
    "one digit more": (lambda text: text + "0", "not_a_pass"),
    "a leading zero": (lambda text: "0" + text, "not_a_pass"),
    "half of it": (lambda text: text[: len(text) // 2], "not_a_pass"),
    "as long as fits": (lambda _: "9" * 4000, "not_a_pass"),
}


@pytest.mark.parametrize("name", CODES)
def test_a_code_that_is_no_pass_is_refused_by_name_and_shown_as_it_is(town: Town, tmp_path: Path, name: str) -> None:
    make, reason = CODES[name]
    text = make(town.text)
    picture = qr(tmp_path / "code.png", text)
    read = town.shell("pass", "read", picture, "--json")
    assert (read.status, read.object["token"], read.object["text"]) == (1, reason, text)
    shown = town.shell("scan", picture, *LANE, "--json")
    assert (shown.status, shown.object["verdict"], shown.object["reasons"]) == (1, "refuse", [reason])
    for words in (("pass", "read", picture), ("scan", picture, *LANE)):
        assert all(line.isprintable() for line in town.shell(*words).out.splitlines())
    assert town.shell("inside", "--json").objects == []
    assert town.shell("journal", "verify").status == 0


def bomb() -> bytes:
    """A PNG that says it is 60,000 pixels wide and high."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    lines = chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + lines + chunk(b"IEND", b"")


PICTURES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "empty": ("a.png", lambda _: b""),
    "text": ("a.jpg", lambda _: b"hello"),
    "cut": ("a.png", lambda good: good[: len(good) // 3]),
    "only its head": ("a.png", lambda good: good[:33]),
    "zeros": ("a.png", lambda _: bytes(10_000)),
    "a bomb": ("a.png", lambda _: bomb()),
    "a video that is none": ("a.mp4", lambda _: b"\x00\x00\x00\x18ftypmp42" + bytes(2000)),
    "an empty video": ("a.avi", lambda _: b""),
    "a picture called a video": ("a.mp4", lambda good: good[:500]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_or_video_that_is_damaged_is_said_and_the_others_go_on(town: Town, tmp_path: Path, name: str) -> None:
    file, make = PICTURES[name]
    path = tmp_path / file
    path.write_bytes(make(town.badge.read_bytes()))
    read = town.shell("pass", "read", path, town.badge, "--json")
    assert read.status == 3
    assert [one["token"] for one in read.objects] == ["unreadable", "valid"]
    assert file in read.complaint["error"]
    ran = town.shell("scan", path, town.badge, *LANE)
    assert ran.status == 3
    assert ran.out.startswith("ADMIT  pass  CHAN Tai Man")
    assert len(ran.out.splitlines()) == 1


@pytest.mark.parametrize("source", ["none.png", ".", "", "notes.txt", "a\x00b.png", "x" * 5000 + ".png"])
def test_a_source_that_is_none_records_nothing_of_the_others_either(town: Town, tmp_path: Path, source: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("hello")
    named = tmp_path / "folder" / source if source and len(source) < 100 and "\0" not in source else source
    ran = town.shell("scan", town.badge, str(named), *LANE)
    assert ran.status in (2, 3)
    assert ran.err
    assert ran.out == ""
    assert town.shell("journal", "list", "--kind", "shown", "--json").objects == []


@pytest.mark.parametrize(
    "words",
    [
        ("--direction", "up"), ("--lane", "X9"), ("--lane", ""), ("--at", "soon"), ("--at", "1901-01-01"),
        ("--lane", "\x1b[31m"), (),
    ],
)  # fmt: skip
def test_a_scan_that_makes_no_sense_records_nothing(town: Town, words: tuple[str, ...]) -> None:
    ran = town.shell("scan", town.text, *(words if "--lane" in words or not words else ("--lane", "F1-1", *words)))
    assert ran.status == 2
    assert ran.err
    assert town.shell("journal", "list", "--kind", "shown", "--json").objects == []


@pytest.mark.parametrize("entry", ["0", "1", "99999", "x", "", "-1", "9" * 30, "zz:1", f"{'00' * 16}:1"])
def test_an_outcome_of_what_was_never_shown_is_refused(town: Town, entry: str) -> None:
    ran = town.shell.by("lau", "outcome", "--", entry, "passed")
    assert ran.status in (1, 2)
    assert ran.err
    assert town.shell("journal", "list", "--kind", "outcome", "--json").objects == []


def test_only_somebody_entitled_says_what_happened(town: Town) -> None:
    seq = str(town.shell("scan", "1234567890123", *LANE, "--json").object["entry"]["seq"])
    for name, what in (("hanna", "turned-away"), ("lau", "passed"), ("lau", "flown")):
        ran = town.shell.by(name, "outcome", seq, what)
        assert ran.status in (1, 2)
        assert ran.err
    assert town.shell("journal", "list", "--kind", "outcome", "--json").objects == []
    town.shell.by("lau", "outcome", seq, "turned-away").done()


HEAD = b"name_latin,name_chinese,document_kind,document_number,institution,class,valid_from,valid_until\n"
TABLES = {
    "not UTF-8": b"\xff\xfe\x00",
    "big5": "name_latin,name_chinese\nA,陳".encode("big5"),
    "empty": b"",
    "a zero byte": b"name_latin\0\n",
    "no such columns": b"a,b\n1,2\n",
    "an open quote": HEAD + b'"A',
    "a spreadsheet": b"PK\x03\x04" + bytes(100),
    "nonsense": HEAD + b"A,,hkid,1,Nowhere,vip,x,y\n",
    "a long field": HEAD + b"A" * 200_000,
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_people_with_mistakes_imports_nobody(town: Town, tmp_path: Path, name: str) -> None:
    (tmp_path / "people.csv").write_bytes(TABLES[name])
    before = town.shell("person", "find", "a", "--json").out
    for ran in (
        town.shell("people", "import", tmp_path / "people.csv", "--dry-run"),
        town.shell.by("hanna", "people", "import", tmp_path / "people.csv"),
    ):
        assert ran.status == 2, ran
        assert ran.err or "line 2" in ran.out
    assert town.shell("person", "find", "a", "--json").out == before


POLICIES = {
    "not UTF-8": b"\xff\xfe", "empty": b"", "no TOML": b"= =", "zero bytes": bytes(100), "deep": b"x = " + b"[" * 400,
    "a date": b"zone = 2026-01-01\n", "a long number": b"zone = " + b"9" * 490 + b"\n",
    "twice": b"zone = 1\nzone = 2\n",
}  # fmt: skip


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_with_mistakes_founds_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "zone.toml").write_bytes(POLICIES[name])
    shell = Shell(tmp_path / "desk")
    checked = shell.bare("zone", "check", tmp_path / "zone.toml")
    assert checked.status == 2
    assert all(line.isprintable() for line in checked.out.splitlines())
    for words in (("init", "--alone"), ("server", "init")):
        ran = shell(*words, "--zone", tmp_path / "zone.toml", PASSDESK_PASSWORD="long enough")
        assert ran.status == 2
        assert ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["zone.toml"]


EVIL = "\x1b[31mEVIL\x07\nADMIT"


def test_names_that_a_terminal_would_obey_are_refused_or_shown_harmless(town: Town) -> None:
    desk = town.shell
    adding: tuple[tuple[str, ...], ...] = (
        ("institution", "add", EVIL),
        ("person", "add", "--latin", EVIL, "--chinese", EVIL),
        ("person", "edit", "lee", "--latin", EVIL),
        ("watchlist", "add", "lee", "--action", "refuse", "--reason", EVIL),
    )
    for words in adding:
        ran = desk.by("sue" if words[0] == "watchlist" else "hanna", *words)
        assert all(line.isprintable() for line in (ran.out + ran.err).splitlines())
    for words in (("institution", "list"), ("person", "find", "evil"), ("watchlist", "list"), ("filing", "list")):
        for as_json in ([], ["--json"]):
            lines = desk(*words, *as_json).done().out.splitlines()
            assert all(line.isprintable() for line in lines)
            assert not any(line.startswith("ADMIT") for line in lines)


def test_an_operator_is_not_named_by_what_a_terminal_obeys(town: Town) -> None:
    ran = town.shell.by("admin", "operator", "add", EVIL, "--role", "hr")
    assert all(line.isprintable() for line in (ran.out + ran.err).splitlines())
    assert len(town.shell("operator", "list").out.splitlines()) == (7 if ran.status == 0 else 6)
