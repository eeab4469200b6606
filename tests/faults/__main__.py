"""`python -m tests.faults [--runs N] [names]`: the registered experiments, each with its control, in full."""

import argparse
import sys
from pathlib import Path

from tests.faults import disk, wedge  # they register their experiments
from tests.faults.harness import REGISTERED, Found, carried_out, table, write_json

RESULT = Path("build/faults.json")
MODULES = (disk, wedge)


def main(words: list[str]) -> int:
    """Exit status: 0 nothing was found and every control failed, 1 otherwise, 2 no experiment has such a name."""
    asked = argparse.ArgumentParser(prog="python -m tests.faults")
    asked.add_argument("names", nargs="*")
    asked.add_argument("--runs", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--out", type=Path, default=RESULT)
    given = asked.parse_args(words)
    chosen = [one for one in REGISTERED if not given.names or any(name in one.name for name in given.names)]
    if not chosen:
        print("No experiment has such a name. There are:", *(one.name for one in REGISTERED), sep="\n  ")
        return 2
    found: list[Found] = []
    for number, one in enumerate(chosen, 1):
        print(f"[{number}/{len(chosen)}] {one.name} …", file=sys.stderr, flush=True)
        found.append(carried_out(one, given.runs, given.seed))
        write_json(found, given.out)
    print(table(found))
    return 0 if all(one.clean for one in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
