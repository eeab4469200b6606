"""Foreign codes, bounded: whoever holds a poster before the camera fills no journal with it."""

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.recording import Weighed
from passdesk.domain.passes import NotAPass, NothingRead

WITHIN_US = 60_000_000
_FOREIGN = (NotAPass, NothingRead)


class ForeignCodes:
    """Remembers the last recorded presentation that was no pass; within a minute the next one rests on it."""

    def __init__(self) -> None:
        self._last: dict[tuple[type, str], Recorded] = {}

    def before(self, weighed: Weighed) -> Recorded | None:
        """The answer recorded a moment ago that this presentation may rest on."""
        if not isinstance(weighed.token, _FOREIGN):
            return None
        last = self._last.get(_kind(weighed))
        return last if last is not None and 0 <= weighed.at - last.at < WITHIN_US else None

    def remember(self, weighed: Weighed, answer: Recorded) -> Recorded:
        if isinstance(weighed.token, _FOREIGN):
            self._last[_kind(weighed)] = answer
        return answer


def _kind(weighed: Weighed) -> tuple[type, str]:
    return type(weighed.token), weighed.verdict.direction
