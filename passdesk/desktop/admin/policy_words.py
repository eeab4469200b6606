"""A policy and its differences in words."""

from passdesk.desktop.admin.policy_fields import field
from passdesk.desktop.look import Look
from passdesk.domain.policy_changes import PolicyChange
from passdesk.domain.zone import Lane, Line, Opening, PassClass, Policy, Rules, Stay


def where(look: Look, change: PolicyChange) -> str:
    """What a difference is about: Lane F1-1, Line first · entry …"""
    part, *rest = change.path
    if part not in _parts(look) or not rest:
        return field(look, change.path[-1] if part == "operation" else part)
    named, *inner = rest
    said = f"{_parts(look)[part]} {named}"
    return " · ".join([said, *(field(look, one) for one in inner)])


def what(look: Look, change: PolicyChange) -> str:
    if change.came:
        return look.tr("new")
    if change.went:
        return look.tr("no longer there")
    name = change.path[-1]
    return f"{value(look, name, change.before)} → {value(look, name, change.after)}"


def value(look: Look, name: str, said: object) -> str:
    """A value of the policy: seconds as a span, lists with commas, yes and no."""
    match said:
        case None:
            return look.tr("never|policy") if name == "exchange_refuses_after_s" else look.tr("none|policy")
        case bool():
            return look.tr("yes") if said else look.tr("no")
        case int() if name.endswith("_s"):
            return look.span(said)
        case tuple():
            return look.listed(str(one) for one in said) or _nothing_listed(look, name)
        case _:
            return str(said)


def _nothing_listed(look: Look, name: str) -> str:
    return look.tr("every one") if name == "checkpoints" else look.tr("none|policy")


def line_words(look: Look, policy: Policy, line: Line) -> str:
    areas = policy.areas
    between = f"{look.place(areas[line.outside].names)} ↔ {look.place(areas[policy.inside].names)}"
    entry, leaving = rules_words(look, line.entry), rules_words(look, line.exit, leaving=True)
    return "\n".join((between, look.tr("Entry: {rules}", rules=entry), look.tr("Exit: {rules}", rules=leaving)))


def rules_words(look: Look, rules: Rules, *, leaving: bool = False) -> str:
    unknown = {
        "attention": look.tr("a pass not heard of is looked at"),
        "refuse": look.tr("a pass not heard of is refused"),
    }[rules.unknown_pass]
    passback = {
        "hard": look.tr("nobody comes twice"),
        "soft": look.tr("coming twice is looked at"),
        "timed": look.tr("nobody comes twice within {span}", span=look.span(rules.anti_passback_s)),
        "off": look.tr("coming twice is not looked at"),
    }[rules.anti_passback]
    warns = look.tr("warns when not exchanged for {span}", span=look.span(rules.exchange_warns_after_s))
    said = [unknown, passback, warns]
    if rules.exchange_refuses_after_s is not None:
        said.append(look.tr("refuses after {span}", span=look.span(rules.exchange_refuses_after_s)))
    if rules.impossible_travel == "refuse":
        said.append(look.tr("too quick a way is refused"))
    if leaving and rules.hold:
        said.append(look.tr("asks to HOLD"))
    if not leaving and rules.override != "supervisor":
        two, nobody = look.tr("only two together override"), look.tr("nobody overrides")
        said.append(two if rules.override == "two" else nobody)
    return look.tr(", |clauses").join(said)


def lane_words(look: Look, lane: Lane) -> str:
    mode = {"automatic": look.tr("Automatic"), "confirm": look.tr("An officer confirms")}[lane.mode]
    courses = {"entry": look.tr("entry"), "exit": look.tr("exit"), "by-person": look.tr("by where the person is")}
    said = f"{lane.id}: {mode}, {' / '.join(courses[one] for one in lane.directions)}"
    if lane.timetable:
        return f"{said} · {look.listed(f'{one.since:%H:%M} {courses[one.course]}' for one in lane.timetable)}"
    return f"{said} · {courses['by-person']}" if lane.by_person else said


def class_words(look: Look, policy: Policy, known: PassClass) -> str:
    lines = look.listed(look.place(policy.lines[one].names) for one in policy.lines_of(known.lines))
    said = [f"{known.number} · {known.code}", lines, look.tr("at most {span}", span=look.span(known.longest_s))]
    if known.hours is not None:
        said.append("–".join(f"{one:%H:%M}" for one in known.hours))
    if known.checkpoints:
        said.append(look.listed(sorted(known.checkpoints)))
    said += [f"{field(look, day)} {_opening_words(look, on)}" for day, on in known.hours_on.items()]
    return " · ".join([*said, *_asked(look, known)])


def _opening_words(look: Look, opening: Opening) -> str:
    match opening:
        case "closed":
            return look.tr("closed|hours")
        case "all day":
            return look.tr("all day")
        case since, until:
            return f"{since:%H:%M}–{until:%H:%M}"


def _asked(look: Look, known: PassClass) -> list[str]:
    """What the class asks beside its right to cross."""
    said = _stay_words(look, known.stay) if known.stay is not None else []
    if known.escort_within_s is not None:
        said.append(look.tr("comes within {span} after a host", span=look.span(known.escort_within_s)))
    if known.hosts:
        said.append(look.tr("may bring visitors"))
    if known.goods is not None:
        said.append(look.tr("goods: {list}", list=look.listed(look.place(one.names) for one in known.goods.ticks)))
    return said


def _stay_words(look: Look, stay: Stay) -> list[str]:
    said = []
    if stay.days is not None:
        said.append(look.count(stay.days, "a stay of {n} day at most", "a stay of {n} days at most"))
    if stay.days_in is not None:
        said.append(look.tr("{n} days in any {m}", n=stay.days_in, m=stay.within))
    if stay.entries is not None:
        said.append(look.count(stay.entries, "{n} entry by a pass", "{n} entries by a pass"))
    return said


def beside_words(look: Look, policy: Policy) -> list[tuple[str, str]]:
    """The least times between places, and the holidays."""
    ways = []
    for way in policy.travel.values():
        one, other = (_place(look, policy, place) for place in way.between)
        ways.append((f"{one} ↔ {other}", look.tr("at least {span}", span=look.span(way.least_s))))
    days = look.listed(f"{day}" for day in sorted(policy.holidays))
    return [*ways, (look.tr("Holidays"), days)] if days else ways


def _place(look: Look, policy: Policy, place: str) -> str:
    """A checkpoint by its name, a lane by its id."""
    known = policy.checkpoints.get(place)
    return look.place(known.names) if known is not None else place


def _parts(look: Look) -> dict[str, str]:
    return {
        "areas": look.tr("Area"), "lines": look.tr("Line|border"), "checkpoints": look.tr("Checkpoint|place"),
        "lanes": look.tr("Lane"), "classes": look.tr("Class"), "travel": look.tr("Way|policy"),
    }  # fmt: skip
