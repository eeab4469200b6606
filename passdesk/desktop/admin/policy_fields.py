"""Fields of a policy by the names people know them by."""

from passdesk.desktop.look import Look


def field(look: Look, name: str) -> str:
    """A field of the policy; one of a newer program stands for itself."""
    known = {
        "zone": look.tr("Zone"), "names": look.tr("name"), "trial": look.tr("for trials"),
        "time_zone": look.tr("time zone"), "inside": look.tr("inside"), "retired": look.tr("class numbers given up"),
        "checkpoint": look.tr("checkpoint"), "line": look.tr("line"), "lines": look.tr("lines"),
        "entry": look.tr("entry"), "exit": look.tr("exit"), "holidays": look.tr("holidays"),
        "longest_s": look.tr("longest validity"), "checkpoints": look.tr("checkpoints"), "hours": look.tr("hours"),
        "word": look.tr("word on the badge"), "colour": look.tr("colour"), "code": look.tr("code|class"),
        "longest_since_anchor_s": look.tr("clock trusted without a server for"),
        "outcome_unknown_after_s": look.tr("outcome unknown after"),
        "shown_just_now_s": look.tr("shown twice within"), "retention_days": look.tr("days entries are kept"),
        **_rules(look), **_lanes(look), **_asked(look), **_days(look),
        "en": "English", "zh_hant": "繁體中文", "zh_hans": "简体中文",
    }  # fmt: skip
    return known.get(name, name)


def _rules(look: Look) -> dict[str, str]:
    return {
        "unknown_pass": look.tr("a pass not heard of"), "anti_passback": look.tr("coming twice"),
        "anti_passback_s": look.tr("coming twice looked at for"),
        "heard_within_s": look.tr("other lanes heard within"),
        "exchange_warns_after_s": look.tr("warns when not exchanged for"),
        "exchange_refuses_after_s": look.tr("refuses when not exchanged for"), "hold": look.tr("asks to HOLD"),
        "impossible_travel": look.tr("too quick a way"), "override": look.tr("who may override"),
        "stale_accepted_longest_s": look.tr("old register accepted for at most"),
        "aside_unknown_after_s": look.tr("set aside and unknown after"),
    }  # fmt: skip


def _lanes(look: Look) -> dict[str, str]:
    return {
        "mode": look.tr("mode"), "directions": look.tr("directions"), "default": look.tr("first direction"),
        "by_person": look.tr("by where the person is"), "timetable": look.tr("timetable"),
        "least_s": look.tr("least time"),
    }  # fmt: skip


def _asked(look: Look) -> dict[str, str]:
    return {
        "hours_on": look.tr("hours by day"), "stay": look.tr("stay"), "days": look.tr("longest stay in days"),
        "days_in": look.tr("days inside at most"), "within": look.tr("in any so many days"),
        "entries": look.tr("entries by a pass"), "escort": look.tr("comes without a host"),
        "escort_within_s": look.tr("comes after a host within"), "hosts": look.tr("may bring visitors"),
        "goods": look.tr("goods"), "ticks": look.tr("list to tick"),
    }  # fmt: skip


def _days(look: Look) -> dict[str, str]:
    return {
        "mon": look.tr("Mon"), "tue": look.tr("Tue"), "wed": look.tr("Wed"), "thu": look.tr("Thu"),
        "fri": look.tr("Fri"), "sat": look.tr("Sat"), "sun": look.tr("Sun"), "holiday": look.tr("Holiday"),
    }  # fmt: skip
