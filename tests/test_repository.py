"""What is checked in: no registry host, nothing left to do, a lock with hashes, commands that exist."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Written in pieces, or this file would be the first to name them.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pypi", "python", "org"), ("files", "pythonhosted", "org"), ("pythonhosted", "org"),
        ("registry", "npmjs", "org"), ("deb", "debian", "org"), ("proxy", "golang", "org"), ("crates", "io"),
    )
)  # fmt: skip
UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error")) + r"\b")


@cache
def tracked() -> tuple[Path, ...]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / name.decode() for name in listed.split(b"\0") if name)
    return tuple(path for path in paths if path.is_file())


def texts() -> dict[str, str]:
    """Every tracked text, by its path in the repository."""
    found = {}
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            found[str(path.relative_to(ROOT))] = content.decode("utf-8")
    return found


def requirements(lock: str) -> list[str]:
    """Each requirement of a lock with its continuation lines joined to it."""
    return [line for line in lock.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", name, maxsplit=1)[0]).lower()


def test_no_file_names_a_package_registry() -> None:
    assert len(tracked()) > 30
    assert {path: host for path, text in texts().items() for host in HOSTS if host in text.lower()} == {}


def test_nothing_is_left_to_do() -> None:
    marked = {path: found[0] for path, text in texts().items() if (found := UNFINISHED.search(text))}
    assert marked == {}


def test_every_locked_requirement_is_pinned_and_hashed() -> None:
    lock = requirements((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    pinned = re.compile(r"[a-z0-9.-]+==\S+( ; [^-]+)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert len(lock) > 50
    assert [line for line in lock if not pinned.fullmatch(line)] == []


def test_the_lock_covers_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    asked = project["project"]["dependencies"] + extras["server"] + extras["dev"]
    wanted = {canonical(name) for name in asked}
    lock = requirements((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert wanted - {canonical(line) for line in lock} == set()
    (backend,) = project["build-system"]["requires"]
    assert any(line.startswith(f"{backend} ") for line in lock)


@pytest.mark.parametrize("document", ["README.md"])
def test_the_commands_a_document_gives_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"^make (\w+)", text, re.MULTILINE))
    assert {"demo", "test"} <= named
    assert named <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))


def test_the_scripts_are_executable_and_ci_runs_the_tests() -> None:
    for script in (".ci/run", "packaging/lock.sh", "packaging/setup.sh", "packaging/linux/setup.sh"):
        assert (ROOT / script).stat().st_mode & 0o100, script
    assert "\nmake test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
