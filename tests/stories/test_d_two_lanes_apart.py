"""(d) Two gates that do not hear each other let one person in; an exit that comes late explains it."""

from passdesk.domain.movements import Case
from tests.stories.town import Town, cases_at, whereabouts


def test_two_gates_apart_and_a_late_exit(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, first, second)

    # In by the first line, out by the first line. None of it is heard anywhere yet.
    entered = town.show(first, holder, "entry")
    assert entered.admitted
    town.sync(first)
    town.clock.step(3600)
    left = town.show(first, holder, "exit")
    assert left.outcome == "passed"

    # In by the second line, whose gate has not exchanged since morning.
    again = town.show(second, holder, "entry")
    assert again.admitted

    # The server hears of both entries, not of the exit: two lanes apart.
    town.sync(second, office)
    assert cases_at(office) == [("two_lanes_apart", "open")]
    with office.view() as view:
        [case] = view.all(Case)
    assert case.entries == (entered.entry, again.entry)
    assert case.person == holder.person
    assert whereabouts(office, holder) is True

    # The exit arrives late and takes its place between them: the case is explained by itself.
    town.sync(first, office)
    assert cases_at(office) == [("two_lanes_apart", "explained")]
    assert whereabouts(office, holder) is True  # the latest movement is the second entry, not the last to arrive

    # Both gates agree.
    town.sync(second, first)
    assert whereabouts(first, holder) is whereabouts(second, holder) is True


def test_without_an_exit_the_case_stays_open(town: Town) -> None:
    office, first, second = town.office, town.gates["first"], town.gates["second"]
    holder = town.holder("Chan Siu Ming", "陳小明")
    town.sync(office, first, second)
    assert town.show(first, holder, "entry").admitted
    assert town.show(second, holder, "entry").admitted

    town.sync(second, first, office)
    town.sync(second, first)
    assert cases_at(office) == [("two_lanes_apart", "open")]
    assert cases_at(first) == cases_at(second) == [("two_lanes_apart", "open")]
