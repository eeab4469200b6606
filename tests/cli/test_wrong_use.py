"""Every command with nothing, with rubbish and with too much: a sentence and a status, never an exception."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from passdesk.cli.app import build
from passdesk.cli.commands import PARTS
from tests.cli.town import Town

RUBBISH = ("", "-", "0", "\x1b[31m", "\udc80", "陳", "A" * 100_000, "9" * 5_000, "' OR 1=1 --")
# They would serve, or play for a minute.
LONG = {("server", "run"), ("demo",), ("evacuation", "start")}


def leaves() -> Iterator[tuple[str, ...]]:
    for name in (name for part in PARTS for name in part.commands):
        inner = getattr(get_command(build(name)).commands[name], "commands", None)  # type: ignore[attr-defined]
        yield from ((name, leaf) for leaf in inner) if inner else ((name,),)


def command_of(words: tuple[str, ...]) -> object:
    found = get_command(build(words[0]))
    for word in words:
        found = found.commands[word]  # type: ignore[attr-defined]
    return found


COMMANDS = sorted(leaves())
LISTS = {
    ("case", "list"), ("desk", "list"), ("evacuation", "status"), ("filing", "list"), ("inside",),
    ("institution", "list"), ("journal", "list"), ("journal", "verify"), ("key", "list"), ("operator", "list"),
    ("pass", "list"), ("watchlist", "list"),
}  # fmt: skip


@pytest.fixture(scope="module")
def sandbox(founded: Town, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """One copy for all: whatever these words do, the log stays whole, which the last test asks."""
    return founded.copied(tmp_path_factory.mktemp("sandbox"))


def spoken(err: str) -> bool:
    """Words of ours, and nothing that a terminal would obey."""
    return bool(err.strip()) and all(line.isprintable() for line in err.splitlines())


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_alone_says_what_it_lacks(sandbox: Town, words: tuple[str, ...]) -> None:
    if words in LONG:
        words = (*words, "--nonsense")
    ran = sandbox.shell(*words)
    if words in LISTS:
        assert (ran.status, ran.err) == (0, "")
    else:
        assert ran.status == 2, ran
        assert spoken(ran.err)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_without_a_desk_says_so(sandbox: Town, words: tuple[str, ...]) -> None:
    if words in LONG or words == ("zone", "check"):
        return
    filled = (*words, *required(words, "x"))
    for data in ((), ("--data", sandbox.shell.data / "none")):
        ran = sandbox.shell.bare(*data, *filled, PASSDESK_PASSWORD="whatever it is")
        assert ran.status in (2, 3), ran
        assert spoken(ran.err)


@pytest.mark.parametrize("words", [words for words in COMMANDS if words not in LONG], ids=" ".join)
def test_rubbish_in_every_place_gets_a_sentence(sandbox: Town, words: tuple[str, ...]) -> None:
    for rubbish in RUBBISH:
        for each in ((*words, *required(words, rubbish)), (*words, rubbish, rubbish, "--json")):
            ran = sandbox.shell.by("sue", *each)
            assert ran.status == 0 or spoken(ran.err) or ran.out, (each, ran)
            assert all(line.isprintable() for line in ran.out.splitlines())


@pytest.mark.parametrize("words", [words for words in COMMANDS if words not in LONG], ids=" ".join)
def test_rubbish_in_every_option_gets_a_sentence(sandbox: Town, words: tuple[str, ...]) -> None:
    for option in options(words):
        for rubbish in ("", "\x1b[31m", "9" * 5_000):
            ran = sandbox.shell.by("sue", *words, *required(words, "x"), option, rubbish)
            assert ran.status == 0 or spoken(ran.err) or ran.out, (words, option, rubbish, ran)


def required(words: tuple[str, ...], value: str) -> list[str]:
    """Every argument and option the command can't do without."""
    found: list[str] = []
    for param in command_of(words).params:  # type: ignore[attr-defined]
        if param.required:
            found += [value] if param.param_type_name == "argument" else [param.opts[0], value]
    return found


def options(words: tuple[str, ...]) -> list[str]:
    params = command_of(words).params  # type: ignore[attr-defined]
    return [param.opts[0] for param in params if param.param_type_name == "option" and param.name != "help"]


def test_after_all_of_it_the_log_is_whole(sandbox: Town) -> None:
    assert sandbox.shell("journal", "verify").status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nonsense"], "No such command"), (["scna"], "Did you mean 'scan'"),
        (["scan", "--lnae", "1"], "No such option"),
        (["--nonsense"], "No such option"), (["--data"], "requires an argument"), (["pass", "prnt"], "Did you mean"),
        (["key", "add", "--days", "many"], "--days"), (["key", "add", "--days", "0"], "--days"),
    ],
)  # fmt: skip
def test_a_slip_is_named_and_the_help_that_explains_it(sandbox: Town, words: list[str], said: str) -> None:
    ran = sandbox.shell.bare(*words)
    assert ran.status == 2
    assert said in ran.err
    assert "--help" in ran.err
    as_json = sandbox.shell.bare("--json", *words)
    assert said in as_json.complaint["error"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["case", "list", "--state", "foo"], "Say one of: open, explained, closed, all."),
        (["filing", "list", "--state", "foo"], "Say one of: filed, approved, withdrawn."),
        (["journal", "list", "--kind", "shown", "--kind", "nonsense"], "person_added, "),
        (["journal", "list", "--from", "2027-02-02", "--to", "2027-02-01"], "--from 2027-02-02 does not lie before"),
        (["export", "crossings", "--from", "2027-02-02", "--to", "2027-02-01"], "does not lie before --to 2027-02-01"),
    ],
)
def test_a_filter_that_nothing_can_fit_is_no_empty_answer(
    sandbox: Town, tmp_path: Path, words: list[str], said: str
) -> None:
    out = tmp_path / "out.csv"
    ran = sandbox.shell(*words, *(["--out", str(out)] if words[0] == "export" else []))
    assert (ran.status, ran.out, said in ran.err) == (2, "", True), ran
    assert not out.exists()


def test_a_filter_of_one_day_is_a_day(sandbox: Town) -> None:
    day = ["--from", "2027-01-15", "--to", "2027-01-15"]
    assert sandbox.shell("journal", "list", "--kind", "pass_issued", "--json", *day).done().objects
