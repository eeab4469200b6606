"""`passdesk` run as a process, with nobody to ask and, if wanted, with little room on the disk."""

import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.cli.shell import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]


def command(data: Path, *words: str | Path) -> list[str]:
    return [sys.executable, "-m", "passdesk", "--data", str(data), *map(str, words)]


def environ(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PASSDESK_")}
    return kept | {"PASSDESK_PASSPHRASE": PASSPHRASE} | more


def ran(
    data: Path, *words: str | Path, limit: int | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run to its end; `limit`: bytes a file may grow to."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        command(data, *words), cwd=ROOT, env=environ(**more), capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, preexec_fn=limited, timeout=60,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "ERROR CORE" not in done.stderr
    return done
