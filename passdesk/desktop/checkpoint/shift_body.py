"""What the sheet of the shift says."""

from PySide6.QtWidgets import QWidget

from passdesk.checkpoint.shifts import Counts, Shift
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import column, line, note, row
from passdesk.desktop.widgets.labels import label, name_label
from passdesk.errors import PassdeskError


def shift_body(
    look: Look, shift: Shift | None, counts: Counts | None, now: int, failed: PassdeskError | None
) -> QWidget:
    made = QWidget()
    parts: list[QWidget] = []
    if failed is not None:
        parts.append(note(look, look.said(failed.happened, failed.kept, failed.remedy), "refuse"))
    if shift is None:
        parts.append(label(look.tr("Nobody has signed on at this lane."), wrap=True))
    else:
        span = look.span(max(0, now - shift.since) // 1_000_000)
        since = look.tr("since {when}, for {span}", when=look.moment(shift.since), span=span)
        parts += [name_label(shift.name, bold=True), label(since, tone="muted", wrap=True)]
    if counts is not None:
        for words, number in count_words(look, counts):
            parts += [line(), _count(words, number)]
    parts += [line(), label(_how(look), tone="muted", wrap=True)]
    made.setLayout(column(*parts, spacing=look.px(6), margins=(0, 0, look.px(12), 0)))  # a bar may stand there
    return made


def count_words(look: Look, counts: Counts) -> tuple[tuple[str, int], ...]:
    """Each count by its name."""
    return (
        (look.tr("Let pass"), counts.passed),
        (look.tr("Turned away or kept here"), counts.turned_away),
        (look.tr("Verdicts for attention"), counts.attention),
        (look.tr("Against the verdict"), counts.overridden),
        (look.tr("Set aside"), counts.aside),
        (look.tr("Not settled now"), counts.unsettled),
        (look.tr("Not sent to the server yet"), counts.unsent),
    )


def _count(words: str, number: int) -> QWidget:
    made = QWidget()
    made.setLayout(row(label(words, wrap=True), None, label(f"{number:,}", bold=True)))
    return made


def _how(look: Look) -> str:
    return look.tr(
        "To hand over, the next officer shows their staff card and types the PIN: both sign. It works without a line."
    )
