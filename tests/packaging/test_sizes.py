"""The table of what makes the size of a bundle."""

from pathlib import Path

import pytest
import sizes

README = """
| part | reason |
| --- | --- |
| `cv2/*` | reads codes |
| `passdesk` | the program |
"""


def bundle_of(folder: Path, **files: int) -> Path:
    for name, size in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\0" * size)
    return folder


def test_parts_are_added_up_under_their_pattern_and_a_link_counts_nothing(tmp_path: Path) -> None:
    folder = bundle_of(tmp_path, passdesk=5, _internal__cv2__one=7, _internal__cv2__two=8, _internal__numpy__core=3)
    (folder / "_internal" / "link").symlink_to("cv2/one")
    assert sizes.measured(folder, sizes.reasons(README)) == {"passdesk": 5, "cv2/*": 15, "numpy": 3}


def test_the_table_tells_the_largest_first_the_rest_and_all(tmp_path: Path) -> None:
    many = {f"_internal__part{number:02}__file": number * sizes.MIB for number in range(1, 23)}
    lines = sizes.table(sizes.measured(bundle_of(tmp_path, **many), {}), {})
    assert lines[0].split()[:3] == ["22.0", "MiB", "part22"]
    assert len(lines) == sizes.SHOWN + 2
    assert lines[-2].split() == ["3.0", "MiB", "2", "smaller", "parts"]
    assert lines[-1].split() == ["253.0", "MiB", "in", "all"]


def test_a_large_part_without_a_reason_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sizes.main(bundle_of(tmp_path / "good", _internal__cv2__one=7)) == 0
    assert "reason" not in capsys.readouterr().err
    assert sizes.main(bundle_of(tmp_path / "bad", _internal__novelty__one=7)) == 1
    assert "reason for novelty" in capsys.readouterr().err


def test_an_empty_folder_and_none_at_all_are_no_bundle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sizes.main(tmp_path) == 1
    assert sizes.main(tmp_path / "nothing") == 1
    assert capsys.readouterr().err.count("no bundle") == 2
