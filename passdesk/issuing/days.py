"""Days as people say them, and the seconds they begin at."""

from datetime import date, datetime, time

from passdesk.domain.zone import Policy


def midnight(day: date, policy: Policy) -> int:
    """When a local day begins, seconds UTC."""
    return int(datetime.combine(day, time(), policy.local).timestamp())
