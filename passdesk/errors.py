"""The family of errors Passdesk raises, each with the exit status a shell sees.

    PassdeskError            says what happened, what was kept, what to do
    ├── Misuse           2   wrong use: an argument, a policy file, a request that makes no sense
    ├── Declined         1   understood and not done: a rule, a signature or a right stands against it
    │   ├── Quarantined  1   written and kept, but the server did not let it count
    │   └── Cancelled    1   somebody wanted it no more before it was done
    └── Trouble          3   could not read or write
        ├── Damaged      3   something read is broken, forged, or of another desk
        ├── DiskFull     3   there is no room to write
        ├── Unreachable  3   the server did not answer, or is not ours
        └── NotRecorded  3   a commit failed: nobody is admitted by it
"""

from typing import ClassVar


class PassdeskError(Exception):
    """Base of all: `happened` always, `kept` and `remedy` where there is something to say."""

    exit_status: ClassVar[int] = 3

    def __init__(self, happened: str, *, kept: str = "", remedy: str = "") -> None:
        self.happened = happened
        self.kept = kept
        self.remedy = remedy
        super().__init__(" ".join(self.parts))

    @property
    def parts(self) -> tuple[str, ...]:
        """What there is to say, a text each."""
        return tuple(part for part in (self.happened, self.kept, self.remedy) if part)


class Misuse(PassdeskError):
    exit_status = 2


class Declined(PassdeskError):
    exit_status = 1


class Quarantined(Declined):
    pass


class Cancelled(Declined):
    pass


class Trouble(PassdeskError):
    exit_status = 3


class Damaged(Trouble):
    pass


class DiskFull(Trouble):
    pass


class Unreachable(Trouble):
    pass


class NotRecorded(Trouble):
    pass
