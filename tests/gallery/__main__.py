"""`python -m tests.gallery [--out DIR] [--only NAME…]`: take every picture; status 1 where words are clipped."""

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from tests.gallery.one_room import one_room

ROOT = Path(__file__).resolve().parents[2]
OUT, IMAGES = ROOT / "build" / "screenshots", ROOT / "docs" / "images"
IN_README = {
    "gate-check-en-light-1366x768.png": "gate-check.png",
    "gate-refuse-zh-Hant-dark-1366x768.png": "gate-refuse.png",
    "issuing-person-good-en-light-1366x768.png": "issuing.png",
    "records-now-en-light-1366x768.png": "records.png",
}
"""The four that README shows, and what they are called there."""
WORKERS = 2
_BIGGEST_FIRST = (
    "gate", "rehearsal", "beside", "issuing", "admin", "door", "mustering", "records", "start", "holder",
)  # fmt: skip


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description="Pictures of every page and state.")
    parser.add_argument("--out", type=Path, default=OUT, help="where the PNGs go; what is there is replaced")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="states whose name begins so")
    asked = parser.parse_args(words)
    began, out = time.monotonic(), asked.out.absolute()
    if not asked.only:
        shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    desks = out.with_name(f"{out.name}-desks")
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        done = list(pool.map(partial(one_room, out=out, desks=desks, only=tuple(asked.only)), _BIGGEST_FIRST))
    shutil.rmtree(desks, ignore_errors=True)
    found = [line for lines, _ in done for line in lines]
    print(*found, sep="\n", end="\n" if found else "")
    taken = sum(count for _, count in done)
    print(f"{taken} pictures in {out}, {time.monotonic() - began:.0f} s; {len(found)} texts clipped.")
    alike = the_same(out)
    print(*alike, sep="\n", end="\n" if alike else "")
    hang_in_readme(out)
    return 1 if found or alike or not taken else 0


def the_same(out: Path) -> list[str]:
    """States whose pictures are the same to the last byte: what makes one of them is not on it."""
    by_content: dict[bytes, list[str]] = {}
    for picture in sorted(out.glob("*.png")):
        by_content.setdefault(sha256(picture.read_bytes()).digest(), []).append(picture.name)
    return [f"The same picture: {', '.join(names)}" for names in by_content.values() if len(names) > 1]


def hang_in_readme(out: Path) -> None:
    """Copies of the four with fewer colours: flat surfaces need no more."""
    from PIL import Image

    IMAGES.mkdir(parents=True, exist_ok=True)
    for taken, hung in IN_README.items():
        if (out / taken).exists():
            with Image.open(out / taken) as picture:
                few = picture.convert("RGB").quantize(192, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
                few.save(IMAGES / hung, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
