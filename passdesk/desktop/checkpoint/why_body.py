"""What the sheet that tells why says: a line for each row of the table of checks, and what the verdict rests on."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from passdesk.checkpoint.why import Asked, Why
from passdesk.desktop.checkpoint.banding import reason_words
from passdesk.desktop.checkpoint.state import GatePicture, Shown
from passdesk.desktop.checkpoint.strip import strip_words
from passdesk.desktop.checkpoint.telling import last_seen, stay_words
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import column, line, row
from passdesk.desktop.widgets.labels import label
from passdesk.domain.reasons import SEVERITIES, Reason

_ROWS = range(12)


def why_body(
    look: Look, told: Why, shown: Shown | None, picture: GatePicture, above: QWidget | None = None
) -> QWidget:
    """One line for each row: its mark, what is asked, and what was found. What nobody could be asked is told by the
    first rows. `above`: what is asked, where that may be chosen."""
    made = QWidget()
    each = [_line(look, number, told, _fact(look, number, told, shown, picture)) for number in _ROWS]
    if above is not None:
        each.insert(0, above)
    lines = [part for one in each for part in (one, line())]
    if not all(one.weighed for one in told.checks):
        emptying = look.tr("The area is being emptied: a sound pass leaves, whatever else stands against it.")
        lines.insert(0, label(emptying, tone="attention", wrap=True))
    if shown is not None:
        rests, tone = strip_words(look, picture)
        lines.append(label(rests, tone=tone, wrap=True))
    made.setLayout(column(*lines, spacing=look.px(5), margins=(0, 0, look.px(12), 0)))  # a bar may stand there
    return made


def _line(look: Look, number: int, told: Why, fact: str) -> QWidget:
    checks = [one for one in told.checks if one.row == number]
    found = sorted((one.found for one in checks if one.found is not None), key=_gravity)
    looked = [one for one in checks if one.asked and (one.weighed or not told.then)]
    name, tone = _mark(looked, found)
    mark = QLabel()
    size = look.icon_px
    mark.setPixmap(look.icon(name, _ink(look, tone)).pixmap(QSize(size, size)))
    mark.setFixedWidth(size)
    asks = label(row_words(look, number), bold=bool(found), wrap=True)
    said = [label(reason_words(look, one.code), tone=tone, wrap=True) for one in found]
    words = column(asks, *said, spacing=look.px(1))
    made = QWidget()
    if found:
        made.setLayout(row(mark, words, spacing=look.px(12)))
    else:
        quiet = label(_nothing(look, checks, looked, fact), tone="muted", wrap=True)
        quiet.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        made.setLayout(row(mark, words, quiet, spacing=look.px(12)))
        made.layout().setStretch(2, 1)  # type: ignore[union-attr]
    made.layout().setStretch(1, 1)  # type: ignore[union-attr]
    return made


def _gravity(reason: Reason) -> int:
    return -SEVERITIES.index(reason.severity)


def _mark(looked: list[Asked], found: list[Reason]) -> tuple[str, Tone]:
    """By shape too, not by colour alone."""
    if found:
        return ("alert-octagon", "refuse") if found[0].severity == "refuse" else ("alert", "attention")
    return ("check", "plain") if looked else ("minus", "plain")


def _ink(look: Look, tone: Tone) -> str:
    colours = look.colours
    return {"refuse": colours.refuse, "attention": colours.attention}.get(tone, colours.muted)


def _nothing(look: Look, checks: list[Asked], looked: list[Asked], fact: str) -> str:
    if looked:
        return fact or look.tr("In order")
    return look.tr("Not asked") if all(one.weighed for one in checks) else look.tr("Not weighed")


def row_words(look: Look, number: int) -> str:
    """What a row of the table asks."""
    return (
        look.tr("Is the area open"),
        look.tr("Is it a pass of this zone"),
        look.tr("Signature and key"),
        look.tr("Validity"),
        look.tr("State of the pass"),
        look.tr("The person"),
        look.tr("Institution and filing"),
        look.tr("Right to be here, now"),
        look.tr("Where the person is"),
        look.tr("Stay and entries"),
        look.tr("Escort, goods, notes"),
        look.tr("How old is what is known"),
    )[number]


def _fact(look: Look, number: int, told: Why, shown: Shown | None, picture: GatePicture) -> str:
    """What a check that found nothing looked at, where an officer may want to see it."""
    holder, stay = (shown.holder, shown.answer.stay) if shown is not None else (None, told.stay)
    if number == 9 and stay is not None:
        return look.listed(stay_words(look, stay))
    if holder is None:
        return ""
    if number == 3:
        return look.tr("Valid until {when}", when=look.moment(holder.expires * 1_000_000))
    if number == 8:
        return last_seen(look, holder.presence, picture.place, picture.now)
    return ""
