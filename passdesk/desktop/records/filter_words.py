"""What a filter asks, as the chips say it: one chip a field, each of which can be taken off."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from passdesk.desktop.look import Look
from passdesk.desktop.records import periods, words
from passdesk.desktop.records.state import Asked, Choices
from passdesk.domain.zone import Names as PlaceNames

K = TypeVar("K")
N = TypeVar("N")


class Chip(NamedTuple):
    """`fields` of the filter, in words."""

    fields: tuple[str, ...]
    words: str


def chips(look: Look, asked: Asked, choices: Choices, now: int) -> Iterator[Chip]:
    """Every field that asks something."""
    chosen = asked.filter
    if chosen.since is not None or chosen.until is not None:
        yield Chip(("since", "until"), periods.said(look, chosen, now))
    for field, said in _said(look, asked, choices):
        yield Chip((field,), said)


def without(asked: Asked, fields: Sequence[str]) -> Asked:
    person = None if "person" in fields else asked.person
    return Asked(replace(asked.filter, **dict.fromkeys(fields)), person)


def _said(look: Look, asked: Asked, choices: Choices) -> Iterator[tuple[str, str]]:
    chosen = asked.filter
    if chosen.person is not None:
        yield "person", (asked.person and words.person(look, asked.person)) or look.tr("One person")
    if chosen.institution is not None:
        named = _called(choices.institutions, chosen.institution)
        yield "institution", look.institution(named) if named else look.tr("One institution")
    if chosen.class_number is not None:
        yield "class_number", _place(look, choices.classes, chosen.class_number)
    if chosen.line is not None:
        yield "line", _place(look, choices.lines, chosen.line)
    if chosen.checkpoint is not None:
        yield "checkpoint", _place(look, choices.checkpoints, chosen.checkpoint)
    if chosen.lane is not None:
        yield "lane", look.tr("Lane {lane}", lane=chosen.lane)
    if chosen.direction is not None:
        yield "direction", words.direction(look, chosen.direction)
    if chosen.verdict is not None:
        yield "verdict", look.tr("Verdict: {verdict}", verdict=words.verdict(look, chosen.verdict).words)
    if chosen.reason is not None:
        yield "reason", words.reason(look, chosen.reason)
    if chosen.outcome is not None:
        yield "outcome", look.tr("Outcome: {outcome}", outcome=words.outcome(look, chosen.outcome).words)
    if chosen.officer is not None:
        yield "officer", look.tr("Officer: {name}", name=_called(choices.officers, chosen.officer) or "?")
    if chosen.override is not None:
        yield "override", look.tr("Against the verdict") if chosen.override else look.tr("Not against the verdict")


def _called(named: Sequence[tuple[K, N]], key: K) -> N | None:
    return next((names for one, names in named if one == key), None)


def _place(look: Look, named: Sequence[tuple[K, PlaceNames]], key: K) -> str:
    found = _called(named, key)
    return look.place(found) if found is not None else str(key)
