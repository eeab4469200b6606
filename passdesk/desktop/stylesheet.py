"""The style sheet of the whole window, written from the tokens."""

from string import Template

from passdesk import config
from passdesk.desktop.theme import BODY, CARD_RADIUS, CONTROL_RADIUS, HEAD, SMALL, Theme, face

_SHEET = Template(
    """
* { font-family: $face; font-size: ${body}px; color: $ink; }
QWidget#surface, QScrollArea, QScrollArea > QWidget > QWidget#surface { background: $surface; border: none; }
QWidget#sheet { background: $card; }
QWidget#inside, QScrollArea > QWidget > QWidget#inside { background: $card; border: none; }
QFrame#card { background: $card; border: 1px solid $hairline; border-radius: ${card_radius}px; }
QFrame#card QScrollArea, QFrame#card QScrollArea > QWidget > QWidget#surface { background: $card; }
QFrame#bar { background: $card; border: none; border-bottom: 1px solid $hairline; }
QFrame#foot { background: $card; border: none; border-top: 1px solid $hairline; }
QFrame#rail { background: $card; border: none; border-right: 1px solid $hairline; }
QFrame#line { background: $hairline; border: none; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="admit"] { color: $admit; }
QLabel[tone="attention"] { color: $attention; }
QLabel[tone="refuse"] { color: $refuse; }
QLabel[step="small"] { font-size: ${small}px; }
QLabel[step="head"] { font-size: ${head}px; font-weight: bold; }
QLabel[bold="true"] { font-weight: bold; }
QLabel#badge { border-radius: ${six}px; padding: ${two}px ${eight}px; font-size: ${small}px; font-weight: bold;
  background: $surface; color: $muted; }
QLabel#badge[tone="accent"] { background: $accent_soft; color: $accent; }
QLabel#badge[tone="admit"] { background: $admit_soft; color: $admit; }
QLabel#badge[tone="attention"] { background: $attention_soft; color: $attention; }
QLabel#badge[tone="refuse"] { background: $refuse_soft; color: $refuse; }
QLabel#key { background: $surface; color: $ink; border: 1px solid $edge; border-bottom-width: 2px;
  border-radius: ${four}px; padding: 0 ${six}px; font-size: ${small}px; }
QFrame#note { background: $surface; border: none; border-left: ${four}px solid $edge;
  border-top-right-radius: ${control_radius}px; border-bottom-right-radius: ${control_radius}px; }
QFrame#note[tone="accent"] { background: $accent_soft; border-left-color: $accent; }
QFrame#note[tone="admit"] { background: $admit_soft; border-left-color: $admit; }
QFrame#note[tone="attention"] { background: $attention_soft; border-left-color: $attention; }
QFrame#note[tone="refuse"] { background: $refuse_soft; border-left-color: $refuse; }
QPushButton { background: $card; border: 1px solid $hairline; border-radius: ${control_radius}px; font-weight: bold;
  padding: ${eight}px ${sixteen}px; min-height: ${twenty}px; }
QPushButton:hover { border-color: $edge; }
QPushButton:pressed { background: $surface; }
QPushButton:disabled { color: $muted; background: $surface; border-color: $hairline; }
QPushButton:focus { border: 2px solid $accent; padding: ${seven}px ${fifteen}px; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:focus { border-color: $ink; }
QPushButton[kind="primary"]:disabled { background: $surface; color: $muted; border-color: $hairline; }
QPushButton[kind="danger"] { color: $refuse; }
QPushButton[kind="choice"] { font-size: ${small}px; padding: ${eight}px ${four}px; }
QPushButton[kind="choice"]:focus { padding: ${seven}px ${four}px; }
QPushButton[kind="choice"]:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="chip"] { border-radius: ${chip}px; padding: ${two}px ${twelve}px; min-height: ${twenty}px;
  font-size: ${small}px; font-weight: normal; color: $muted; background: $card; }
QPushButton[kind="chip"]:checked { background: $accent; color: $on_accent; border-color: $accent; font-weight: bold; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: ${one}px ${eleven}px; }
QPushButton[kind="chip"]:checked:focus { border-color: $ink; }
QToolButton[kind="rail"] { border: 2px solid transparent; border-radius: ${control_radius}px; background: transparent;
  color: $muted; font-size: ${small}px; padding: ${four}px 0; }
QToolButton[kind="rail"]:checked { background: $accent_soft; color: $accent; font-weight: bold; }
QToolButton[kind="rail"]:hover { background: $surface; }
QToolButton[kind="rail"]:focus { border-color: $accent; }
QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QSpinBox { background: $card; border: 1px solid $edge;
  border-radius: ${control_radius}px; padding: ${eight}px ${twelve}px; min-height: ${twenty}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus { border: 2px solid $accent;
  padding: ${seven}px ${eleven}px; }
QLineEdit:disabled, QComboBox:disabled { color: $muted; background: $surface; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QDateEdit[wrong="true"] { border-color: $refuse; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: ${twenty_eight}px; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $edge; selection-background-color: $accent_soft;
  selection-color: $ink; outline: none; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$arrow"); width: ${sixteen}px; height: ${sixteen}px; }
QCheckBox::indicator, QListView::indicator { width: ${sixteen}px; height: ${sixteen}px; border: 1px solid $edge;
  border-radius: ${four}px; background: $card; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$tick"); }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QListView::item { padding: ${four}px ${six}px; }
QListView:focus { border: 2px solid $accent; }
QRadioButton::indicator { width: ${sixteen}px; height: ${sixteen}px; border: 1px solid $edge;
  border-radius: ${eight}px; background: $card; }
QRadioButton::indicator:checked { background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
  stop: 0 $accent, stop: 0.5 $accent, stop: 0.6 $card, stop: 1 $card); border: 2px solid $accent; }
QCheckBox, QRadioButton { spacing: ${eight}px; background: transparent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QTableView { background: $card; border: 2px solid $card; gridline-color: transparent; outline: none;
  selection-background-color: $accent_soft; selection-color: $ink; alternate-background-color: $card; }
QTableView:focus { border: 2px solid $accent; }
QHeaderView { background: $card; border: none; }
QHeaderView::section { background: $card; color: $muted; border: none; border-bottom: 1px solid $hairline;
  font-size: ${small}px; font-weight: bold; padding: ${six}px ${twelve}px; }
QListView { background: $card; border: none; outline: none; selection-background-color: $accent_soft;
  selection-color: $ink; }
QProgressBar { background: $surface; border: 1px solid $hairline; border-radius: ${six}px; height: ${twelve}px;
  text-align: center; font-size: ${small}px; }
QProgressBar::chunk { background: $accent; border-radius: ${six}px; }
QScrollBar:vertical { background: transparent; width: ${ten}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${ten}px; margin: 0; }
QScrollBar::handle { background: $hairline; border-radius: ${five}px; min-height: ${forty}px; min-width: ${forty}px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
  height: 0; width: 0; }
QToolTip { background: $ink; color: $card; border: none; padding: ${six}px; }
QMenu { background: $card; border: 1px solid $edge; padding: ${four}px; }
QMenu::item { padding: ${eight}px ${sixteen}px; border-radius: ${six}px; }
QMenu::item:selected { background: $accent_soft; }
"""
)
_STEPS = {
    "one": 1, "two": 2, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "eleven": 11, "twelve": 12,
    "fifteen": 15, "sixteen": 16, "twenty": 20, "twenty_eight": 28, "forty": 40, "chip": 12, "small": SMALL,
    "body": BODY, "head": HEAD, "card_radius": CARD_RADIUS, "control_radius": CONTROL_RADIUS,
}  # fmt: skip


def sheet(theme: Theme) -> str:
    """What the top-level widget's style sheet is set to."""
    colours = theme.colours
    names = ("surface", "card", "hairline", "edge", "ink", "muted", "accent", "accent_soft", "admit", "admit_soft",
             "attention", "attention_soft", "refuse", "refuse_soft", "on_accent")  # fmt: skip
    values: dict[str, object] = {name: getattr(colours, name) for name in names}
    values |= {name: theme.px(size) for name, size in _STEPS.items()}
    shade = "dark" if theme.dark else "light"
    tick, arrow = (config.resource("styles", f"{name}-{shade}.svg").as_posix() for name in ("tick", "arrow"))
    return _SHEET.substitute(values, face=face(theme.language), tick=tick, arrow=arrow)
