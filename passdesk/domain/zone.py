"""The zone's policy as frozen types: areas, lines and their rules, checkpoints, lanes, classes."""

from collections.abc import Iterable, Mapping
from datetime import time, tzinfo
from typing import Literal, get_args

from msgspec import Struct

from passdesk.domain.movements import Direction
from passdesk.errors import Misuse

Mode = Literal["automatic", "confirm"]
Caution = Literal["attention", "refuse"]
AntiPassback = Literal["hard", "off"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
MODES: tuple[Mode, ...] = get_args(Mode)
CAUTIONS: tuple[Caution, ...] = get_args(Caution)
ANTI_PASSBACK: tuple[AntiPassback, ...] = get_args(AntiPassback)


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
    """

    unknown_pass: Caution
    anti_passback: AntiPassback
    heard_within_s: int
    exchange_warns_after_s: int
    exchange_refuses_after_s: int | None
    hold: bool


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


class Lane(Struct, frozen=True):
    """A place on a line, served by one desk; `line` is its checkpoint's, `default` its first direction."""

    id: str
    checkpoint: str
    line: str
    mode: Mode
    directions: tuple[Direction, ...]
    default: Direction


class PassClass(Struct, frozen=True):
    """A kind of pass. `number` is what tokens carry and is never reused; `code` is what people type.

    lines: bit mask; checkpoints: ids, empty means every one; hours: local times of day from and until (until
    earlier than from: over midnight), None means all day; colour: "#rrggbb"; word: large on the badge;
    longest_s: longest validity of a pass.
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


class Operation(Struct, frozen=True):
    """Times the desks work by.

    longest_since_anchor_s: without signed time for longer than this, a desk's clock is suspect.
    outcome_unknown_after_s: a presentation nobody settled gets the outcome `unknown`.
    shown_just_now_s: the same pass again, at the same lane and direction, within this time: shown twice.
    retention_days: a receipted stretch of a journal younger than this is never dropped.
    """

    longest_since_anchor_s: int
    outcome_unknown_after_s: int
    shown_just_now_s: int
    retention_days: int


class Policy(Struct, frozen=True):
    """One zone's rules, read from its policy file by `zone_reading.read_policy`.

    zone: 1 to 8 ASCII characters, as passes carry it. inside: the id of the area that entry leads into. trial:
    a zone for trials; only there may a scan be given a time. retired: class numbers once used, never to be
    given again. time_zone: IANA name, `local` the same as tzinfo; for display and for classes' hours.
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

    def class_called(self, code: str) -> PassClass | None:
        return next((known for known in self.classes.values() if known.code == code), None)

    def mask(self, lines: Iterable[str]) -> int:
        """The bit mask of these line ids; an unknown id is a KeyError."""
        return sum(self.lines[line].bit for line in set(lines))

    def lines_of(self, mask: int) -> tuple[str, ...]:
        """The ids of the lines in a mask, in the policy's order."""
        return tuple(line.id for line in self.lines.values() if line.bit & mask)


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
