"""What a class asks beside its right to cross: hours by day, stays, escorts, goods."""

from datetime import date, time

import pytest

from passdesk.domain.zone import Goods, Names, PassClass, Stay, Tick
from passdesk.domain.zone_reading import read_policy
from tests.domain.test_zone_reading import HETAO, OFFICE, changed, mistakes

STAFF = "longest_validity_days = 730\n"
HOLIDAYS = "holidays = [2026-12-25, 2027-01-01]\n"
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def source(keys: str, top: str = "") -> str:
    """The office policy, its staff asked for more."""
    return top + changed(STAFF, STAFF + keys + "\n", OFFICE)


def staff(keys: str, top: str = "") -> PassClass:
    return read_policy(source(keys, top)).classes[1]


def test_a_class_of_old_asks_nothing_more() -> None:
    found = staff("")
    assert (found.hours_on, found.stay, found.goods) == ({}, None, None)
    assert (found.escort_within_s, found.hosts) == (None, False)


def test_hours_by_day() -> None:
    found = staff('hours_on = { sat = ["08:00", "14:00"], sun = "closed", holiday = "all day" }', HOLIDAYS)
    assert found.hours_on == {"sat": (time(8), time(14)), "sun": "closed", "holiday": "all day"}
    assert read_policy(source("", HOLIDAYS)).holidays == {date(2026, 12, 25), date(2027, 1, 1)}


def test_stays() -> None:
    assert staff("stay = { days = 7 }").stay == Stay(days=7)
    assert staff("stay = { entries = 2 }").stay == Stay(entries=2)
    whole = staff("stay = { days = 7, days_in = { days = 90, within = 180 }, entries = 2 }").stay
    assert whole == Stay(days=7, days_in=90, within=180, entries=2)


def test_escorts_and_hosts() -> None:
    visitor = 'stay = { days = 1 }\n'
    for keys, within_s in (("escort = true", 60), ("escort_within_seconds = 90", 90), ("escort = false", None)):
        found = read_policy(changed(visitor, visitor + keys, source("hosts = true"))).classes
        assert (found[1].hosts, found[2].escort_within_s) == (True, within_s)


def test_goods() -> None:
    keys = 'goods = { lines = ["door"], list = [{ code = "seal", name = { en = "Seal", zh-Hant = "封條" } }] }'
    assert staff(keys).goods == Goods(1, (Tick("seal", Names("Seal", "封條", "Seal")),))


PAIR = 'needs two different times of day, as ["07:00", "22:00"], or one of closed, all day'
MISTAKES = {
    "hours of a day: one time": ('hours_on = { mon = ["08:00"] }', f"classes.staff.hours_on.mon: {PAIR}"),
    "hours of a day: the same": ('hours_on = { mon = ["08:00", "08:00"] }', f"classes.staff.hours_on.mon: {PAIR}"),
    "hours of a day: a word": ('hours_on = { mon = "shut" }', f"classes.staff.hours_on.mon: {PAIR}"),
    "hours of a day: a number": ("hours_on = { mon = 8 }", f"classes.staff.hours_on.mon: {PAIR}"),
    "hours of a day: false": ("hours_on = { mon = false }", f"classes.staff.hours_on.mon: {PAIR}"),
    "hours of no day": (
        'hours_on = { monday = "closed" }',
        "classes.staff.hours_on.monday: unknown key; keys here are fri, holiday, mon, sat, sun, thu, tue, wed",
    ),
    "hours by day: a list": ("hours_on = []", "classes.staff.hours_on: needs a table, not a list"),
    "hours that never open": (
        "hours_on = { " + ", ".join(f'{day} = "closed"' for day in WEEK) + " }",
        "classes.staff.hours_on: never opens on a day of the week",
    ),
    "hours of holidays there are not": (
        'hours_on = { holiday = "closed" }',
        "classes.staff.hours_on.holiday: the policy names no holidays",
    ),
    "stay of nothing": ("stay = {}", "classes.staff.stay: asks nothing; needs one of days, days_in, entries"),
    "stay: not a table": ("stay = 7", "classes.staff.stay: needs a table, not a whole number"),
    "stay of no days": ("stay = { days = 0 }", "classes.staff.stay.days: 0 is out of range; from 1 to 3660"),
    "stay: something else": (
        "stay = { days = 1, hours = 3 }",
        "classes.staff.stay.hours: unknown key; keys here are days, days_in, entries",
    ),
    "more days than the window has": (
        "stay = { days_in = { days = 91, within = 90 } }",
        "classes.staff.stay.days_in.days: 91 days are more than within has",
    ),
    "a window without its length": (
        "stay = { days_in = { days = 90 } }",
        "classes.staff.stay.days_in.within: missing; needs a whole number from 1 to 400",
    ),
    "a window longer than is kept": (
        "stay = { days_in = { days = 90, within = 401 } }",
        "classes.staff.stay.days_in.within: 401 is out of range; from 1 to 400",
    ),
    "a window that is a number": (
        "stay = { days_in = 90 }",
        "classes.staff.stay.days_in: needs a table, not a whole number",
    ),
    "one stay longer than all": (
        "stay = { days = 31, days_in = { days = 30, within = 90 } }",
        "classes.staff.stay.days: one stay may be longer than days_in allows of all",
    ),
    "entries that are none": (
        "stay = { entries = 0 }",
        "classes.staff.stay.entries: 0 is out of range; from 1 to 10000",
    ),
    "goods: not a table": ("goods = true", "classes.staff.goods: needs a table, not true or false"),
    "an escort nobody can give": (
        "escort = true",
        "classes.staff.escort: no class has hosts, so nobody could come",
    ),
    "an escort's time, and no escort": (
        "escort = false\nescort_within_seconds = 60",
        "classes.staff.escort_within_seconds: has no effect: escort is false",
    ),
    "an escort's time of nothing": (
        "hosts = false\nescort_within_seconds = 0",
        "classes.staff.escort_within_seconds: 0 is out of range; from 1 to 3600",
    ),
    "a host who needs one": (
        "hosts = true\nescort = true",
        "classes.staff.hosts: those who need an escort cannot be the escort of others",
    ),
    "an escort in a word": ('escort = "yes"', "classes.staff.escort: needs true or false, not a text"),
    "goods on no line": (
        'goods = { lines = [], list = [{ code = "a", name = "A" }] }',
        "classes.staff.goods.lines: covers no line; needs at least one",
    ),
    "goods on a line there is not": (
        'goods = { lines = ["door", "gate"], list = [{ code = "a", name = "A" }] }',
        'classes.staff.goods.lines: no such line "gate"; lines are door',
    ),
    "goods without a list": (
        'goods = { lines = ["door"] }',
        "classes.staff.goods.list: missing; needs a list of tables",
    ),
    "goods with nothing to tick": (
        'goods = { lines = ["door"], list = [] }',
        "classes.staff.goods.list: has nothing to tick",
    ),
    "goods: a code twice": (
        'goods = { lines = ["door"], list = [{ code = "a", name = "A" }, { code = "a", name = "B" }] }',
        "classes.staff.goods.list.2.code: stands in the list already",
    ),
    "goods: a code that is no id": (
        'goods = { lines = ["door"], list = [{ code = "a b", name = "A" }] }',
        "classes.staff.goods.list.1.code: an id has 1 to 23 ASCII letters, digits, hyphens, underscores",
    ),
    "goods: nothing to call it": (
        'goods = { lines = ["door"], list = [{ code = "a" }] }',
        "classes.staff.goods.list.1.name: missing; needs a text",
    ),
}
DRAW_IN_OTHERS = {"an escort's time of nothing", "a host who needs one"}


@pytest.mark.parametrize(("keys", "line"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_by_its_dotted_path(keys: str, line: str) -> None:
    assert line in mistakes(source(keys))


@pytest.mark.parametrize("name", [name for name in MISTAKES if name not in DRAW_IN_OTHERS])
def test_one_mistake_is_one_line(name: str) -> None:
    keys, line = MISTAKES[name]
    assert mistakes(source(keys)) == (line,)


def test_goods_go_only_where_their_class_may() -> None:
    found = mistakes(changed('[classes.goods.goods]', '[classes.goods.goods]   #').replace(
        'before the goods may cross\nlines = ["second"]', 'x\nlines = ["first"]'
    ))  # fmt: skip
    assert found == ("classes.goods.goods.lines: first is a line this class does not cover",)


WRONG_HOLIDAYS = {
    "a day twice": ("holidays = [2026-12-25, 2026-12-25]\n", "holidays: names something twice"),
    "texts": ('holidays = ["2026-12-25"]\n', "holidays: needs dates, as [2026-12-25]"),
    "times": ("holidays = [2026-12-25T00:00:00]\n", "holidays: needs dates, as [2026-12-25]"),
    "one date": ("holidays = 2026-12-25\n", "holidays: needs a list of dates, as [2026-12-25], not a date or time"),
    "too many": (
        "holidays = [\n" + ",\n".join(f"{2000 + n // 12}-{n % 12 + 1:02}-01" for n in range(401)) + "]\n",
        "holidays: has 401 of them; needs 0 to 400",
    ),
}


@pytest.mark.parametrize(("top", "line"), WRONG_HOLIDAYS.values(), ids=WRONG_HOLIDAYS)
def test_a_mistake_of_the_holidays_is_one_line(top: str, line: str) -> None:
    assert mistakes(source("", top)) == (line,)


def test_the_sample_asks_its_visitors_and_its_goods() -> None:
    classes = {one.code: one for one in read_policy(HETAO).classes.values()}
    visitor, goods = classes["visitor"], classes["goods"]
    assert (visitor.escort_within_s, visitor.stay) == (60, Stay(days=3, days_in=14, within=90, entries=6))
    assert classes["talent"].hosts
    assert goods.goods is not None
    assert [tick.code for tick in goods.goods.ticks] == ["declared", "seal", "count"]
    assert goods.hours_on == {"sun": (time(8), time(14)), "holiday": "closed"}
