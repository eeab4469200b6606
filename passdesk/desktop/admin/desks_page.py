"""The page of desks and lanes."""

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtWidgets import QWidget

from passdesk.administration.desk_overview import DeskLine, DeskOverview, LaneLine
from passdesk.desktop.admin import words
from passdesk.desktop.admin.board_page import BoardPage
from passdesk.desktop.admin.cells import Cell, Column, width
from passdesk.desktop.admin.desks_forms import ChangeForm, question
from passdesk.desktop.admin.desks_state import AskDesk, ChangeDesk, DeskCommands, Enrolled, NamePlaces, PickLanes
from passdesk.desktop.admin.enrol_forms import EnrolledForm, NameForm, PickForm
from passdesk.desktop.admin.form_sheet import FormSheet
from passdesk.desktop.admin.outside import Outside
from passdesk.desktop.admin.parts import facts, heading, id_fact
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.controls import button, column, note, row
from passdesk.desktop.widgets.empty import empty
from passdesk.desktop.widgets.labels import badge, label

Line = DeskLine | LaneLine
Asking = ChangeDesk | AskDesk | PickLanes | NamePlaces | Enrolled


class DesksPage(BoardPage[Line]):
    """`connected`: whether this zone has a server, without which there are no other desks."""

    def __init__(self, look: Look, desks: DeskCommands, outside: Outside, *, connected: bool) -> None:
        self._desks, self._outside, self._connected = desks, outside, connected
        super().__init__(look, desks, columns(look), stretch=0)

    @property
    def overview(self) -> DeskOverview:
        extra = self.picture.extra
        return extra if isinstance(extra, DeskOverview) else DeskOverview()

    def tools(self) -> list[QWidget]:
        words_ = self.look.tr("Enrol desks…")
        self.enrol = button(self.look, words_, lambda: self._desks.ask(PickLanes()), kind="primary")
        self.enrol.setEnabled(self._connected)
        return [self.enrol]

    def counted(self, lines: Sequence[Line]) -> str:
        desks = sum(isinstance(line, DeskLine) and line.state != "open" for line in lines)
        return self.look.count(desks, "{n} desk", "{n} desks")

    def when_empty(self) -> QWidget:
        look = self.look
        return empty(look, "desktop-tower-monitor", look.tr("No desks here yet"), look.tr("Exchange with the server."))

    def above(self) -> list[QWidget]:
        said = super().above()
        if not self._connected:
            alone = self.look.tr(
                "This zone is this desk alone. To enrol others, give it a server first: passdesk server init --adopt."
            )
            said.append(note(self.look, alone, "accent"))
        return said

    def detail(self, line: Line) -> QWidget:
        return self._desk(line) if isinstance(line, DeskLine) else self._lane(line)

    def _desk(self, line: DeskLine) -> QWidget:
        look, desk = self.look, line.row
        badges = [badge(*words.state(look, line.state))]
        if line.here:
            badges.append(badge(look.tr("This desk"), "accent"))
        said = facts(look, [
            (look.tr("Does"), "\n".join(words.desk_role_meaning(look, role) for role in desk.roles)),
            (look.tr("Lanes"), "\n".join(self._lane_name(lane) for lane in desk.lanes)),
            (look.tr("Last heard by the server"), heard_words(look, line)),
            (look.tr("Accounted for"), accounted_words(look, line)),
        ])  # fmt: skip
        buttons = [row(one, None) for one in self._buttons(line)]
        made = QWidget()
        made.setLayout(column(
            heading(look, desk.name), row(*badges, None, spacing=look.px(6)), *buttons, said,
            id_fact(look, self._outside, look.tr("Journal id"), line.key), None, spacing=look.px(14),
        ))  # fmt: skip
        return made

    def _lane(self, line: LaneLine) -> QWidget:
        look = self.look
        ask = PickLanes((line.lane.id,))
        enrol = button(look, look.tr("Enrol a desk for it…"), lambda: self._desks.ask(ask), kind="primary")
        enrol.setEnabled(self._connected)
        said = look.tr("The policy has this lane, and no desk serves it: nobody crosses there.")
        made = QWidget()
        made.setLayout(column(
            heading(look, self._lane_name(line.lane.id)), row(badge(*state_words(look, line)), None),
            row(enrol, None), label(said, wrap=True), None, spacing=look.px(14),
        ))  # fmt: skip
        return made

    def _buttons(self, line: DeskLine) -> list[QWidget]:
        look, key, name, desks = self.look, line.key, line.row.name, self._desks
        if line.state == "open":
            back = AskDesk("take back", key, name)
            return [button(look, look.tr("Take back…"), lambda: desks.ask(back), kind="danger")]
        if line.state == "disabled" or "server" in line.row.roles:
            return []
        made = []
        if line.state == "unconfirmed":
            confirm = AskDesk("confirm", key, name)
            made.append(button(look, look.tr("Confirm…"), lambda: desks.ask(confirm), kind="primary"))
        made.append(button(look, look.tr("Change…"), lambda: desks.ask_change(key)))
        if not line.here:  # for a zone on this desk alone that would be the end
            disable = AskDesk("disable", key, name)
            made.append(button(look, look.tr("Disable…"), lambda: desks.ask(disable), kind="danger"))
        return list(made)

    def _lane_name(self, lane: str) -> str:
        return lane_name(self.look, self.overview, lane)

    def goes_on(self, sheet: FormSheet, asking: object) -> bool:
        if isinstance(sheet, EnrolledForm) and isinstance(asking, Enrolled):
            sheet.enrolled = asking
            return True
        return False

    def form(self, asking: Asking) -> FormSheet:
        look, desks = self.look, self._desks
        match asking:
            case ChangeDesk():
                return ChangeForm(look, self, desks, asking, self.overview)
            case AskDesk():
                return question(look, self, desks, asking)
            case PickLanes():
                return PickForm(look, self, desks, asking, self.overview)
            case NamePlaces():
                return NameForm(look, self, desks, asking)
            case Enrolled():
                return EnrolledForm(look, self, desks, self._outside, asking)
            case _:
                assert_never(asking)


def columns(look: Look) -> list[Column[Line]]:
    return [
        Column(look.tr("Desk"), 190, lambda line: _name(look, line)),
        Column(look.tr("Does"), 150, lambda line: Cell(_roles(look, line))),
        Column(look.tr("Lanes"), 120, lambda line: Cell(_lanes(look, line))),
        Column(look.tr("State"), width(look, 160, 120), lambda line: Cell(*state_words(look, line))),
        Column(look.tr("Last heard"), width(look, 150, 210), lambda line: Cell(heard_words(look, line), muted=True)),
        Column(look.tr("Unsent"), 112, lambda line: Cell(unsent_words(look, line))),
    ]


def lane_name(look: Look, overview: DeskOverview, lane: str) -> str:
    """A lane with its checkpoint's name."""
    policy = overview.policy
    known = policy.lanes.get(lane) if policy is not None else None
    if policy is None or known is None:
        return lane
    return f"{look.place(policy.checkpoints[known.checkpoint].names)} · {lane}"


def state_words(look: Look, line: Line) -> tuple[str, Tone]:
    return (look.tr("No desk"), "attention") if isinstance(line, LaneLine) else words.state(look, line.state)


def heard_words(look: Look, line: Line) -> str:
    if isinstance(line, LaneLine):
        return "—"
    return look.moment(line.heard_at) if line.heard_at else look.tr("not yet")


def unsent_words(look: Look, line: Line) -> str:
    """Only this desk knows what it has not sent; what another has not sent nobody can know."""
    if isinstance(line, LaneLine) or line.state == "open":
        return "—"
    return look.tr("not known") if line.unsent is None else f"{line.unsent:,}"


def accounted_words(look: Look, line: DeskLine) -> str:
    if line.accounted is None:
        return ""
    said = look.count(line.accounted, "{n} entry", "{n} entries")
    unsent = "" if not line.unsent else look.count(line.unsent, "{n} not sent yet", "{n} not sent yet")
    return "\n".join(part for part in (said, unsent) if part)


def _name(look: Look, line: Line) -> Cell:
    if isinstance(line, LaneLine):
        return Cell("—", muted=True)
    here = f" · {look.tr('this desk')}" if line.here else ""
    return Cell(line.row.name + here, bold=True, tip=f"{line.row.name}\n{line.key.hex()}")


def _roles(look: Look, line: Line) -> str:
    roles = () if isinstance(line, LaneLine) else line.row.roles
    return look.listed(words.desk_role(look, role) for role in roles)


def _lanes(look: Look, line: Line) -> str:
    return line.lane.id if isinstance(line, LaneLine) else look.listed(line.row.lanes) or "—"
