"""Policy files: the two that come along, every mistake by its dotted path, and files meant to hurt."""

import tomllib
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passdesk.domain.zone import Policy, PolicyMistakes
from passdesk.domain.zone_reading import read_policy

ZONES = Path(__file__).parents[2] / "resources" / "zones"
HETAO = (ZONES / "hetao.toml").read_text(encoding="utf-8")
OFFICE = (ZONES / "office.toml").read_text(encoding="utf-8")


def mistakes(source: str | bytes) -> tuple[str, ...]:
    with pytest.raises(PolicyMistakes) as caught:
        read_policy(source)
    return caught.value.lines


def outcome(source: str) -> Policy | tuple[str, ...]:
    try:
        return read_policy(source)
    except PolicyMistakes as error:
        return error.lines


def changed(old: str, new: str, source: str = HETAO) -> str:
    assert old in source
    return source.replace(old, new, 1)


def test_the_hetao_policy() -> None:
    policy = read_policy(HETAO)
    assert (policy.zone, policy.inside, policy.trial, policy.time_zone) == ("hetao", "park", True, "Asia/Hong_Kong")
    assert list(policy.areas) == ["hong-kong", "park", "mainland"]
    assert {line.id: (line.bit, line.outside) for line in policy.lines.values()} == {
        "first": (1, "hong-kong"),
        "second": (2, "mainland"),
    }
    assert {line: sum(lane.line == line for lane in policy.lanes.values()) for line in policy.lines} == {
        "first": 2,
        "second": 3,
    }
    assert [(one.number, one.code, policy.lines_of(one.lines)) for one in policy.classes.values()] == [
        (1, "talent", ("first", "second")),
        (2, "resident", ("first", "second")),
        (3, "goods", ("second",)),
        (4, "visitor", ("first", "second")),
    ]
    goods = policy.class_called("goods")
    assert goods is not None
    assert (goods.hours, goods.checkpoints, goods.longest_s) == ((time(6), time(22)), frozenset({"S2"}), 90 * 86_400)
    assert policy.names.zh_hant == "河套深圳園區"


def test_rules_of_a_line_lie_over_those_of_the_zone() -> None:
    first, second = (read_policy(HETAO).lines[line] for line in ("first", "second"))
    assert first.rules("entry") is first.entry
    assert first.rules("exit") is first.exit
    assert (first.entry.unknown_pass, first.exit.unknown_pass, second.entry.unknown_pass) == (
        "refuse",
        "attention",
        "attention",
    )
    assert (first.entry.exchange_refuses_after_s, second.entry.exchange_refuses_after_s) == (3 * 86_400, None)
    assert (first.entry.anti_passback, first.exit.anti_passback) == ("hard", "off")
    assert first.entry.heard_within_s == second.exit.heard_within_s == 900


def test_the_office_policy_needs_nothing_of_hetao() -> None:
    policy = read_policy(OFFICE)
    assert list(policy.lanes) == ["front-1"]
    assert policy.lanes["front-1"].directions == ("entry", "exit")
    assert policy.lines["door"].outside == "outside"
    assert policy.names.zh_hans == "Head office"
    assert not policy.trial
    assert not policy.lines["door"].exit.hold
    assert policy.operation.retention_days == 90


def test_masks_and_names_of_lines() -> None:
    policy = read_policy(HETAO)
    assert policy.mask(["first", "second", "first"]) == 3
    assert policy.lines_of(2) == ("second",)
    assert policy.class_called("nobody") is None
    with pytest.raises(KeyError):
        policy.mask(["third"])


def test_bytes_a_byte_order_mark_and_crlf_read_the_same() -> None:
    text = read_policy(OFFICE)
    assert read_policy(b"\xef\xbb\xbf" + OFFICE.replace("\n", "\r\n").encode()) == text


MISTAKES = {
    "zone missing": ('zone = "hetao"', "", "zone: missing; needs a text"),
    "zone too long": ('zone = "hetao"', 'zone = "hetao-zone"', "zone: needs 1 to 8 printable characters"),
    "zone not ascii": (
        'zone = "hetao"',
        'zone = "河套"',
        "zone: needs 1 to 8 ASCII letters, digits, hyphens or underscores",
    ),
    "zone empty": ('zone = "hetao"', 'zone = ""', "zone: needs 1 to 8 printable characters"),
    "zone a number": ('zone = "hetao"', "zone = 8", "zone: needs a text, not a whole number"),
    "time zone": (
        '"Asia/Hong_Kong"',
        '"Asia/Shenzen"',
        'time_zone: no time zone "Asia/Shenzen" is known here; an IANA name as Asia/Hong_Kong',
    ),
    "time zone a path": (
        '"Asia/Hong_Kong"',
        '"../../etc/passwd"',
        'time_zone: no time zone "../../etc/passwd" is known here; an IANA name as Asia/Hong_Kong',
    ),
    "inside": (
        'inside = "park"',
        'inside = "parc"',
        'inside: no such area "parc"; areas are hong-kong, park, mainland',
    ),
    "trial": ("trial = true", 'trial = "yes"', "trial: needs true or false, not a text"),
    "trial a number": ("trial = true", "trial = 1", "trial: needs true or false, not a whole number"),
    "unknown key": (
        "trial = true",
        "trail = true",
        (
            "trail: unknown key; keys here are areas, checkpoints, classes, holidays, inside, lanes, lines, name, "
            "operation, retired_classes, rules, time_zone, travel, trial, zone"
        ),
    ),
    "name a list": (
        'name = { en = "Hong Kong", zh-Hant = "香港", zh-Hans = "香港" }',
        'name = ["Hong Kong"]',
        "areas.hong-kong.name: needs a text, not a list",
    ),
    "name in no english": (
        'name = { en = "Hong Kong", zh-Hant',
        "name = { zh-Hant",
        "areas.hong-kong.name.en: missing; needs a text",
    ),
    "name in an unknown language": (
        'name = { en = "Hong Kong", zh-Hant',
        'name = { en = "Hong Kong", fr',
        "areas.hong-kong.name.fr: unknown key; keys here are en, zh-Hans, zh-Hant",
    ),
    "name that turns the line around": (
        'en = "Mainland"',
        'en = "Main\\u202Eland"',
        "areas.mainland.name.en: needs 1 to 80 printable characters",
    ),
    "area id": (
        "[areas.hong-kong]",
        '[areas."hong kong"]',
        'areas."hong kong": an id has 1 to 23 ASCII letters, digits, hyphens, underscores',
    ),
    "bit not a power of two": (
        "bit = 2",
        "bit = 3",
        "lines.second.bit: 3 is not one of 1, 2, 4, 8, 16, 32, 64, 128",
    ),
    "bit zero": ("bit = 2", "bit = 0", "lines.second.bit: 0 is out of range; from 1 to 128"),
    "bit huge": (
        "bit = 2",
        "bit = 0x" + "f" * 400,
        "lines.second.bit: that is out of range; from 1 to 128",
    ),
    "bit true": (
        "bit = 2",
        "bit = true",
        "lines.second.bit: needs a whole number from 1 to 128, not true or false",
    ),
    "bit twice": ("bit = 2", "bit = 1", 'lines.second.bit: 1 stands for "first" already'),
    "between unknown": (
        '"hong-kong", "park"',
        '"hongkong", "park"',
        'lines.first.between: no such area "hongkong"; areas are hong-kong, park, mainland',
    ),
    "between not the inside": (
        '"hong-kong", "park"',
        '"hong-kong", "mainland"',
        'lines.first.between: needs two areas, one of them the inside one, "park"',
    ),
    "between one": (
        '"hong-kong", "park"',
        '"park"',
        'lines.first.between: needs two areas, one of them the inside one, "park"',
    ),
    "between itself": ('"hong-kong", "park"', '"park", "park"', "lines.first.between: names something twice"),
    "between numbers": ('"hong-kong", "park"', "1, 2", "lines.first.between: needs a list of texts"),
    "severity of a line": (
        'unknown_pass = "refuse"',
        'unknown_pass = "admit"',
        'lines.first.entry.unknown_pass: "admit" is not one of attention, refuse',
    ),
    "hold on entry": (
        'unknown_pass = "refuse"',
        "hold = true",
        (
            "lines.first.entry.hold: unknown key; keys here are anti_passback, anti_passback_minutes, escort, "
            "exchange_refuses_after_minutes, exchange_warns_after_minutes, heard_within_minutes, impossible_travel, "
            "override, unknown_pass"
        ),
    ),
    "warns after it refuses on a line": (
        "exchange_refuses_after_minutes = 4320",
        "exchange_refuses_after_minutes = 60",
        "lines.first.entry.exchange_warns_after_minutes: warns later than exchange_refuses_after_minutes refuses",
    ),
    "warns after it refuses": (
        'exchange_refuses_after_minutes = "never"',
        "exchange_refuses_after_minutes = 239",
        "rules.exchange_warns_after_minutes: warns later than exchange_refuses_after_minutes refuses",
    ),
    "never misspelt": (
        'exchange_refuses_after_minutes = "never"',
        'exchange_refuses_after_minutes = "newer"',
        'rules.exchange_refuses_after_minutes: "newer" is not one of never',
    ),
    "anti-passback of later": (
        'anti_passback = "hard"',
        'anti_passback = "later"',
        'rules.anti_passback: "later" is not one of hard, soft, timed, off',
    ),
    "rule missing": (
        "heard_within_minutes = 15",
        "",
        "rules.heard_within_minutes: missing; needs a whole number from 1 to 527040",
    ),
    "rule a fraction": (
        "heard_within_minutes = 15",
        "heard_within_minutes = 1.5",
        "rules.heard_within_minutes: needs a whole number from 1 to 527040, not a fraction",
    ),
    "rule a date": (
        "heard_within_minutes = 15",
        "heard_within_minutes = 2026-01-01",
        "rules.heard_within_minutes: needs a whole number from 1 to 527040, not a date or time",
    ),
    "operation negative": (
        "shown_just_now_seconds = 30",
        "shown_just_now_seconds = -1",
        "operation.shown_just_now_seconds: -1 is out of range; from 0 to 600",
    ),
    "operation unknown": (
        "retention_days = 180",
        "retention_years = 1",
        "operation.retention_days: missing; needs a whole number from 1 to 36600",
    ),
    "line of a checkpoint": (
        'line = "first"',
        'line = "thrid"',
        'checkpoints.F1.line: no such line "thrid"; lines are first, second',
    ),
    "lane without checkpoint": (
        'checkpoint = "F1"\nmode = "automatic"',
        'mode = "automatic"',
        "lanes.F1-1.checkpoint: missing; needs the id of a checkpoint",
    ),
    "checkpoint of a lane": (
        'checkpoint = "F1"\nmode = "automatic"',
        'checkpoint = "F9"\nmode = "automatic"',
        'lanes.F1-1.checkpoint: no such checkpoint "F9"; checkpoints are F1, S1, S2',
    ),
    "mode": (
        'mode = "confirm"  ',
        'mode = "manual"  ',
        'lanes.F1-2.mode: "manual" is not one of automatic, confirm',
    ),
    "directions": (
        'default = "exit"',
        'directions = ["out"]',
        "lanes.F1-2.directions: needs one or both of entry, exit",
    ),
    "no directions": (
        'default = "exit"',
        "directions = []",
        "lanes.F1-2.directions: needs one or both of entry, exit",
    ),
    "default against directions": (
        'default = "exit"',
        'default = "exit"\ndirections = ["entry"]',
        "lanes.F1-2.default: exit is not among this lane's directions",
    ),
    "class number twice": ("number = 2", "number = 1", 'classes.resident.number: 1 stands for "talent" already'),
    "class number retired": (
        "trial = true",
        "retired_classes = [4]",
        "classes.visitor.number: 4 is among the retired classes",
    ),
    "retired not numbers": (
        "trial = true",
        'retired_classes = ["4"]',
        "retired_classes: needs whole numbers from 1 to 65535",
    ),
    "class number too large": (
        "number = 4",
        "number = 65536",
        "classes.visitor.number: 65536 is out of range; from 1 to 65535",
    ),
    "class of no line": (
        'lines = ["second"]',
        "lines = []",
        "classes.goods.lines: covers no line; needs at least one",
    ),
    "class of an unknown line": (
        'lines = ["second"]',
        'lines = ["second", "thrid"]',
        'classes.goods.lines: no such line "thrid"; lines are first, second',
    ),
    "class at a checkpoint of another line": (
        'checkpoints = ["S2"]',
        'checkpoints = ["F1"]',
        "classes.goods.checkpoints: F1 is on a line this class does not cover",
    ),
    "class at an unknown checkpoint": (
        'checkpoints = ["S2"]',
        'checkpoints = ["S3"]',
        'classes.goods.checkpoints: no such checkpoint "S3"; checkpoints are F1, S1, S2',
    ),
    "class hours impossible": (
        '["06:00", "22:00"]',
        '["06:00", "25:00"]',
        'classes.goods.hours: needs two different times of day, as ["07:00", "22:00"]',
    ),
    "class hours one": (
        '["06:00", "22:00"]',
        '["06:00"]',
        'classes.goods.hours: needs two different times of day, as ["07:00", "22:00"]',
    ),
    "class colour": (
        '"#9a5200"',
        '"orange"',
        'classes.goods.colour: "orange" is not a colour like "#1f5fbf"',
    ),
    "class word too long": (
        'word = "GOODS"',
        'word = "DESIGNATED GOODS CARRIER"',
        "classes.goods.word: needs 1 to 16 printable characters",
    ),
    "class validity": (
        "longest_validity_days = 90",
        "longest_validity_days = 0",
        "classes.goods.longest_validity_days: 0 is out of range; from 1 to 3660",
    ),
    "key that nothing uses": (
        "longest_validity_days = 90",
        "longest_validity_days = 90\nescorts = true",
        (
            "classes.goods.escorts: unknown key; keys here are checkpoints, colour, escort, escort_within_seconds, "
            "goods, hosts, hours, hours_on, lines, longest_validity_days, name, number, stay, word"
        ),
    ),
}


@pytest.mark.parametrize(("old", "new", "line"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_by_its_dotted_path(old: str, new: str, line: str) -> None:
    assert line in mistakes(changed(old, new))


DRAW_IN_OTHERS = {"inside", "unknown key", "area id", "operation unknown", "class of no line"}


EMPTY = {
    "areas": "areas: has 0 of them; needs 1 to 16",
    "lines": "lines: has 0 of them; needs 1 to 8",
    "checkpoints": "checkpoints: has 0 of them; needs 1 to 100",
    "lanes": "lanes: has 0 of them; needs 1 to 400",
    "classes": "classes: has 0 of them; needs 1 to 100",
}


@pytest.mark.parametrize("name", [name for name in MISTAKES if name not in DRAW_IN_OTHERS])
def test_one_mistake_is_one_line(name: str) -> None:
    old, new, line = MISTAKES[name]
    assert mistakes(changed(old, new)) == (line,)


@pytest.mark.parametrize(("group", "line"), EMPTY.items())
def test_a_group_with_nothing_in_it(group: str, line: str) -> None:
    kept = "\n\n".join(part for part in OFFICE.split("\n\n") if not part.startswith(f"[{group}."))
    assert line in mistakes(f"{group} = {{}}\n{kept}")
    assert any(found.startswith(f"{group}: missing") for found in mistakes(kept))
    assert any(found.startswith(f"{group}: needs tables by id") for found in mistakes(f"{group} = 1\n{kept}"))


def test_all_mistakes_come_at_once_and_the_message_says_what_to_do() -> None:
    source = changed('mode = "confirm"  ', 'mode = "manual"  ', changed("number = 2", "number = 1"))
    with pytest.raises(PolicyMistakes) as caught:
        read_policy(source)
    assert len(caught.value.lines) == 2
    assert caught.value.exit_status == 2
    assert "2 mistakes" in str(caught.value)
    assert "passdesk zone check" in str(caught.value)
    assert all(line in str(caught.value) for line in caught.value.lines)


HOSTILE = {
    "nothing": (b"", "areas: missing"),
    "NUL": (b"\0" + OFFICE.encode(), "file: is not TOML"),
    "not UTF-8": (OFFICE.encode() + b"# \xff", "file: is not UTF-8 text"),
    "not TOML": (b"zone hetao", "file: is not TOML"),
    "lone carriage return": (b"a = 1\rb = 2", "file: is not TOML"),
    "a key twice": (b"zone = 'a'\nzone = 'b'", "file: is not TOML"),
    "too large": (b"# \n" * 90_000, "file: is larger than 256 KiB"),
    "deep lists": (b"a = " + b"[\n" * 100_000, "file: is nested too deep"),
    "deep tables": (b"a = " + b"{a = " * 90, "file: is not TOML"),
    "long line": (b"a." * 100_000 + b"a = 1", "file: line 1 is longer than 500 characters"),
    "many dotted keys": (b"\n".join(b"a." * 230 + b"b%d = 1" % n for n in range(500)), "a: unknown key"),
    "too many digits": (b"zone = " + b"9" * 490, "zone: needs a text, not a whole number"),
    "moves the cursor": (b'"\\u001b[2J" = 1', '"\\u001b[2J": unknown key'),
    "thousands of keys": (b"\n".join(b"k%d = 1" % n for n in range(20_000)), "… and "),
    "surrogate": (b'zone = "\\ud800"', "file: is not TOML"),
    "not a number": (b"zone = nan", "zone: needs a text, not a fraction"),
}


@pytest.mark.parametrize(("source", "start"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_a_short_list_of_mistakes(source: bytes, start: str) -> None:
    found = mistakes(source)
    assert any(line.startswith(start) for line in found), found
    assert len(found) <= 201
    assert all(line.isprintable() and len(line) < 20_000 for line in found)


VALUES = st.recursive(
    st.none() | st.sampled_from(["park", "first", "F1", "entry", "never", "hard", "", "\u202e", "x" * 90])
    | st.integers(-5, 300) | st.booleans() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def _toml(value: object) -> str:
    match value:
        case None:
            return "{}"
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\u202e", "\\u202e") + '"'
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case _:
            return str(value)


@given(line=st.integers(0, HETAO.count("\n")), value=VALUES)
def test_any_value_in_any_place_reads_or_is_named(line: int, value: object) -> None:
    lines = HETAO.splitlines()
    line = min(line, len(lines) - 1)
    if "=" not in lines[line] or lines[line].startswith("#"):
        return
    lines[line] = f"{lines[line].split('=')[0]}= {_toml(value)}"
    source = "\n".join(lines)
    said = outcome(source)
    assert isinstance(said, Policy) or said
    assert isinstance(said, Policy) or not said[0].startswith("file:") or _is_broken(source)


def _is_broken(source: str) -> bool:
    try:
        tomllib.loads(source)
    except ValueError:
        return True
    return False


@given(st.binary(max_size=300))
def test_any_bytes_give_a_policy_or_its_mistakes(source: bytes) -> None:
    assert mistakes(source)


def test_a_policy_cannot_be_changed() -> None:
    policy: Policy = read_policy(OFFICE)
    with pytest.raises(TypeError):
        policy.lanes["back"] = policy.lanes["front-1"]  # type: ignore[index]


def test_the_guide_names_every_key() -> None:
    guide = (ZONES.parents[1] / "docs" / "zones.md").read_text(encoding="utf-8")
    keys = {line.split("=")[0].strip() for line in HETAO.splitlines() if "=" in line and line[0] not in "#[ "}
    told = set(guide.replace(".ID.", "`").split("`"))
    assert keys | {"retired_classes", "directions"} <= told
