"""`python packaging/sizes.py FOLDER`: what makes the size of a bundle, and the reason of each part from README.md."""

import re
import sys
from collections import Counter
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path

SHOWN = 20
MIB = 1024 * 1024
_REASON = re.compile(r"^\| `([^`|]+)` \| ([^|]+) \|$", re.MULTILINE)


def reasons(readme: str) -> dict[str, str]:
    """The reason of each part by the pattern of its files, from the table in README.md."""
    return {pattern: reason.strip() for pattern, reason in _REASON.findall(readme)}


def measured(folder: Path, patterns: Mapping[str, str]) -> Counter[str]:
    """Bytes by part: the first pattern that a file matches, else the file's own folder or name."""
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(folder).as_posix().removeprefix("_internal/")
            part = next((pattern for pattern in patterns if fnmatch(name, pattern)), name.split("/")[0])
            sizes[part] += path.stat().st_size
    return sizes


def table(sizes: Counter[str], patterns: Mapping[str, str]) -> list[str]:
    """The largest parts, one a line, the rest of them together, and the total."""
    largest = sizes.most_common(SHOWN)
    rest = sizes.total() - sum(size for _, size in largest)
    lines = [f"{size / MIB:8.1f} MiB  {part:44}  {patterns.get(part, 'NO REASON')}" for part, size in largest]
    smaller = f"{len(sizes) - len(largest)} smaller parts"
    return [*lines, f"{rest / MIB:8.1f} MiB  {smaller}", f"{sizes.total() / MIB:8.1f} MiB  in all"]


def main(folder: Path) -> int:
    """Print the table; 1 where a large part has no reason, or there is nothing to measure."""
    readme = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
    patterns = reasons(readme)
    sizes = measured(folder, patterns)
    if not sizes:
        print(f"{folder} holds no bundle.", file=sys.stderr)
        return 1
    print("\n".join(table(sizes, patterns)))
    groundless = [part for part, _ in sizes.most_common(SHOWN) if part not in patterns]
    for part in groundless:
        print(f"Give the reason for {part} in packaging/README.md, or leave it out in bundle.py.", file=sys.stderr)
    return 1 if groundless else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
