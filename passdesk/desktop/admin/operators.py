"""The operators: added, disabled, given a new password, a lost card withdrawn."""

from collections.abc import Sequence

from msgspec.structs import replace

from passdesk.administration import operators, staff_cards
from passdesk.administration.operator_overview import OperatorLine, operator_lines
from passdesk.administration.operators import Added
from passdesk.credential.wrapping import DEFAULT_COST, Cost
from passdesk.desktop.admin.board import Board, Read
from passdesk.desktop.admin.institutions import institutions_to_choose
from passdesk.desktop.admin.operators_state import AddOperator, HandOver
from passdesk.desktop.jobs import Ok, Result
from passdesk.desktop.opened_desk import OpenedDesk


class Operators(Board[OperatorLine]):
    def __init__(self, opened: OpenedDesk, *, cost: Cost = DEFAULT_COST) -> None:
        super().__init__(opened, lambda: Read(operator_lines(opened.store)))
        self._cost = cost

    def ask_add(self) -> None:
        self.opened.jobs.run(lambda: institutions_to_choose(self.opened.store), self._choices_came)

    def add(self, name: str, roles: Sequence[str], institutions: Sequence[bytes]) -> None:
        cost = self._cost

        def added(made: Added) -> None:
            self.show(replace(self.picture, asking=HandOver(name.strip(), made.one_time_password)))
            self.choose(made.operator)

        self.act(lambda acting: operators.add(acting, name, roles, institutions, cost=cost), added)

    def disable(self, operator: bytes, reason: str | None) -> None:
        name = self._name(operator)
        self.act(
            lambda acting: operators.disable(acting, operator, reason),
            lambda _: self.done("operator disabled", name),
        )

    def renew(self, operator: bytes) -> None:
        name, cost = self._name(operator), self._cost
        self.act(
            lambda acting: operators.renew(acting, operator, cost=cost),
            lambda made: self.show(replace(self.picture, asking=HandOver(name, made.one_time_password, new=False))),
        )

    def withdraw_card(self, operator: bytes) -> None:
        name = self._name(operator)
        self.act(
            lambda acting: staff_cards.withdraw_card(acting, operator),
            lambda _: self.done("card withdrawn", name),
        )

    def _name(self, operator: bytes) -> str:
        lines = self.picture.lines or ()
        return next((line.operator.name for line in lines if line.key == operator), "")

    def _choices_came(self, result: Result[tuple[tuple[bytes, str], ...]]) -> None:
        choices = result.value if isinstance(result, Ok) else ()
        self.ask(AddOperator(choices))
