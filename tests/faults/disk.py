"""A full disk with people waiting: who leaves is recorded, nobody is said to be who is not, and then it goes on."""

import json
import subprocess
import sys

from tests.faults.full_disk import QUEUE
from tests.faults.harness import Counted, experiment

IN_A_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")


@experiment("disk: full, with people waiting")
def full_disk(runs: int, seed: int, protected: bool) -> Counted:
    """`runs` people, on a disk of its own (Linux). Lost: an exit that was not recorded, or a desk that did not go on
    when there was room again; wrong green: said to be recorded, and not in the journal."""
    del seed
    rounds = max(1, runs // QUEUE)
    command = [*IN_A_NAMESPACE, sys.executable, "-m", "tests.faults.full_disk", str(rounds)]
    ran = subprocess.run(
        [*command, *([] if protected else ["unprotected"])], check=True, stdout=subprocess.PIPE, text=True
    )
    counts = json.loads(ran.stdout)
    print(f"  {counts}", file=sys.stderr)
    return Counted(lost=counts["lost"] + counts["stuck"], wrong_green=counts["false"])
