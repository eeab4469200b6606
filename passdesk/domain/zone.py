"""The zone's policy as frozen types: areas, lines and their rules, checkpoints, lanes, classes."""

from collections.abc import Iterable, Mapping
from datetime import date, time, tzinfo
from typing import Literal, get_args

from msgspec import Struct, field

from passdesk.domain.movements import Direction
from passdesk.errors import Misuse

Mode = Literal["automatic", "confirm"]
Caution = Literal["attention", "refuse"]
AntiPassback = Literal["hard", "soft", "timed", "off"]
Override = Literal["supervisor", "two", "nobody"]
Course = Literal["entry", "exit", "by-person"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"]
Shut = Literal["closed", "all day"]
Opening = tuple[time, time] | Shut
"""Local times of day from and until (until earlier than from: over midnight), or a whole day of the one kind."""
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
MODES: tuple[Mode, ...] = get_args(Mode)
CAUTIONS: tuple[Caution, ...] = get_args(Caution)
ANTI_PASSBACK: tuple[AntiPassback, ...] = get_args(AntiPassback)
OVERRIDES: tuple[Override, ...] = get_args(Override)
COURSES: tuple[Course, ...] = get_args(Course)
DAYS: tuple[Day, ...] = get_args(Day)
SHUT: tuple[Shut, ...] = get_args(Shut)


class Names(Struct, frozen=True):
    """In English, traditional and simplified Chinese; where the file gives no Chinese, the English again."""

    en: str
    zh_hant: str
    zh_hans: str


class Area(Struct, frozen=True):
    id: str
    names: Names


class Rules(Struct, frozen=True):
    """What the policy asks on one line in one direction.

    heard_within_s: hard anti-passback holds only while the server heard every other lane within this time.
    exchange_*_after_s: age of the last exchange that warns, and that refuses (None: never).
    hold: on exit, whether what would be refused on entry asks the officer to HOLD, or only to check.
    anti_passback_s: for how long after the last movement `timed` is as hard; 0 where it is not timed.
    override: who may let in whom the verdict refused; two: an officer and a supervisor.
    """

    unknown_pass: Caution
    anti_passback: AntiPassback
    heard_within_s: int
    exchange_warns_after_s: int
    exchange_refuses_after_s: int | None
    hold: bool
    anti_passback_s: int = 0
    impossible_travel: Caution = "attention"
    escort: Caution = "refuse"
    override: Override = "supervisor"


class Line(Struct, frozen=True):
    """A border between the inside area and `outside`; `bit` is its part of a pass's line mask (1, 2, 4 …)."""

    id: str
    names: Names
    bit: int
    outside: str
    entry: Rules
    exit: Rules

    def rules(self, direction: Direction) -> Rules:
        return self.entry if direction == "entry" else self.exit


class Checkpoint(Struct, frozen=True):
    id: str
    names: Names
    line: str


class Travel(Struct, frozen=True):
    """The least time from one lane or checkpoint to another, either way."""

    between: tuple[str, str]
    least_s: int


class Turn(Struct, frozen=True):
    """From this local time of day on a lane goes by this course."""

    since: time
    course: Course


class Lane(Struct, frozen=True):
    """A place on a line, served by one desk; `line` is its checkpoint's, `default` its first direction.

    by_person: goes by where the person is. timetable: by time of day, ascending; then the other two don't count.
    """

    id: str
    checkpoint: str
    line: str
    mode: Mode
    directions: tuple[Direction, ...]
    default: Direction
    by_person: bool = False
    timetable: tuple[Turn, ...] = ()


class Stay(Struct, frozen=True):
    """How long a holder may stay in the inside area; None asks nothing. Days are local calendar days, begun ones too.

    days: longest one stay, the first day being day 1. days_in: days in any `within`. entries: by one pass.
    """

    days: int | None = None
    days_in: int | None = None
    within: int | None = None
    entries: int | None = None


class Tick(Struct, frozen=True):
    """One point of a list that an officer ticks."""

    code: str
    names: Names


class Goods(Struct, frozen=True):
    """What to look at before the goods may cross these lines (bit mask)."""

    lines: int
    ticks: tuple[Tick, ...]


class PassClass(Struct, frozen=True):
    """A kind of pass. `number` is what tokens carry and is never reused; `code` is what people type.

    lines: bit mask; checkpoints: ids, empty means every one; hours: on days that `hours_on` does not name, None
    means all day; colour: "#rrggbb"; word: large on the badge; longest_s: longest validity of a pass.
    escort_within_s: has to come within this time after a host of the same institution; None: may come alone.
    hosts: may bring those who need an escort.
    """

    number: int
    code: str
    names: Names
    colour: str
    word: str
    lines: int
    longest_s: int
    checkpoints: frozenset[str] = frozenset()
    hours: tuple[time, time] | None = None
    hours_on: Mapping[Day, Opening] = field(default_factory=dict)
    stay: Stay | None = None
    escort_within_s: int | None = None
    hosts: bool = False
    goods: Goods | None = None


class Operation(Struct, frozen=True):
    """Times the desks work by.

    longest_since_anchor_s: without signed time for longer than this, a desk's clock is suspect.
    outcome_unknown_after_s: a presentation nobody settled gets the outcome `unknown`.
    shown_just_now_s: the same pass again, at the same lane and direction, within this time: shown twice.
    retention_days: a receipted stretch of a journal younger than this is never dropped.
    stale_accepted_longest_s: for how long a supervisor may accept a stale register at a lane; 0: never.
    aside_unknown_after_s: whoever was set aside and never settled gets the outcome `unknown`.
    """

    longest_since_anchor_s: int
    outcome_unknown_after_s: int
    shown_just_now_s: int
    retention_days: int
    stale_accepted_longest_s: int = 24 * 3600
    aside_unknown_after_s: int = 24 * 3600


class Policy(Struct, frozen=True):
    """One zone's rules, read from its policy file by `zone_reading.read_policy`.

    zone: 1 to 8 ASCII characters, as passes carry it. inside: the id of the area that entry leads into. trial:
    a zone for trials; only there may a scan be given a time. retired: class numbers once used, never to be
    given again. time_zone: IANA name, `local` the same as tzinfo; for display, hours, timetables and days of stay.
    travel: by `pair` of places. holidays: local dates.
    """

    zone: str
    names: Names
    trial: bool
    time_zone: str
    local: tzinfo
    inside: str
    areas: Mapping[str, Area]
    lines: Mapping[str, Line]
    checkpoints: Mapping[str, Checkpoint]
    lanes: Mapping[str, Lane]
    classes: Mapping[int, PassClass]
    retired: frozenset[int]
    operation: Operation
    travel: Mapping[str, Travel] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()

    def class_called(self, code: str) -> PassClass | None:
        return next((known for known in self.classes.values() if known.code == code), None)

    def mask(self, lines: Iterable[str]) -> int:
        """The bit mask of these line ids; an unknown id is a KeyError."""
        return sum(self.lines[line].bit for line in set(lines))

    def lines_of(self, mask: int) -> tuple[str, ...]:
        """The ids of the lines in a mask, in the policy's order."""
        return tuple(line.id for line in self.lines.values() if line.bit & mask)


def pair(one: str, other: str) -> str:
    """Two lanes or checkpoints, whichever way, as `Policy.travel` has them."""
    return f"{one}/{other}" if one <= other else f"{other}/{one}"


class PolicyMistakes(Misuse):
    """Everything wrong with a policy: `lines`, each a key's dotted path, a colon, and what is wrong there."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        listed = "\n".join(lines)
        count = "one mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
        super().__init__(
            f"The policy has {count}:\n{listed}\n",
            kept="Nothing was changed.",
            remedy="Mend the file and run `passdesk zone check` on it.",
        )


def check_successor(old: Policy, new: Policy) -> None:
    """Passes out there must keep their meaning: `PolicyMistakes` where `new` may not follow `old`."""
    mistakes = []
    if new.zone != old.zone:
        mistakes.append(f'zone: is "{new.zone}", but this zone is "{old.zone}" for good')
    if new.inside != old.inside:
        mistakes.append(f'inside: is "{new.inside}", but the area that entry leads into stays "{old.inside}"')
    for line in old.lines.values():
        mistakes += _changed_line(line, new)
    for number in sorted(set(old.classes) | old.retired):
        mistakes += _changed_class(number, old.classes.get(number), new)
    if mistakes:
        raise PolicyMistakes(tuple(mistakes))


def _changed_line(line: Line, new: Policy) -> list[str]:
    taken = next((other.id for other in new.lines.values() if other.bit == line.bit), line.id)
    if taken != line.id:
        return [f'lines.{taken}.bit: {line.bit} stood for "{line.id}", and passes carry it; choose another bit']
    if line.id in new.lines and new.lines[line.id].bit != line.bit:
        return [f'lines.{line.id}.bit: was {line.bit}, and passes carry it; "{line.id}" keeps it']
    return []


def _changed_class(number: int, old: PassClass | None, new: Policy) -> list[str]:
    now = new.classes.get(number)
    if now is None:
        return [] if number in new.retired else [f"retired_classes: {number} was in use; add it here to give it up"]
    if old is None:
        return [f"classes.{now.code}.number: {number} is retired and is never given again"]
    if now.code == old.code:
        return []
    return [f'classes.{now.code}.number: {number} stood for "{old.code}" and is never given to another class']
