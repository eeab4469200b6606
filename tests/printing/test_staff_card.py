"""The staff card as it is drawn: everything on it, nothing cut off, the code proven."""

from dataclasses import replace

import numpy as np
import pytest

from passdesk.credential.qr_picture import read_back
from passdesk.credential.staff_card import StaffCard, card_text
from passdesk.errors import Misuse
from passdesk.printing.card_stock import HEIGHT, WIDTH
from passdesk.printing.staff_card import StaffCardFace, draw_staff_card, not_drawn, staff_card_png

FACE = StaffCardFace(
    name="Chan Tai Man 陳大文",
    roles=("checkpoint", "supervisor"),
    zone="hetao",
    made="28 Nov 2026",
    qr_text=card_text(StaffCard(bytes(range(16)), bytes(range(16)))),
)


@pytest.mark.parametrize("name", ["Li", "W" * 64, "Venkatanarasimharajuvaripeta " * 2, "歐陽" * 32, "\u202eabc", ""])
def test_whatever_the_name_the_code_reads_and_nothing_touches_the_edge(name: str) -> None:
    picture = draw_staff_card(replace(FACE, name=name))
    assert (picture.size, read_back(picture)) == ((WIDTH, HEIGHT), FACE.qr_text)
    pixels = np.asarray(picture)
    assert (pixels[90:, :10] == 255).all()
    assert (pixels[-10:] == 255).all()


def test_the_code_is_out_of_the_text() -> None:
    assert FACE.qr_text not in repr(FACE)
    assert staff_card_png(FACE).startswith(b"\x89PNG")
    assert not_drawn(replace(FACE, name="陳\U0001f600")) == "\U0001f600"


def test_a_code_too_fine_for_a_card_is_not_drawn() -> None:
    with pytest.raises(Misuse, match="too fine"):
        staff_card_png(replace(FACE, qr_text="7" * 900))
