"""The sheet of the exchange by stick, and its words."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.overlays.by_stick import ByStick, ByStickPicture
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import button, clear, column, note, row
from passdesk.desktop.widgets.labels import label
from passdesk.sync.bundling import Bundled
from passdesk.sync.unbundling import Unbundled

Said = list[tuple[str, Tone]]


class ByStickBody(QWidget):
    """Two buttons, what is under way, and how it went."""

    def __init__(self, look: Look, stick: ByStick) -> None:
        super().__init__()
        self._look, tr = look, look.tr
        words = tr("When the line is down for days. Write a file for the server, take the stick there, and take in the "
                   "answer it writes. Nothing here is lost or doubled, however often it is done.")  # fmt: skip
        intro = label(words, wrap=True)
        self.write = button(look, tr("Write a file for the server …"), stick.write, kind="primary",
                            icon="content-save-outline", touch=True)  # fmt: skip
        self.take = button(look, tr("Take in the server's answer …"), stick.take, icon="folder-outline", touch=True)
        self.stop = button(look, tr("Stop"), stick.cancel)
        self._under_way = label("", tone="muted")
        self._said: QVBoxLayout = column(spacing=look.px(8))
        self.setLayout(column(
            intro, self.write, self.take, row(self._under_way, None, self.stop), self._said, None, spacing=look.px(12)
        ))  # fmt: skip

    def paint(self, picture: ByStickPicture) -> None:
        look, busy = self._look, bool(picture.work)
        self.write.setEnabled(not busy)
        self.take.setEnabled(not busy)
        self.stop.setVisible(busy)
        self._under_way.setVisible(busy)
        self._under_way.setText(under_way(look, picture))
        clear(self._said)
        for words, tone in said(look, picture):
            self._said.addWidget(note(look, words, tone))


def under_way(look: Look, picture: ByStickPicture) -> str:
    if not picture.work:
        return ""
    words = look.tr("Writing …") if picture.work == "writing" else look.tr("Taking in …")
    return words if picture.bytes < 1 << 20 else f"{words} {picture.bytes >> 20:,} MiB"


def said(look: Look, picture: ByStickPicture) -> Said:
    """How it went, each with its tone."""
    if picture.wrong:
        return [(look.said(*picture.wrong), "refuse")]
    if picture.written is not None:
        return _written(look, picture.written, picture.name)
    return _taken(look, picture.taken) if picture.taken is not None else []


def _written(look: Look, done: Bundled, name: str) -> Said:
    what = look.tr(
        "{name} is written: {entries} and {attachments} for the server. Take it there.", name=name,
        entries=look.count(done.entries, "{n} entry", "{n} entries"),
        attachments=look.count(done.attachments, "{n} attachment", "{n} attachments"),
    )  # fmt: skip
    lines: Said = [(what, "admit")]
    if done.left_out:
        words = look.tr("Names and pictures wait until this desk knows a key of the server; they come with the next.")
        lines.append((words, "attention"))
    if done.more:
        lines.append((look.tr("Not all found room; the rest comes with the next."), "attention"))
    return lines


def _taken(look: Look, done: Unbundled) -> Said:
    when = look.moment(done.written)
    if done.older:
        what = look.tr("Nothing in it is new: this desk has heard what the server wrote on {when}.", when=when)
        lines: Said = [(what, "plain")]
    else:
        words = look.tr(
            "Taken in: {rows} and {attachments}. What this desk knows is as of {when}, when it was written.", when=when,
            rows=look.count(done.rows, "{n} row", "{n} rows"),
            attachments=look.count(done.attachments, "{n} attachment", "{n} attachments"),
        )  # fmt: skip
        lines = [(words, "admit")]
    if done.receipted:
        words = look.count(done.receipted, "The server has {n} entry more of this desk.",
                           "The server has {n} entries more of this desk.")  # fmt: skip
        lines.append((words, "admit"))
    if done.went_on:
        words = look.tr("This desk's journal was in doubt: it goes on in a new one. Write another file.")
        lines.append((words, "attention"))
    if done.refusal is not None:
        words = look.tr("Kept here, not taken: {why} Write another file.", why=look.said(done.refusal.words))
        lines.append((words, "attention"))
    if done.declined:
        lines.append((look.said(done.declined), "refuse"))
    return lines
