"""Settings are harmless to lose, and no file makes the window fail."""

import json
from pathlib import Path

import pytest

from passdesk.desktop.settings import FILE, Settings, load, save


def test_what_was_chosen_is_there_the_next_time(tmp_path: Path) -> None:
    chosen = Settings(language="zh-Hant", appearance="dark", scale=2.0, camera=None, resolution="1920x1080", volume=0,
                      holder_screen="HDMI-1", full_screen=True)  # fmt: skip
    save(tmp_path, chosen)
    assert load(tmp_path) == chosen


def test_a_folder_that_is_gone_costs_only_the_choice(tmp_path: Path) -> None:
    save(tmp_path / "gone", Settings(language="zh-Hans"))
    assert load(tmp_path / "gone") == Settings()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '"x"', "[" * 20_000, '{"language": "xx", "scale": "2", "camera": -1, "volume": 1e9}',
     '{"camera": true, "scale": NaN, "resolution": "0x9", "mirror": 1}', '{"resolution": "1280x720x3"}',
     '{"resolution": "001280999x720"}', '{"full_screen": 1, "holder_screen": null}',
     json.dumps({"holder_screen": "x" * 201}), "\x00\xff"],
)  # fmt: skip
def test_what_makes_no_sense_is_as_at_first(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_bytes(text.encode("latin-1"))
    assert load(tmp_path) == Settings()


def test_what_makes_sense_is_kept_beside_what_does_not(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"language": "zh-Hans", "scale": 7, "unheard of": 1}')
    assert load(tmp_path) == Settings(language="zh-Hans")
