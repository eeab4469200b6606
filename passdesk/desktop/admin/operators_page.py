"""The page of the operators."""

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtWidgets import QWidget

from passdesk.administration.operator_overview import OperatorLine
from passdesk.desktop.admin import words
from passdesk.desktop.admin.board_page import BoardPage
from passdesk.desktop.admin.cells import Cell, Column, width
from passdesk.desktop.admin.form_sheet import FormSheet
from passdesk.desktop.admin.operators_forms import AddForm, HandOverForm, question
from passdesk.desktop.admin.operators_state import AddOperator, ChangeOperator, HandOver, OperatorCommands
from passdesk.desktop.admin.outside import Outside
from passdesk.desktop.admin.parts import facts, heading, id_fact
from passdesk.desktop.look import Look
from passdesk.desktop.role_words import role_words
from passdesk.desktop.widgets.controls import button, column, row
from passdesk.desktop.widgets.empty import empty
from passdesk.desktop.widgets.labels import badge


class OperatorsPage(BoardPage[OperatorLine]):
    def __init__(self, look: Look, operators: OperatorCommands, outside: Outside) -> None:
        self._operators, self._outside = operators, outside
        super().__init__(look, operators, columns(look), stretch=0)

    def tools(self) -> list[QWidget]:
        self.add = button(self.look, self.look.tr("Add an operator"), self._operators.ask_add, kind="primary")
        return [self.add]

    def counted(self, lines: Sequence[OperatorLine]) -> str:
        return self.look.count(len(lines), "{n} operator", "{n} operators")

    def when_empty(self) -> QWidget:
        look = self.look
        next_step = look.tr("Operators come with the first exchange. Exchange with the server, or add one.")
        return empty(look, "account-key-outline", look.tr("No operators here yet"), next_step)

    def detail(self, line: OperatorLine) -> QWidget:
        look, operator = self.look, line.operator
        state, tone = words.state(look, operator.state)
        badges: list[QWidget] = [badge(state, tone)]
        if line.active and line.one_time:
            badges.append(badge(look.tr("Password still to be chosen"), "attention"))
        said = facts(look, [
            (look.tr("Roles"), "\n".join(words.role_meaning(look, role) for role in operator.roles)),
            (look.tr("Institutions"), institutions(look, line)),
            (look.tr("Staff card"), card_words(look, line)),
            (look.tr("Last change"), changed(look, line)),
        ])  # fmt: skip
        buttons = [row(one, None) for one in self._buttons(line)]
        made = QWidget()
        made.setLayout(column(
            heading(look, operator.name), row(*badges, None, spacing=look.px(6)), *buttons,
            said, id_fact(look, self._outside, look.tr("Operator id"), operator.key),
            id_fact(look, self._outside, look.tr("Public key"), operator.public_key), None, spacing=look.px(14),
        ))  # fmt: skip
        return made

    def _buttons(self, line: OperatorLine) -> list[QWidget]:
        look, operator = self.look, line.operator
        if not line.active:
            return []
        made: list[QWidget] = []
        if operator.card is not None:
            ask_card = ChangeOperator("withdraw card", operator.key, operator.name)
            made.append(button(look, look.tr("Withdraw lost card…"), lambda: self._operators.ask(ask_card)))
        ask_renew = ChangeOperator("renew", operator.key, operator.name)
        made.append(button(look, look.tr("Password forgotten…"), lambda: self._operators.ask(ask_renew)))
        ask_disable = ChangeOperator("disable", operator.key, operator.name)
        made.append(button(look, look.tr("Disable…"), lambda: self._operators.ask(ask_disable), kind="danger"))
        return made

    def form(self, asking: AddOperator | ChangeOperator | HandOver) -> FormSheet:
        match asking:
            case AddOperator():
                return AddForm(self.look, self, self._operators, asking)
            case ChangeOperator():
                return question(self.look, self, self._operators, asking)
            case HandOver():
                return HandOverForm(self.look, self, self._operators, self._outside, asking)
            case _:
                assert_never(asking)


def columns(look: Look) -> list[Column[OperatorLine]]:
    return [
        Column(look.tr("Name"), 190, lambda line: Cell(line.operator.name, bold=True, tip=_tip(line))),
        Column(look.tr("Roles"), width(look, 230, 180), lambda line: Cell(_roles(look, line))),
        Column(look.tr("Institutions"), 140, lambda line: Cell(institutions(look, line), muted=True)),
        Column(look.tr("State"), 110, lambda line: Cell(*words.state(look, line.operator.state))),
        Column(look.tr("Card"), 76, lambda line: Cell(look.tr("Yes") if line.operator.card else "—")),
        Column(look.tr("Last change"), width(look, 160, 210), lambda line: Cell(changed(look, line), muted=True)),
    ]


def institutions(look: Look, line: OperatorLine) -> str:
    """Only HR is kept to institutions; without any it files for all."""
    if "hr" not in line.operator.roles:
        return "—"
    if not line.institutions:
        return look.tr("Every one")
    return look.listed(map(look.institution, line.institutions))


def changed(look: Look, line: OperatorLine) -> str:
    if line.changed_at is not None:
        return look.moment(line.changed_at)
    return look.tr("at {desk}", desk=line.changed_by) if line.changed_by else look.tr("elsewhere")


def card_words(look: Look, line: OperatorLine) -> str:
    if line.operator.card is None:
        return look.tr("None. They make one for themselves when they are signed in.")
    return look.tr("Since {when}", when=look.moment(line.operator.card_at))


def _roles(look: Look, line: OperatorLine) -> str:
    return look.listed(role_words(look, role) for role in line.operator.roles)


def _tip(line: OperatorLine) -> str:
    return f"{line.operator.name}\n{line.key.hex()}"
