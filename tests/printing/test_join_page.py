"""The page for a new desk: its code reads, and the longest of everything fits."""

import numpy as np
import pytest

from passdesk.credential.enrolment import EnrolmentCode, print_code
from passdesk.credential.qr_picture import read_back
from passdesk.printing.join_page import HEIGHT, WIDTH, JoinFace, draw_join_page, join_page_png, join_pages_pdf

CODE = print_code(EnrolmentCode(bytes(range(16)), bytes(10)))
LONG_URL = f"https://{'.'.join(['a' * 60] * 3)}:8443"


def face(name: str = "Gate 1", url: str = "https://server.example:8443", facts: tuple[str, ...] = ("x",)) -> JoinFace:
    return JoinFace(name, "hetao", facts, url, CODE, f"passdesk-join:1:{CODE}:{url}")


@pytest.mark.parametrize(
    "shown",
    [
        face(),
        face("W" * 64, LONG_URL, ("checkpoint, issuing, records, admin", "Lanes: " + ", ".join(["F1-10"] * 60))),
        face("檢查枱" * 21, LONG_URL, ()),
    ],
    ids=["plain", "long", "Chinese"],
)
def test_the_code_reads_and_nothing_leaves_the_page(shown: JoinFace) -> None:
    page = draw_join_page(shown)
    assert (page.size, read_back(page)) == ((WIDTH, HEIGHT), shown.qr_text)
    pixels = np.asarray(page)
    assert (pixels[-30:] == 255).all()
    assert (pixels[160:, :60] == 255).all()
    assert (pixels[160:, -60:] == 255).all()
    assert CODE not in repr(shown)


def test_many_pages_make_one_file() -> None:
    pdf = join_pages_pdf([join_page_png(face(f"Gate {number}")) for number in range(3)])
    assert pdf.startswith(b"%PDF-")
    assert b"/Count 3" in pdf
    assert len(pdf) < 3_000_000
