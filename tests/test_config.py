"""Where resources, the desk's folder and the passphrase are found."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from passdesk import config
from passdesk.errors import Misuse, Trouble

ROOT = Path(__file__).resolve().parents[1]


def private(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def named(path: Path) -> dict[str, str]:
    return {config.PASSPHRASE_FILE: str(path)}


def test_a_resource_is_found_in_the_checkout() -> None:
    assert config.resource() == ROOT / "resources"
    assert config.resource("zones", "hetao.toml").is_file()


def test_a_missing_resource_is_trouble_and_named() -> None:
    with pytest.raises(Trouble, match="resources/zones/nowhere"):
        config.resource("zones", "nowhere.toml")


def test_a_resource_is_found_in_an_installed_wheel(tmp_path: Path) -> None:
    source, built, installed = tmp_path / "source", tmp_path / "built", tmp_path / "installed"
    for folder in ("passdesk", "resources"):
        shutil.copytree(ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, source)
    built.mkdir()
    build = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
    run = [sys.executable, "-W", "ignore", "-c", build, str(built)]
    subprocess.run(run, cwd=source, check=True, capture_output=True)
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    ask = "from passdesk.config import resource; print(resource('zones', 'hetao.toml'))"
    answer = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    )
    found = Path(answer.stdout.strip())
    assert found == installed / "passdesk" / "resources" / "zones" / "hetao.toml"
    assert found.read_bytes() == config.resource("zones", "hetao.toml").read_bytes()


def test_the_option_names_the_desk_before_the_environment_does(tmp_path: Path) -> None:
    environ = {config.DATA: str(tmp_path / "from-environment")}
    assert config.data_folder(tmp_path / "given", environ) == tmp_path / "given"
    assert config.data_folder(None, environ) == tmp_path / "from-environment"
    assert config.data_folder(Path("here"), {}) == Path.cwd() / "here"


@pytest.mark.parametrize("environ", [{}, {config.DATA: ""}])
def test_no_desk_named_is_misuse(environ: dict[str, str]) -> None:
    with pytest.raises(Misuse, match="PASSDESK_DATA"):
        config.data_folder(None, environ)


def test_the_password_is_asked_for_where_the_environment_has_none() -> None:
    assert config.password({config.PASSWORD: "horse"}) == "horse"
    assert config.password({config.PASSWORD: ""}) is None
    assert config.password({}) is None


def test_the_passphrase_comes_from_the_environment_before_the_file(tmp_path: Path) -> None:
    file = private(tmp_path / "phrase", "from file\r\n")
    assert config.passphrase(named(file) | {config.PASSPHRASE: "direct"}, tmp_path / "desk") == "direct"
    assert config.passphrase(named(file), tmp_path / "desk") == "from file"
    assert config.passphrase({}, tmp_path / "desk") is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o620])
def test_a_passphrase_file_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(Misuse, match="chmod 600"):
        config.passphrase(named(private(tmp_path / "phrase", "secret", mode)), tmp_path / "desk")


def test_a_passphrase_file_inside_the_data_folder_is_refused_also_through_a_link(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    file = private(desk / "phrase", "secret")
    link = tmp_path / "link"
    link.symlink_to(file)
    for path in (file, link, desk / ".." / "desk" / "phrase"):
        with pytest.raises(Misuse, match="inside the data folder"):
            config.passphrase(named(path), desk)


@pytest.mark.parametrize("text", ["", "\n", "two\nlines\n", "x" * 1025])
def test_a_passphrase_file_holds_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(Misuse, match="one line"):
        config.passphrase(named(private(tmp_path / "phrase", text)), tmp_path / "desk")


def test_a_passphrase_file_that_cannot_be_read_is_trouble(tmp_path: Path) -> None:
    latin = tmp_path / "latin"
    latin.write_bytes(b"caf\xe9")
    latin.chmod(0o600)
    for path in (tmp_path / "none", tmp_path, latin):
        with pytest.raises((Trouble, Misuse)):
            config.passphrase(named(path), tmp_path / "desk")


@pytest.mark.parametrize(
    ("platform", "environ", "place"),
    [
        ("linux", {}, "~/.local/share/Passdesk/desk"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/Passdesk/desk"),
        ("linux", {"XDG_DATA_HOME": "not/absolute"}, "~/.local/share/Passdesk/desk"),
        ("darwin", {"XDG_DATA_HOME": "/data"}, "~/Library/Application Support/Passdesk/desk"),
        ("win32", {}, "~/AppData/Local/Passdesk/desk"),
    ],
)
def test_where_the_desk_of_an_account_lies(platform: str, environ: dict[str, str], place: str) -> None:
    assert config.own_folder(environ, platform) == Path(place).expanduser()


def test_a_process_of_its_own_is_this_python_or_the_bundle_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.program() == [sys.executable, "-m", "passdesk"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert config.program() == [sys.executable]
