"""`python -m tests.simulation SEED [SEED …]`: live through single seeds and say what happened."""

import sys

from tests.factories.clocks import FakeClock
from tests.simulation.places import quick_folder
from tests.simulation.template import make_template
from tests.simulation.zone import run


def main(seeds: list[int]) -> int:
    began, failed = FakeClock(), 0
    with quick_folder() as folder:
        (folder / "template").mkdir()
        make_template(folder / "template", began)
        for seed in seeds:
            wrong, done = run(folder / "template", folder / str(seed), seed, began)
            failed += bool(wrong)
            print(f"seed {seed}: {'wrong' if wrong else 'well'}", *wrong, dict(sorted(done.items())), sep="\n  ")
    return 1 if failed else 0


sys.exit(main([int(seed) for seed in sys.argv[1:]]))
