"""Sources good and bad: pictures, folders, videos, digits."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from passdesk.credential.qr_picture import draw_qr
from passdesk.demo.photographing import write_video
from passdesk.errors import Damaged, Misuse, PassdeskError, Trouble
from passdesk.scanning.frames import Broken, Frame, Typed
from passdesk.scanning.pictures import read_picture
from passdesk.scanning.sources import Item, read_source


def png_bytes(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A small PNG file whose header promises width x height."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


CODE = draw_qr("123456", pixels_per_module=3)
GOOD = png_bytes(CODE)


def items(source: Path | str) -> list[Item]:
    return list(read_source(str(source)))


def broken(source: Path) -> PassdeskError:
    (item,) = items(source)
    assert isinstance(item, Broken)
    return item.error


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        pytest.param(b"", Damaged, "empty", id="zero bytes"),
        pytest.param(b"hello, I am a text\n", Damaged, "not a picture", id="text"),
        pytest.param(GOOD[:60], Damaged, "damaged", id="cut short"),
        pytest.param(GOOD[:50] + bytes(20) + GOOD[70:], Damaged, "damaged", id="overwritten"),
        pytest.param(png_claiming(9_000, 9_000), Trouble, "million pixels", id="huge"),
        pytest.param(png_claiming(9_500, 9_500), Trouble, "million pixels", id="where the library warns"),
        pytest.param(png_claiming(60_000, 60_000), Trouble, "million pixels", id="bomb"),
        pytest.param(png_claiming(0, 5), Damaged, "picture", id="no width"),
        pytest.param(b"%PDF-1.4", Damaged, "not a picture", id="PDF"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n", Damaged, "not a picture", id="PostScript"),
    ],
)
def test_bad_pictures_say_what_happened(tmp_path: Path, content: bytes, error: type[PassdeskError], says: str) -> None:
    path = tmp_path / "bad.png"
    path.write_bytes(content)
    found = broken(path)
    assert isinstance(found, error)
    assert says in found.happened
    assert found.remedy


def test_pictures_broken_at_every_place_raise_nothing_but_ours(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    rng = np.random.default_rng(3)
    for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"):
        out = io.BytesIO()
        CODE.save(out, kind)
        for _ in range(60):
            content = bytearray(out.getvalue())
            for place in rng.integers(0, len(content), 4):
                content[place] = rng.integers(256)
            path.write_bytes(content[: rng.integers(1, len(content) + 1)])
            (item,) = items(path)
            assert isinstance(item, Frame | Broken)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_depth_becomes_grey(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "code.tif"
    grey = np.asarray(CODE)
    image = Image.fromarray(grey.astype(np.uint16) * 257) if mode == "I;16" else CODE.convert(mode)
    image.save(path)
    assert np.array_equal(read_picture(path) > 127, grey > 127)


def test_transparency_lies_over_white(tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    clear = Image.new("RGBA", CODE.size, (0, 0, 0, 255))
    clear.putalpha(Image.fromarray(255 - np.asarray(CODE)))
    clear.save(path)
    assert np.array_equal(read_picture(path), np.asarray(CODE))


def test_what_is_drawn_light_lies_over_black(tmp_path: Path) -> None:
    path = tmp_path / "dark mode.png"
    clear = Image.new("RGBA", CODE.size, (255, 255, 255, 255))
    clear.putalpha(Image.fromarray(255 - np.asarray(CODE)))
    clear.save(path)
    assert np.array_equal(read_picture(path), 255 - np.asarray(CODE))


def test_where_nothing_is_drawn_the_colours_stand(tmp_path: Path) -> None:
    path = tmp_path / "all clear.png"
    clear = CODE.convert("RGBA")
    clear.putalpha(0)
    clear.save(path)
    assert np.array_equal(read_picture(path), np.asarray(CODE))


def test_a_turned_photograph_is_set_upright(tmp_path: Path) -> None:
    path = tmp_path / "turned.png"
    upright = Image.fromarray(np.arange(12, dtype=np.uint8).reshape(3, 4) * 20)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held so that the right side of the stored picture is the bottom
    upright.rotate(90, expand=True).save(path, exif=exif)
    assert np.array_equal(read_picture(path), np.asarray(upright))


def test_a_folder_gives_its_pictures_in_order_and_goes_on_after_a_broken_one(tmp_path: Path) -> None:
    (tmp_path / "2.png").write_bytes(GOOD)
    (tmp_path / "1.PNG").write_bytes(b"nothing")
    (tmp_path / "3.jpg").write_bytes(GOOD)
    (tmp_path / "notes.txt").write_text("not looked at")
    (tmp_path / ".hidden.png").write_bytes(b"not looked at")
    (tmp_path / "deeper.png").mkdir()
    found = items(tmp_path)
    assert [(type(item), Path(item.source_name).name) for item in found if not isinstance(item, Typed)] == [
        (Broken, "1.PNG"),
        (Frame, "2.png"),
        (Frame, "3.jpg"),
    ]


def test_a_video_gives_timed_frames_of_one_kind(tmp_path: Path) -> None:
    path = tmp_path / "gate.avi"
    write_video([np.full((48, 64), 20 * n, np.uint8) for n in range(5)], path, per_second=20)
    frames = [item for item in items(path) if isinstance(item, Frame)]
    assert [(frame.index, frame.at, frame.still) for frame in frames] == [(n, n * 50_000, False) for n in range(5)]
    assert frames[3].image.shape == (48, 64)
    assert float(frames[3].image.mean()) == pytest.approx(60, abs=3)


def test_a_video_that_ends_abruptly_gives_its_frames_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "gate.avi"
    rng = np.random.default_rng(1)
    write_video([rng.integers(0, 255, (120, 160), np.uint8) for _ in range(40)], path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    *frames, last = items(path)
    assert len(frames) in range(10, 30)
    assert isinstance(last, Broken)
    assert isinstance(last.error, Damaged)
    assert last.error.kept


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"a text", "not a video"),
        (b"RIFF\x00\x00\x00\x00AVI rubbish", "damaged"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(50), "damaged"),
        (b"\x1aE\xdf\xa3" + bytes(100), "damaged"),
        (b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n", "not a video"),
    ],
)
def test_bad_videos_say_what_happened(
    tmp_path: Path, content: bytes, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.mp4"
    path.write_bytes(content)
    error = broken(path)
    assert isinstance(error, Damaged)
    assert says in error.happened
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("source", ["12345678901", "1234 5678 901", "１２３４５６７８９０１", "12345678901\r\n"])
def test_digits_are_typed_text(source: str) -> None:
    assert items(source) == [Typed("12345678901")]


@pytest.mark.parametrize(
    "source", ["", "/no/such/picture.png", "nothing", "1" * 5_000, "x" * 5_000, "a\0b.png", "/dev/null"]
)
def test_sources_that_are_nothing_are_told_at_once(source: str) -> None:
    with pytest.raises(PassdeskError) as told:
        read_source(source)
    assert told.value.remedy
    assert len(str(told.value)) < 400


def test_folders_with_nothing_to_read_and_files_of_other_kinds_are_misuse(tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="no picture"):
        read_source(str(tmp_path))
    (tmp_path / "people.csv").write_text("name\n")
    with pytest.raises(Misuse, match="no picture"):
        read_source(str(tmp_path / "people.csv"))


def test_pictures_that_are_not_read_are_named_in_a_folder_and_alone(tmp_path: Path) -> None:
    (tmp_path / "IMG_1.HEIC").write_bytes(b"ftypheic")
    (tmp_path / "broken.png").symlink_to(tmp_path / "gone.png")
    with pytest.raises(Misuse, match="not read") as told:
        read_source(str(tmp_path / "IMG_1.HEIC"))
    assert "PNG, JPEG" in told.value.remedy
    (tmp_path / "IMG_2.jfif").write_bytes(GOOD)
    found = items(tmp_path)
    assert [(type(item), Path(item.source_name).name) for item in found if not isinstance(item, Typed)] == [
        (Broken, "IMG_1.HEIC"),
        (Frame, "IMG_2.jfif"),
        (Broken, "broken.png"),
    ]


def test_a_folder_named_by_a_date_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("2026-11-28", "20261128"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "badge.png").write_bytes(GOOD)
    monkeypatch.chdir(tmp_path)
    assert [type(item) for item in items("2026-11-28")] == [Frame]
    assert items("20261128") == [Typed("20261128")], "plain digits are a code, whatever lies here"
    assert [type(item) for item in items("./20261128")] == [Frame]


def test_an_empty_word_is_not_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "badge.png").write_bytes(GOOD)
    monkeypatch.chdir(tmp_path)
    for empty in ("", " ", "\u3000\n"):
        with pytest.raises(Misuse, match="empty"):
            read_source(empty)


def test_a_picture_named_by_digits_is_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "2024.png"
    path.write_bytes(GOOD)
    (frame,) = items(path)
    assert isinstance(frame, Frame)
