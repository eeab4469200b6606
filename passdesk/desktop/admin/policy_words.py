"""A policy and its differences in words."""

from passdesk.desktop.look import Look
from passdesk.domain.policy_changes import PolicyChange
from passdesk.domain.zone import Lane, Line, PassClass, Policy, Rules


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
            return look.tr("never|policy") if name.endswith("_s") else look.tr("none|policy")
        case bool():
            return look.tr("yes") if said else look.tr("no")
        case int() if name.endswith("_s"):
            return look.span(said)
        case tuple():
            return look.listed(str(one) for one in said) or look.tr("every one")
        case _:
            return str(said)


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
        "off": look.tr("coming twice is not looked at"),
    }[rules.anti_passback]
    warns = look.tr("warns when not exchanged for {span}", span=look.span(rules.exchange_warns_after_s))
    said = [unknown, passback, warns]
    if rules.exchange_refuses_after_s is not None:
        said.append(look.tr("refuses after {span}", span=look.span(rules.exchange_refuses_after_s)))
    if leaving and rules.hold:
        said.append(look.tr("asks to HOLD"))
    return look.tr(", |clauses").join(said)


def lane_words(look: Look, lane: Lane) -> str:
    mode = {"automatic": look.tr("Automatic"), "confirm": look.tr("An officer confirms")}[lane.mode]
    directions = {"entry": look.tr("entry"), "exit": look.tr("exit")}
    return f"{lane.id}: {mode}, {' / '.join(directions[one] for one in lane.directions)}"


def class_words(look: Look, policy: Policy, known: PassClass) -> str:
    lines = look.listed(look.place(policy.lines[one].names) for one in policy.lines_of(known.lines))
    said = [f"{known.number} · {known.code}", lines, look.tr("at most {span}", span=look.span(known.longest_s))]
    if known.hours is not None:
        said.append("–".join(f"{one:%H:%M}" for one in known.hours))
    if known.checkpoints:
        said.append(look.listed(sorted(known.checkpoints)))
    return " · ".join(said)


def _parts(look: Look) -> dict[str, str]:
    return {
        "areas": look.tr("Area"), "lines": look.tr("Line|border"), "checkpoints": look.tr("Checkpoint|place"),
        "lanes": look.tr("Lane"), "classes": look.tr("Class"),
    }  # fmt: skip


def field(look: Look, name: str) -> str:
    """A field of the policy; one of a newer program stands for itself."""
    known = {
        "zone": look.tr("Zone"), "names": look.tr("name"), "trial": look.tr("for trials"),
        "time_zone": look.tr("time zone"), "inside": look.tr("inside"), "retired": look.tr("class numbers given up"),
        "mode": look.tr("mode"), "directions": look.tr("directions"), "default": look.tr("first direction"),
        "checkpoint": look.tr("checkpoint"), "line": look.tr("line"), "lines": look.tr("lines"),
        "entry": look.tr("entry"), "exit": look.tr("exit"), "unknown_pass": look.tr("a pass not heard of"),
        "anti_passback": look.tr("coming twice"), "heard_within_s": look.tr("other lanes heard within"),
        "exchange_warns_after_s": look.tr("warns when not exchanged for"),
        "exchange_refuses_after_s": look.tr("refuses when not exchanged for"), "hold": look.tr("asks to HOLD"),
        "longest_s": look.tr("longest validity"), "checkpoints": look.tr("checkpoints"), "hours": look.tr("hours"),
        "word": look.tr("word on the badge"), "colour": look.tr("colour"), "code": look.tr("code|class"),
        "longest_since_anchor_s": look.tr("clock trusted without a server for"),
        "outcome_unknown_after_s": look.tr("outcome unknown after"),
        "shown_just_now_s": look.tr("shown twice within"), "retention_days": look.tr("days entries are kept"),
        "en": "English", "zh_hant": "繁體中文", "zh_hans": "简体中文",
    }  # fmt: skip
    return known.get(name, name)
