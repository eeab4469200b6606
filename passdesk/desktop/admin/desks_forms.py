"""The forms over one desk: what it does and where, and what is asked before an act."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from passdesk.administration.desk_overview import DeskOverview
from passdesk.administration.desks import Place
from passdesk.desktop.admin import words
from passdesk.desktop.admin.desks_state import AskDesk, ChangeDesk, DeskCommands
from passdesk.desktop.admin.form_sheet import FormSheet
from passdesk.desktop.admin.parts import PickField, shortened
from passdesk.desktop.look import Look
from passdesk.desktop.widgets.form import ChoiceField, ManyField
from passdesk.desktop.widgets.labels import label
from passdesk.domain.people import DESK_ROLES


class ChangeForm(FormSheet):
    def __init__(
        self, look: Look, over: QWidget, desks: DeskCommands, asking: ChangeDesk, overview: DeskOverview
    ) -> None:
        place = asking.place
        self._desks, self._asking = desks, asking
        self.roles = roles_field(look, place.roles)
        self.lanes = lanes_field(look, overview, place.lanes, hint=look.tr("A gate, and only a gate, serves lanes."))
        self.institutions = PickField(
            look, look.tr("Institutions it issues for"), asking.institutions, place.institutions,
            hint=look.tr("None ticked: every one."),
        )  # fmt: skip
        anew = label(look.tr("Its register starts anew with its next exchange."), tone="muted", wrap=True)
        super().__init__(
            look, over, look.tr("Change desk {name}", name=shortened(place.name)),
            [self.roles, self.lanes, self.institutions, anew], do_words=look.tr("Change"), do=self._change,
            closed=desks.cancel,
        )  # fmt: skip

    def _change(self) -> None:
        lanes = [one for one in self.lanes.values if isinstance(one, str)]
        institutions = [one for one in self.institutions.values if isinstance(one, bytes)]
        name = self._asking.place.name
        place = Place(name=name, roles=self.roles.values, lanes=lanes, institutions=institutions)
        self._desks.change(self._asking.desk, place)


def roles_field(look: Look, chosen: Sequence[str]) -> ManyField:
    return ManyField(
        look, look.tr("What it does"), [(role, words.desk_role_meaning(look, role)) for role in DESK_ROLES], chosen
    )


def lanes_field(look: Look, overview: DeskOverview, chosen: Sequence[str], *, hint: str = "") -> PickField:
    """Every lane of the policy, with whoever serves it already."""
    served: dict[str, list[str]] = {}
    for line in overview.desks:
        for lane in line.row.lanes if line.state != "disabled" else ():
            served.setdefault(lane, []).append(line.row.name)
    policy = overview.policy
    lanes = [] if policy is None else [
        (lane.id, f"{lane.id} · {look.place(policy.checkpoints[lane.checkpoint].names)} · "
                  + (look.listed(served.get(lane.id, ())) or look.tr("no desk yet")))
        for lane in policy.lanes.values()
    ]  # fmt: skip
    return PickField(look, look.tr("Lanes"), lanes, chosen, hint=hint, height=220)


def question(look: Look, over: QWidget, desks: DeskCommands, asking: AskDesk) -> FormSheet:
    """What is asked before a desk is confirmed or disabled, or a place taken back."""
    name, desk = asking.name, asking.desk
    match asking.change:
        case "confirm":
            said = look.tr(
                "Its journal was in doubt, and it goes on in a new one under a new key. Confirm only if you know that "
                "it is the same desk, in the same place: its acts then count again."
            )
            return FormSheet(
                look, over, look.tr("Confirm desk {name}?", name=shortened(name)), [label(said, wrap=True)],
                do_words=look.tr("It is the same desk"), do=lambda: desks.confirm(desk), closed=desks.cancel,
            )  # fmt: skip
        case "take back":
            said = look.tr(
                "No desk has come to it yet. Its code opens nothing any more, as soon as the server has heard of it. "
                "If a desk comes before that, disable the desk."
            )
            return FormSheet(
                look, over, look.tr("Take back the place {name}?", name=shortened(name)), [label(said, wrap=True)],
                do_words=look.tr("Take back"), do=lambda: desks.take_back(desk), closed=desks.cancel, danger=True,
            )  # fmt: skip
        case "disable":
            codes = words.reasons(look, "stolen", "retired", "replaced", "other")
            reason = ChoiceField(look, look.tr("Reason"), codes)
            said = look.tr("Its acts count no more and it receives nothing more. What it recorded stands.")
            return FormSheet(
                look, over, look.tr("Disable desk {name}?", name=shortened(name)), [label(said, wrap=True), reason],
                do_words=look.tr("Disable"), do=lambda: desks.disable(desk, str(reason.value)), closed=desks.cancel,
                danger=True,
            )  # fmt: skip
