"""The table of people: everybody who fits as a compact list of numbers, and pictures of the rows that are looked at."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Literal, get_args

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.credential.short_number import parse_short_number
from passdesk.domain.attachments import Names, read_documents
from passdesk.domain.passes import Pass
from passdesk.domain.people import Institution
from passdesk.domain.zone import Policy
from passdesk.store import about, people_list
from passdesk.store.desk_store import DeskStore
from passdesk.store.desk_view import DeskView
from passdesk.store.engine import Connection
from passdesk.store.finding import asked_of
from passdesk.store.people_list import Facet, FilingLine, Line, PassLine, Printed, Sort
from passdesk.store.told import seconds

Progress = Callable[[int], None]
Chip = Literal["all", "awaiting", "to_issue", "to_print", "ending", "stopped"]
CHIPS: tuple[Chip, ...] = get_args(Chip)
FilingWord = Literal["none", "filed", "not_yet", "approved", "ended", "withdrawn"]
PassWord = Literal["none", "not_yet", "good", "expired", "suspended", "revoked", "replaced"]
SOON_S = 30 * 86_400
_LAST = 4


class PeopleFilter(Struct, frozen=True, kw_only=True):
    """Who is asked for. `text`: names in either script as they are typed, an institution, a short number or a part of
    it, the last four of a document's number, or an id in hex. Chips: `awaiting` a second person's approval; `to_issue`,
    approved and no pass for it; `to_print`, a good pass for which this desk has printed no badge; `ending`, a filing or
    pass that ends within 30 days; `stopped`, the person, institution or pass is."""

    text: str = ""
    chip: Chip = "all"
    institution: bytes | None = None
    class_number: int | None = None
    sort: Sort = "name"


class PeopleListing(Struct, frozen=True):
    """`numbers`: a line number for each row of the table, in order, eight bytes each; `counts`: how many each chip
    has among those that fit otherwise. It stays as it was when asked; ask again when something changed."""

    numbers: Sequence[int]
    counts: Mapping[Chip, int]


class PersonRow(Struct, frozen=True):
    """One row, for painting. `names` None: they have not come to this desk. `document`: the last four of its number,
    "" where this desk does not hold it. `stopped_by`: person_suspended, institution_suspended. `awaiting`: one of the
    filings waits for approval, whatever the others say. `unconfirmed`: see `DeskView`."""

    person: bytes
    names: Names | None
    institutions: tuple[Names, ...]
    classes: tuple[str, ...]
    filing: FilingWord
    pass_state: PassWord
    awaiting: bool
    stopped_by: tuple[str, ...]
    document: str
    photo: bytes | None
    to_print: bool
    expires: int | None
    unconfirmed: bool


def list_people(store: DeskStore, clock: Clock, asked: PeopleFilter) -> PeopleListing:
    """Everybody who fits. The first call after many changes writes their lines first, which takes a while: not for the
    thread that paints. Erased people are not listed."""
    now = seconds(store, clock())
    keep_up(store)
    with store.registers.lease() as register, register.file.reading() as reader:
        fitting = _fitting(store, reader, asked)
        if asked.chip == "all" and _is_everybody(asked):
            counts = {chip: people_list.count(reader, facet) for chip, facet in _facets(now).items()}
            return PeopleListing(fitting, {"all": len(fitting), **counts})
        held = {chip: people_list.with_facet(reader, facet, fitting) for chip, facet in _facets(now).items()}
    among = set(fitting)
    counts = {chip: len(among & each) for chip, each in held.items()}
    chosen = held.get(asked.chip, among)
    return PeopleListing(array("q", filter(chosen.__contains__, fitting)), {"all": len(fitting), **counts})


def people_rows(
    store: DeskStore, clock: Clock, policy: Policy | None, numbers: Sequence[int]
) -> list[PersonRow | None]:
    """The rows of these line numbers, in their order, as they are now; None for one that is gone meanwhile.

    `policy`: for the codes of classes; without one they are empty.
    """
    now = seconds(store, clock())
    with store.registers.lease() as register, register.file.reader() as reader:
        found = people_list.lines(reader, numbers)
    documents = store.attachments.get_many(one.documents for one in found.values() if one.documents is not None)
    ends = {key: read_documents(one.content).number[-_LAST:] for key, one in documents.items()}
    with store.view() as view:
        named = _institutions(view, found.values())
    passes = [one.key for line in found.values() for one in line.passes]
    printed = about.printed_among(store.journal.file, passes).__contains__
    lines = (found.get(number) for number in numbers)
    return [None if line is None else _row(line, now, policy, named, ends, printed) for line in lines]


def keep_up(store: DeskStore, progress: Progress = lambda _: None) -> int:
    """Bring the table up to what this desk knows; how many lines were written, `progress` is told as it goes. Called
    after an exchange, it leaves little for who looks."""
    store.catch_up()
    printed = partial(about.was_printed, store.journal.file)
    with store.registers.lease() as register:
        return people_list.bring_up(register, store.names_of, printed, progress)


def _fitting(store: DeskStore, reader: Connection, asked: PeopleFilter) -> "array[int]":
    text = asked.text.strip()
    if (people := _by_number(store, text)) is not None:
        return people_list.numbers_of(reader, people)
    with store.view() as view:
        wanted = asked_of(view, text) if text else None
    return people_list.choose(
        reader, asked=wanted, institution=asked.institution, class_number=asked.class_number, sort=asked.sort
    )


def _by_number(store: DeskStore, text: str) -> Iterable[bytes] | None:
    if (number := parse_short_number(text)) is not None:
        with store.view() as view:
            return dict.fromkeys(row.person for row in view.find(Pass, "short_number", number))
    is_id = len(text) == 32 and all(letter in "0123456789abcdef" for letter in text.lower())
    return [bytes.fromhex(text)] if is_id else None


def _is_everybody(asked: PeopleFilter) -> bool:
    return not asked.text.strip() and asked.institution is None and asked.class_number is None


def _facets(now: int) -> dict[Chip, Facet]:
    return {
        "awaiting": Facet("awaiting"),
        "to_issue": Facet("to_issue", now),
        "to_print": Facet("to_print", now),
        "ending": Facet("ends", now, now + SOON_S),
        "stopped": Facet("stopped"),
    }


def _institutions(view: DeskView, found: Iterable[Line]) -> dict[bytes, Names]:
    keys = dict.fromkeys(key for line in found for key in line.institutions)
    rows = {key: view.get(Institution, key) for key in keys}
    return {key: row.called for key, row in rows.items() if isinstance(row, Institution)}


def _row(
    line: Line, now: int, policy: Policy | None, named: Mapping[bytes, Names], ends: Mapping[bytes, str],
    printed: Printed,
) -> PersonRow:  # fmt: skip
    good = [one for one in line.passes if one.state == "good" and now < one.expires]
    live = [one for one in line.filings if one.state != "withdrawn"]
    numbers = dict.fromkeys(one.class_number for one in live)
    known = (policy.classes.get(number) for number in numbers) if policy is not None else ()
    stops = (("person_suspended", line.state == "suspended"), ("institution_suspended", bool(line.stopped)))
    return PersonRow(
        person=line.person,
        names=line.names,
        institutions=tuple(named[key] for key in line.institutions if key in named),
        classes=tuple(one.code for one in known if one is not None),
        filing=_filing_word(line.filings, now),
        pass_state=_pass_word(line.passes, now),
        awaiting=any(one.state == "filed" for one in live),
        stopped_by=tuple(word for word, holds in stops if holds),
        document=ends.get(line.documents, "") if line.documents is not None else "",
        photo=line.photo,
        to_print=any(not printed(one.key) for one in good),
        expires=max((one.expires for one in good), default=None),
        unconfirmed=line.own,
    )


def _filing_word(filings: Iterable[FilingLine], now: int) -> FilingWord:
    """The best of them: what is in force before what waits, that before what is over."""
    words = {_of_filing(one, now) for one in filings}
    best: tuple[FilingWord, ...] = ("approved", "filed", "not_yet", "ended", "withdrawn")
    return next((word for word in best if word in words), "none")


def _of_filing(one: FilingLine, now: int) -> FilingWord:
    match one.state:
        case "filed":
            return "filed"
        case "approved":
            return "not_yet" if now < one.valid_from else "ended" if now >= one.valid_until else "approved"
        case _:
            return "withdrawn"


def _pass_word(passes: Iterable[PassLine], now: int) -> PassWord:
    words = {_of_pass(one, now) for one in passes}
    best: tuple[PassWord, ...] = ("good", "not_yet", "suspended", "expired", "revoked", "replaced")
    return next((word for word in best if word in words), "none")


def _of_pass(one: PassLine, now: int) -> PassWord:
    match one.state:
        case "good":
            return "not_yet" if now < one.not_before else "expired" if now >= one.expires else "good"
        case "suspended" | "revoked" as stopped:
            return stopped
        case _:
            return "replaced"
