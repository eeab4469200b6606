"""A crossing's story in words: facts as pairs of a name and what is so."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from passdesk.desktop.hand_words import hand_words
from passdesk.desktop.look import Look
from passdesk.desktop.records import words
from passdesk.desktop.records.state import Choices
from passdesk.desktop.theme import Band, Tone
from passdesk.domain.crossings import BY_OFFICERS, CrossingRecord
from passdesk.domain.zone import Names as PlaceNames
from passdesk.records.provenance import Provenance
from passdesk.records.story import EntrySeen, Photo, Story
from passdesk.store.refusals import in_words


class Fact(NamedTuple):
    name: str
    words: str
    tone: Tone = "plain"


class BandSaid(NamedTuple):
    """The verdict as at the gate: colour, shape and word."""

    band: Band
    icon: str
    words: str


def band(look: Look, story: Story) -> BandSaid:
    record = story.crossing.record
    match record.verdict:
        case "admit":
            return BandSaid("admit", "check-bold", look.tr("ADMIT"))
        case "attention" if record.instruction == "hold":
            return BandSaid("attention", "hand-back-right", look.tr("HOLD"))
        case "attention":
            return BandSaid("attention", "alert", look.tr("ATTENTION"))
        case "refuse":
            return BandSaid("refuse", "close-octagon", look.tr("REFUSE"))
        case other:
            return BandSaid("quiet", "help", other)


def happened(look: Look, story: Story, choices: Choices) -> Iterator[Fact]:
    """When, where, and what came of it. `choices`: what places are called."""
    record, setting = story.crossing.record, story.crossing.setting
    yield Fact(look.tr("Time"), f"{look.day(record.at)} {look.clock(record.at)}")
    named = (_called(look, choices.lines, setting.line), _called(look, choices.checkpoints, setting.checkpoint))
    place = " · ".join(part for part in (*named, record.lane) if part)
    yield Fact(look.tr("Lane"), f"{place} · {words.direction(look, record.direction)}")
    yield Fact(look.tr("Read by"), words.input_kind(look, record.input), "attention" if by_officer(record) else "plain")
    if story.no_pass_read:
        yield Fact(look.tr("No pass read"), hand_words(look, story.no_pass_read))
    if story.typed_at is not None:
        typed = f"{look.day(story.typed_at)} {look.clock(story.typed_at)}"
        yield Fact(look.tr("Typed in"), " · ".join(part for part in (story.sheet, typed) if part))
    yield Fact(look.tr("Instruction"), words.instruction(look, record.instruction))
    came = words.what_came(look, record)
    yield Fact(look.tr("Outcome"), _outcome(look, story, came.words), came.tone)
    if story.reason:
        yield Fact(look.tr("Reason given"), story.reason)
    if story.override:
        yield Fact(look.tr("Let in all the same"), story.override, "attention")
    if story.ticked:
        yield Fact(look.tr("Goods checked"), look.listed(story.ticked))
    if record.annulled is not None:
        yield Fact(look.tr("Undone"), story.annul_reason or look.tr("by an entry not known here"), "attention")
    if story.crossing.short_number:
        yield Fact(look.tr("Pass"), story.crossing.short_number)
    yield Fact(look.tr("Desk"), story.crossing.desk or look.tr("not known here"))
    if record.evacuated:
        yield Fact(look.tr("Decided"), look.tr("while the area was being emptied"), "attention")
    if story.replayed:
        yield Fact(look.tr("Decided"), look.tr("later, from a recording"), "attention")


def _called(look: Look, named: Iterable[tuple[str, PlaceNames]], key: str) -> str:
    return next((look.place(names) for one, names in named if one == key), key)


def _after(look: Look, ms: int) -> str:
    if ms < 1000:
        return look.tr("after {n} ms", n=ms)
    return look.tr("after {seconds} s", seconds=f"{ms / 1000:.1f}")


def _outcome(look: Look, story: Story, came: str) -> str:
    record = story.crossing.record
    said = [came]
    if record.officer is not None:
        said.append(look.tr("by {name}", name=story.crossing.officer or look.tr("an officer not known here")))
    if record.ms is not None:
        said.append(_after(look, record.ms))
    elif record.outcome_at is not None and record.outcome_at > record.at:
        said.append(look.tr("at {time}", time=look.clock(record.outcome_at)))
    return " · ".join(said)


def rested_on(look: Look, story: Story) -> Iterator[Fact]:
    """The provenance, as recorded then."""
    why, record = story.provenance, story.crossing.record
    yield _signature(look, story)
    if why.age_s is None:
        yield Fact(look.tr("Last exchange"), look.tr("never before, or a desk alone"))
    else:
        yield Fact(look.tr("Last exchange"), look.tr("{span} before", span=look.span(why.age_s)))
    if why.unheard:
        yield Fact(look.tr("Lanes not heard"), look.listed(why.unheard), "attention")
    else:
        yield Fact(look.tr("Lanes not heard"), look.tr("none"))
    yield _clock(look, why)
    if why.restored:
        yield Fact(look.tr("Server"), look.tr("had been put back from a copy"), "attention")
    yield _policy(look, why)
    yield Fact(look.tr("Program"), why.program)
    if story.after is not None:
        journal, seq = story.after
        before = look.tr("entry {seq} of journal {journal}", seq=seq, journal=journal.hex()[:12])
        yield Fact(look.tr("Movement before"), before)
    elif record.person is not None:
        yield Fact(look.tr("Movement before"), look.tr("none known at that desk"))


def _signature(look: Look, story: Story) -> Fact:
    record, kid = story.crossing.record, story.provenance.kid
    key = look.tr("key {kid}", kid=kid.hex()) if kid is not None else look.tr("no key read")
    if by_officer(record):
        return Fact(look.tr("Signature"), look.tr("no pass was read"))
    if record.verified:
        return Fact(look.tr("Signature"), f"{look.tr('holds')} · {key}", "admit")
    return Fact(look.tr("Signature"), f"{look.tr('does not hold')} · {key}", "refuse")


def _clock(look: Look, why: Provenance) -> Fact:
    if why.clock_suspect:
        return Fact(look.tr("Clock"), look.tr("in doubt"), "attention")
    if why.vouched:
        return Fact(look.tr("Clock"), look.tr("time vouched for by two"), "attention")
    return Fact(look.tr("Clock"), look.tr("not in doubt"))


def by_officer(record: CrossingRecord) -> bool:
    """Whether an officer found the person, and no pass was read."""
    return record.input in BY_OFFICERS


def _policy(look: Look, why: Provenance) -> Fact:
    if why.policy is None:
        return Fact(look.tr("Policy"), look.tr("none was in force"), "attention")
    short = why.policy.hex()[:16]
    match why.policy_is_todays:
        case True:
            return Fact(look.tr("Policy"), look.tr("{hash}, the one of today", hash=short))
        case False:
            return Fact(look.tr("Policy"), look.tr("{hash}, not the one of today", hash=short), "attention")
        case None:
            return Fact(look.tr("Policy"), short)


def entry(look: Look, seen: EntrySeen) -> Iterator[Fact]:
    """Where a part of it stands in a journal."""
    journal, seq = seen.mark
    yield Fact(look.tr("Entry"), look.tr("{seq} of journal {journal}", seq=f"{seq:,}", journal=journal.hex(" ", -4)))
    yield Fact(look.tr("Hash"), seen.hash.hex(" ", -4))
    if seen.source == "server":
        fate = _fate(look, seen.fate)
        cause = f" ({look.said(in_words(seen.cause))})" if seen.cause else ""
        yield Fact(look.tr("Vouched for by"), look.tr("the server, which says: {fate}", fate=fate) + cause)
    elif seen.linked is None:
        yield Fact(look.tr("Vouched for by"), look.tr("this desk's own journal"))
    else:
        links = look.tr("this desk's own journal; the entries next to it name it")
        broken = look.tr("THE ENTRIES NEXT TO IT DO NOT NAME IT")
        yield Fact(look.tr("Vouched for by"), links if seen.linked else broken, "plain" if seen.linked else "refuse")
    for one in seen.signatures:
        name = one.name or one.operator.hex()
        said = look.tr("{name}: holds", name=name) if one.holds else look.tr("{name}: does not hold", name=name)
        yield Fact(look.tr("Signed by"), said, "plain" if one.holds else "refuse")


def _fate(look: Look, fate: str) -> str:
    said = {
        "applies": look.tr("it counts"),
        "quarantined": look.tr("it does not count"),
        "waits": look.tr("it waits for another entry"),
        "unread": look.tr("it could not be read"),
    }
    return said.get(fate, fate or look.tr("nothing"))


def photo(look: Look, held: Photo) -> str:
    """Why there is no picture; "" where there is."""
    said = {
        "none": look.tr("No photo was shown."),
        "erased": look.tr("The photo shown then was erased."),
        "not_here": look.tr("The photo shown then is not at this desk."),
    }
    return said.get(held.state, "")


def checks(look: Look, story: Story) -> str:
    """What the checks that did not speak mean."""
    quiet = sum(not check.spoke for check in story.checks)
    if not all(check.weighed for check in story.checks):
        return look.tr("The area was being emptied: only that it is a pass, its signature and its key were weighed.")
    if not story.all_checks:
        return look.tr("Another version of the program decided: what else it checked is not known here.")
    return look.count(quiet, "{n} other check found nothing.", "{n} other checks found nothing.")
