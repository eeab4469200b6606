"""The page of the exchange: how this desk stands with its server, what does not count, how the last tries went."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from passdesk.desktop.admin import exchange_words as words
from passdesk.desktop.admin.cells import Cell, Column, LinesModel
from passdesk.desktop.admin.exchange_state import ExchangeCommands, ExchangePicture
from passdesk.desktop.admin.exchange_words import Tile
from passdesk.desktop.admin.sections import SectionPage
from passdesk.desktop.admin.told import told_note
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.controls import button, card, clear, column, note, row, scrolled, surface
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.table import Table
from passdesk.sync.exchanging import Exchanged
from passdesk.sync.status import DeskStatus, NotCounting

_TILE = 190


class ExchangePage(SectionPage):
    def __init__(self, look: Look, exchange: ExchangeCommands) -> None:
        super().__init__()
        self._look = look
        self.now = button(look, look.tr("Exchange now"), exchange.exchange_now, kind="primary", icon="sync")
        self._tiles = _Tiles(look)
        self._notes: QVBoxLayout = column()
        self._receipt = label("", size="small", tone="muted", wrap=True)
        self.not_counting: LinesModel[NotCounting] = LinesModel(_entry_columns(look), self)
        self.tries: LinesModel[Exchanged] = LinesModel(_try_columns(look), self)
        entries = _Listed(look, look.tr("Entries of this desk that do not count"), self.not_counting, (90, 190, 300),
                          look.tr("None: what this desk recorded counts."))  # fmt: skip
        tries = _Listed(look, look.tr("Exchanges since this window was opened"), self.tries, (120, 170, 300),
                        look.tr("None yet. The first one is under way, or press Exchange now."))  # fmt: skip
        top = row(spacing=look.px(12))
        top.addWidget(self._receipt, 1)
        top.addWidget(self.now)
        self._tries, self._entries = tries, entries
        margins = (look.px(20), look.px(16), look.px(20), look.px(16))
        inside = surface(
            column(self._notes, self._tiles, top, entries, tries, None, spacing=look.px(14), margins=margins)
        )
        self.setLayout(column(scrolled(inside)))

    @property
    def first(self) -> QWidget:
        return self.now

    def paint(self, picture: ExchangePicture) -> None:
        look, status = self._look, picture.status
        self._tiles.show_tiles(words.tiles(look, picture))
        clear(self._notes)
        for one in _notes(look, picture):
            self._notes.addWidget(one)
        alone = status is not None and status.alone
        self.now.setVisible(not alone)
        self.now.setEnabled(not picture.under_way)
        self._receipt.setText("" if status is None or alone else words.receipt_words(look, status))
        self._entries.setVisible(not alone)
        self._tries.setVisible(not alone)
        self.not_counting.set_lines(status.not_counting if status is not None else ())
        self.tries.set_lines(picture.tries)
        self._entries.settle()
        self._tries.settle()


class _Tiles(QWidget):
    """In a row, or in two where there is no room."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.px(12))

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        clear(self._grid)
        across = 4 if self.window().width() >= self._look.px(4 * _TILE + 160) else 2
        for at, tile in enumerate(tiles):
            self._grid.addWidget(self._tile(tile), at // across, at % across)

    def _tile(self, tile: Tile) -> QFrame:
        look = self._look
        large = QLabel(tile.words)
        large.setTextFormat(Qt.TextFormat.PlainText)
        large.setWordWrap(True)
        colour = look.colours.text(tile.tone)
        large.setStyleSheet(f"font-size: {look.px(26)}px; font-weight: bold; color: {colour};")
        gap = look.px(16)
        return card(column(
            label(tile.title, bold=True, tone="muted"), large, label(tile.below, size="small", tone="muted", wrap=True),
            spacing=look.px(4), margins=(gap, look.px(12), gap, look.px(12)),
        ))  # fmt: skip


class _Listed(QFrame):
    """A titled table, as high as its lines up to a bound; words where it has none."""

    def __init__(
        self, look: Look, title: str, model: LinesModel[NotCounting] | LinesModel[Exchanged],
        widths: tuple[int, ...], nothing: str,
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._model = look, model
        self.setObjectName("card")
        self.table = Table(look)
        self.table.setModel(model)
        self.table.set_widths(widths, len(widths) - 1)
        self.table.setAccessibleName(title)
        gap = look.px(16)
        empty = QWidget()
        empty.setLayout(column(label(nothing, tone="muted", wrap=True), margins=(gap, 0, gap, look.px(8))))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        head = row(label(title, bold=True), margins=(gap, look.px(12), gap, look.px(4)))
        self.setLayout(column(head, self._stack, spacing=0, margins=(1, 0, 1, look.px(8))))

    def settle(self) -> None:
        lines = len(self._model.lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        self._stack.setFixedHeight(self._look.px(52 + 44 * min(lines, 5)) if lines else self._look.px(44))


def _notes(look: Look, picture: ExchangePicture) -> list[QWidget]:
    status: DeskStatus | None = picture.status
    said: list[QWidget] = [told_note(look, picture.told)] if picture.told is not None else []
    if status is None:
        return said
    if status.alone:
        said.append(note(look, look.tr(
            "This zone is this desk alone. A server takes it over with: passdesk server init --adopt."
        ), "accent"))  # fmt: skip
    if status.doubt is not None:
        said.append(note(look, look.said(status.doubt), "refuse"))
    if status.restored:
        restored = look.tr("The server was put back from a copy and does not know yet what it knew before.")
        said.append(note(look, restored, "attention"))
    if picture.connected is False and picture.tries[0].error is not None:
        said.append(note(look, look.said(*picture.tries[0].error.parts), "attention"))
        by_stick = look.tr("For days without a line there is the exchange by stick: press your name above.")
        said.append(note(look, by_stick, "accent"))
    return said


def _entry_columns(look: Look) -> list[Column[NotCounting]]:
    return [
        Column(look.tr("Entry|journal"), 90, lambda one: Cell(f"{one.mark[1]:,}", tip=one.mark[0].hex())),
        Column(look.tr("Kind"), 190, lambda one: Cell(_kind(look, one), bold=True)),
        Column(look.tr("Why it does not count"), 300, lambda one: Cell(look.said(one.words))),
    ]


def _kind(look: Look, one: NotCounting) -> str:
    return look.said(one.kind.replace("_", " ").capitalize()) or "—"


def _try_columns(look: Look) -> list[Column[Exchanged]]:
    return [
        Column(look.tr("Time"), 120, lambda one: Cell(look.clock(one.at), tip=look.moment(one.at))),
        Column(look.tr("How it went"), 170, lambda one: Cell(*words.try_words(look, one))),
        Column(look.tr("What it did"), 300, lambda one: Cell(words.try_detail(look, one))),
    ]
