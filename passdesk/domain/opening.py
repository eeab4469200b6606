"""When a class of pass may cross: by weekday, by holiday, and over midnight."""

from datetime import datetime, time, timedelta

from passdesk.domain.zone import DAYS, Opening, PassClass, Policy


def is_open(pass_class: PassClass, policy: Policy, seconds: int) -> bool:
    """Whether the class may cross at this time (seconds UTC). Over midnight the day counts on which it opened."""
    if pass_class.hours is None and not pass_class.hours_on:
        return True
    local = datetime.fromtimestamp(seconds, policy.local)
    if _begun(_opening(pass_class, policy, local), local.time()):
        return True
    return _not_over(_opening(pass_class, policy, local - timedelta(days=1)), local.time())


def _opening(pass_class: PassClass, policy: Policy, day: datetime) -> Opening:
    on = pass_class.hours_on
    if day.date() in policy.holidays and (opening := on.get("holiday")) is not None:
        return opening
    return on.get(DAYS[day.weekday()], pass_class.hours or "all day")


def _begun(opening: Opening, now: time) -> bool:
    match opening:
        case "all day":
            return True
        case "closed":
            return False
        case since, until:
            return since <= now < until if since < until else now >= since


def _not_over(opening: Opening, now: time) -> bool:
    """Whether an opening of the day before goes on."""
    match opening:
        case "all day" | "closed":
            return False
        case since, until:
            return now < until < since
