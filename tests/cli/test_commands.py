"""The table of commands, the help of each, and what no command at all does."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from passdesk import __version__, cli
from passdesk.cli.app import build
from passdesk.cli.commands import PARTS, Part, part_of
from tests.cli.shell import Shell

LEAVES = {
    "filing": {"file", "approve", "withdraw", "list"},
    "pass": {"issue", "replace", "print", "suspend", "resume", "revoke", "list", "read"},
    "journal": {"list", "verify", "bundle", "take"},
    "server": {"init", "run", "enrol", "confirm", "backup", "restore", "take", "bundle"},
    "zone": {"check", "publish"},
}
SERVER = ("fastapi", "sqlalchemy", "uvicorn")
HEAVY = (*SERVER, "PySide6", "cv2", "zxingcpp", "keyring", "sqlcipher3", "sqlite_utils", "PIL", "httpx2", "argon2")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.module)
def test_a_module_adds_the_commands_that_the_table_says(part: Part) -> None:
    app = typer.Typer()
    app.callback()(lambda: None)
    importlib.import_module(f"passdesk.cli.{part.module}").add_to(app)
    assert list(part.commands) == sorted(names_in(app), key=list(part.commands).index)


def names_in(app: typer.Typer) -> set[str]:
    return {str(one.name) for one in app.registered_commands} | {str(one.name) for one in app.registered_groups}


def test_no_module_with_commands_is_left_out() -> None:
    folder = Path(str(cli.__file__)).parent
    holding = {path.stem for path in folder.glob("*.py") if "def add_to(" in path.read_text(encoding="utf-8")}
    assert holding == {part.module for part in PARTS}
    assert part_of("nonsense") is None


@pytest.mark.parametrize(("group", "leaves"), LEAVES.items())
def test_the_jobs_of_a_group(group: str, leaves: set[str]) -> None:
    tree = get_command(build(group))
    assert set(tree.commands[group].commands) == leaves  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for part in PARTS for name in part.commands])
def test_every_command_explains_itself(name: str, tmp_path: Path) -> None:
    shell = Shell(tmp_path / "none")
    ran = shell.bare(name, "--help").done()
    assert ran.out.startswith(f"Usage: passdesk {name}")
    leaves = getattr(get_command(build(name)).commands[name], "commands", {})  # type: ignore[attr-defined]
    for leaf, command in leaves.items():
        said = shell.bare(name, leaf, "-h").done().out
        assert said.startswith(f"Usage: passdesk {name} {leaf}")
        assert command.get_short_help_str(200) in ran.out.replace("\n", " ") or "..." in ran.out
        assert not [param.name for param in command.params if not getattr(param, "help", "") and param.name != "help"]


@pytest.mark.parametrize("group", ["filing", "pass", "server", "person"])
def test_a_group_alone_shows_its_commands(group: str, tmp_path: Path) -> None:
    ran = Shell(tmp_path).bare(group)
    assert ran.status == 2
    assert ran.err.startswith(f"Usage: passdesk {group}")


def test_the_version(tmp_path: Path) -> None:
    assert Shell(tmp_path).bare("--version").done().out == f"passdesk {__version__}\n"


@pytest.mark.parametrize(
    ("words", "without"),
    [
        (["--help"], HEAVY),
        (["scan", "--help"], (*SERVER, "PySide6")),
        (["sync", "--help"], (*SERVER, "PySide6", "cv2")),
    ],
)
def test_a_command_loads_no_library_that_it_does_without(words: list[str], without: tuple[str, ...]) -> None:
    code = f"import sys; from passdesk.cli import main; main({words!r}); print('LOADED', *sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(ran.stdout.splitlines()[-1].split()) & set(without) == set()
