"""packaging/linux/setup.sh at machines that lack this and that; nothing is installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import Struct

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "linux" / "setup.sh"
TOOLS = ("sh", "basename", "dirname", "find", "head")
PYTHON = """#!/bin/sh
# Python as far as the script asks: `-c CODE` for venv or its version, `-c CODE LIBRARY` for one it can load.
case "$2" in *version_info*) echo 3.11 && exit ;; esac
case " $LACKING " in *" ${3:-venv} "*) exit 1 ;; esac
"""
APT_GET = """#!/bin/sh
echo "$@" >>"$APT_LOG"
exit "$APT_STATUS"
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it prepares a Linux")


class Machine(Struct, frozen=True):
    """A folder that is the whole PATH, with programs of its own."""

    folder: Path

    def has(self, name: str, script: str = "#!/bin/sh\n") -> None:
        path = self.folder / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def setup(
        self, *purpose: str, lacking: str = "", user: int = 1000, apt_status: int = 0
    ) -> "subprocess.CompletedProcess[str]":
        """Run the script; `lacking`: libraries, and "venv", that its Python has not."""
        self.has("id", f"#!/bin/sh\necho {user}\n")
        environ = {
            "PATH": str(self.folder), "LACKING": lacking, "APT_LOG": str(self.log), "APT_STATUS": str(apt_status)
        }  # fmt: skip
        return subprocess.run(
            ["sh", str(SCRIPT), "python3", *purpose], env=environ, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, timeout=60,
        )  # fmt: skip

    @property
    def log(self) -> Path:
        return self.folder / "apt.log"

    @property
    def installed(self) -> list[str]:
        """What apt-get was called with."""
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path / "bin")
    made.folder.mkdir()
    for tool in TOOLS:
        where = next(Path(part) / tool for part in os.defpath.split(":") if part and (Path(part) / tool).exists())
        (made.folder / tool).symlink_to(where)
    made.has("python3", PYTHON)
    made.has("apt-get", APT_GET)
    return made


def test_where_all_is_there_nothing_is_said_or_done(machine: Machine) -> None:
    done = machine.setup()
    assert (done.returncode, done.stdout, done.stderr, machine.installed) == (0, "", "", [])


def test_without_root_the_exact_command_is_said_and_nothing_is_done(machine: Machine) -> None:
    done = machine.setup("run", lacking="venv libxcb-cursor.so.0 libglib-2.0.so.0 libgthread-2.0.so.0")
    assert done.returncode == 1
    wanted = "python3-venv libglib2.0-0 libxcb-cursor0"  # both libraries of GLib, one package
    command = f"sudo apt-get update && sudo apt-get install --yes --no-install-recommends {wanted}"
    assert done.stderr.splitlines()[-1].strip() == command
    assert machine.installed == []


def test_root_installs_what_is_missing_and_no_more(machine: Machine) -> None:
    assert machine.setup("run", lacking="libEGL.so.1 libcups.so.2", user=0).returncode == 0
    assert machine.installed == ["update -qq", "install --yes -qq --no-install-recommends libegl1 libcups2"]


def test_what_apt_get_can_not_install_is_told(machine: Machine) -> None:
    done = machine.setup("run", lacking="libEGL.so.1", user=0, apt_status=100)
    assert done.returncode == 1
    assert "could not install: libegl1" in done.stderr
    assert machine.installed == ["update -qq"]


def test_another_system_is_told_the_names(machine: Machine) -> None:
    (machine.folder / "apt-get").unlink()
    done = machine.setup("run", lacking="libEGL.so.1", user=0)
    assert done.returncode == 1
    assert "libegl1" in done.stderr
    assert "Nothing was changed" in done.stderr


def test_a_machine_without_python_is_given_one_and_every_library(machine: Machine) -> None:
    (machine.folder / "python3").unlink()
    done = machine.setup("run", lacking="all of it", user=0)
    assert done.returncode == 0
    (_, install) = machine.installed
    assert {"python3", "python3-venv", "libegl1", "libxcb-cursor0", "libcups2"} <= set(install.split())


@pytest.mark.parametrize(
    ("purpose", "wanted"), [("run", ""), ("test", " git xvfb xdotool"), ("package", " binutils")]
)
def test_each_purpose_asks_for_its_own_programs(machine: Machine, purpose: str, wanted: str) -> None:
    done = machine.setup(purpose, user=0)
    assert done.returncode == 0
    assert machine.installed[1:] == ([f"install --yes -qq --no-install-recommends{wanted}"] if wanted else [])
    for name in ("git", "Xvfb", "xdotool", "objdump"):
        machine.has(name)
    machine.log.unlink(missing_ok=True)
    assert machine.setup(purpose, user=0).returncode == 0
    assert machine.installed == []


def test_a_bundle_takes_along_the_library_of_its_python(machine: Machine) -> None:
    machine.has("objdump")
    assert machine.setup("package", lacking="libpython3.11.so.1.0", user=0).returncode == 0
    assert machine.installed[1:] == ["install --yes -qq --no-install-recommends libpython3.11"]


def test_a_purpose_that_is_none_is_wrong_use(machine: Machine) -> None:
    done = machine.setup("fly", user=0)
    assert done.returncode == 2
    assert "fly" in done.stderr
    assert machine.installed == []
