"""Writes tests/vectors/*.json anew, then has python-cwt check the tokens (`make vectors`).

python-cwt pins an older cbor2, so it gets an environment of its own, build/oracle-venv, made here at need; it is no
part of `make test`. `python -m tests.vectors --no-oracle` only writes. What the oracle checks stands in oracle.py.
"""

import subprocess
import sys
import venv
from pathlib import Path

from tests.vectors.writing import files

HERE = Path(__file__).parent
ORACLE_VENV = HERE.parents[1] / "build" / "oracle-venv"
ORACLE = "cwt==3.3.0"


def main() -> int:
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8")
        print(f"wrote tests/vectors/{name}")
    return 0 if "--no-oracle" in sys.argv else _ask_the_oracle()


def _ask_the_oracle() -> int:
    python = ORACLE_VENV / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(ORACLE_VENV, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", ORACLE], check=True)
    return subprocess.run([python, HERE / "oracle.py", HERE / "tokens.json"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
