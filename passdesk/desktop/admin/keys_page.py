"""The page of the keys."""

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtWidgets import QWidget

from passdesk.administration.key_overview import KeyOverview, ScopedKey
from passdesk.desktop.admin import words
from passdesk.desktop.admin.board_page import BoardPage
from passdesk.desktop.admin.cells import Cell, Column
from passdesk.desktop.admin.form_sheet import FormSheet
from passdesk.desktop.admin.keys_forms import MakeForm, question
from passdesk.desktop.admin.keys_state import KeyCommands, MakeKey, WithdrawKey
from passdesk.desktop.admin.outside import Outside
from passdesk.desktop.admin.parts import facts, heading, id_fact, short_id
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import button, column, note, row
from passdesk.desktop.widgets.empty import empty
from passdesk.desktop.widgets.labels import badge

_SECOND = 1_000_000


class KeysPage(BoardPage[ScopedKey]):
    def __init__(self, look: Look, keys: KeyCommands, outside: Outside) -> None:
        self._keys, self._outside = keys, outside
        super().__init__(look, keys, columns(look), stretch=1)

    def tools(self) -> list[QWidget]:
        self.make = button(self.look, self.look.tr("Make an issuing key…"), self._keys.ask_make, kind="primary")
        return [self.make]

    def counted(self, lines: Sequence[ScopedKey]) -> str:
        return self.look.count(len(lines), "{n} key", "{n} keys")

    def when_empty(self) -> QWidget:
        look = self.look
        return empty(look, "key-outline", look.tr("No keys here yet"), look.tr("Exchange with the server."))

    def above(self) -> list[QWidget]:
        look, said = self.look, super().above()
        lines = self.picture.lines
        if lines and not any(one.issuing is not None and one.here and one.line.state == "active" for one in lines):
            said.append(note(look, look.tr("This desk has no issuing key: it can't issue passes."), "accent"))
        return said

    def detail(self, line: ScopedKey) -> QWidget:
        look, key = self.look, line.line
        parts: list[QWidget] = []
        if key.fault:
            parts.append(note(look, key.fault, "refuse"))
        made = QWidget()
        buttons = [row(one, None) for one in self._buttons(line)]
        made.setLayout(column(
            heading(look, name(look, line)), row(badge(*state(look, line)), None), *parts, *buttons,
            facts(look, self._facts(line)), id_fact(look, self._outside, look.tr("Public key"), key.public),
            *([id_fact(look, self._outside, look.tr("Key id"), line.issuing)] if line.issuing else []),
            None, spacing=look.px(14),
        ))  # fmt: skip
        return made

    def _facts(self, line: ScopedKey) -> list[tuple[str, str]]:
        look, key, scope = self.look, line.line, line.scope
        said = [(look.tr("Purpose"), words.purpose(look, key.purpose)), ("kid", key.kid.hex())]
        if line.issuing is None or scope is None:
            return [*said, (look.tr("Valid"), valid(look, line))]
        institutions = look.listed(map(look.institution, line.institutions))
        return [
            *said,
            (look.tr("Desk"), line.desk + (f" · {look.tr('this desk')}" if line.here else "")),
            (look.tr("May sign"), valid(look, line)),
            (look.tr("Pass classes"), look.listed(line.classes) or look.tr("Every one")),
            (look.tr("Institutions"), institutions or look.tr("Every one")),
            (look.tr("Longest validity of a pass"), look.span(scope.longest)),
        ]

    def _buttons(self, line: ScopedKey) -> list[QWidget]:
        if line.issuing is None or line.line.state != "active":
            return []
        asking = WithdrawKey(line.issuing)
        return [button(self.look, self.look.tr("Withdraw…"), lambda: self._keys.ask(asking), kind="danger")]

    def form(self, asking: MakeKey | WithdrawKey) -> FormSheet:
        extra = self.picture.extra
        overview = extra if isinstance(extra, KeyOverview) else KeyOverview()
        match asking:
            case MakeKey():
                return MakeForm(self.look, self, self._keys, asking, overview.policy)
            case WithdrawKey():
                return question(self.look, self, self._keys, asking)
            case _:
                assert_never(asking)


def columns(look: Look) -> list[Column[ScopedKey]]:
    return [
        Column(look.tr("Purpose"), 150, lambda line: Cell(words.purpose(look, line.line.purpose), bold=True)),
        Column(look.tr("Whose"), 180, lambda line: Cell(name(look, line))),
        Column("kid", 110, lambda line: Cell(line.line.kid.hex(), muted=True, tip=line.line.public.hex())),
        Column(look.tr("Valid"), 260, lambda line: Cell(valid(look, line), muted=True)),
        Column(look.tr("State"), 150, lambda line: Cell(*state(look, line), tip=line.line.fault)),
    ]


def name(look: Look, line: ScopedKey) -> str:
    """Whose key it is; an issuing key has no name but its desk's."""
    match line.line.purpose:
        case "issuing":
            said = line.desk or short_id(line.issuing or line.line.public)
            return said + (f" · {look.tr('this desk')}" if line.here else "")
        case "root" | "recovery":
            return look.tr("kept offline")
        case "server":
            return look.tr("the central server")
        case _:
            return line.line.name


def state(look: Look, line: ScopedKey) -> tuple[str, Tone]:
    if line.line.fault:
        return look.tr("Does not hold"), "refuse"
    return words.state(look, line.line.state or "active")


def valid(look: Look, line: ScopedKey) -> str:
    """From day to day; a certificate without an end holds until it is withdrawn."""
    since = line.scope.not_before if line.scope is not None else line.line.not_before
    until = line.scope.expires if line.scope is not None else line.line.expires
    if since is None:
        return look.tr("for good")
    begins = look.day(since * _SECOND)
    if until is None:
        return look.tr("since {day}", day=begins)
    return f"{begins} – {look.day((until - 1) * _SECOND)}"
