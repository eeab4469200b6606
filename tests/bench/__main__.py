"""`python -m tests.bench [names]`: every registered row, or those whose case contains one of the names."""

import importlib
import pkgutil
import sys
from pathlib import Path

from tests import bench
from tests.bench.harness import REGISTERED, Registered, Row, measure, meets, table, write_json

RESULT = Path("build/bench.json")


def main(names: list[str]) -> int:
    """Exit status: 0 every row meets its target, 1 one does not, 2 no row has such a name."""
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name not in ("__main__", "harness") and not module.name.startswith("test_"):
            importlib.import_module(f"{bench.__name__}.{module.name}")
    chosen = [row for row in REGISTERED if not names or any(name in row.case for name in names)]
    if not chosen:
        print("No row has such a name. There are:", *(row.case for row in REGISTERED), sep="\n  ", file=sys.stderr)
        return 2
    rows = [_measured(row, f"{number}/{len(chosen)}") for number, row in enumerate(chosen, 1)]
    print(table(rows))
    write_json(rows, RESULT)
    return 0 if all(meets(row.ratio, row.target) for row in rows) else 1


def _measured(registered: Registered, where: str) -> Row:
    print(f"[{where}] {registered.case} …", file=sys.stderr, flush=True)
    return measure(registered)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
