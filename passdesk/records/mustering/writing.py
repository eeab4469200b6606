"""The muster as a file: pages to print, or rows for a spreadsheet. What is written is recorded."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from msgspec import Struct
from PIL.Image import Image

from passdesk.clock import Clock
from passdesk.domain.attachments import Names
from passdesk.printing.muster_page import A_PAGE, DOTS_PER_INCH, SIZE, MusterEntry, MusterHead, draw_muster_page
from passdesk.printing.pdf_file import PdfFile, Placed
from passdesk.records.export import csv_line, safe_cell
from passdesk.records.forms import form_named
from passdesk.records.mustering.counting import Doubt, Muster
from passdesk.records.mustering.listing import Listed, MusterList, photos
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import in_force
from passdesk.store.whole_file import whole_file

Form = Literal["pdf", "csv"]
FORMS: tuple[Form, ...] = get_args(Form)
COLUMNS = (
    "inside", "found", "found_by", "name_latin", "name_chinese", "institution", "since", "lane", "possible_because",
    "person",
)  # fmt: skip
BECAUSE: Mapping[Doubt, str] = {
    "long_inside": "over a day 逾一日",
    "two_lanes": "lanes differ 通道不符",
    "settled_twice": "desks differ 枱間不符",
    "unknown": "not known 結果不明",
    "awaited": "at the gate 待定",
    "aside": "set aside 旁候",
    "lane_silent": "lane silent 失聯",
    "pass_unheard": "pass unknown 證件不明",
}
"""What stands on paper, in both languages."""
Progress = Callable[[int, int], None]


class Place(Struct, frozen=True):
    """Where the list is from: the zone's names, and its local time."""

    zone: Names
    local: tzinfo


def place_of(store: DeskStore, clock: Clock) -> Place:
    """As the policy in force says; where none can be read, the zone's short name and UTC."""
    policy = in_force(store, clock).policy
    if policy is None:
        return Place(Names(store.journal.zone, ""), UTC)
    return Place(Names(policy.names.en, policy.names.zh_hant), policy.local)


class _Part(Struct, frozen=True):
    title: str
    people: tuple[Listed, ...]


def write_muster(
    store: DeskStore, clock: Clock, found: MusterList, path: Path, place: Place, *, actor: bytes | None = None,
    progress: Progress = lambda _, __: None,
) -> int:  # fmt: skip
    """Write it to `path`, `.pdf` or `.csv`, and record the fact `exported`; how many people stand on it.

    `progress` is told the pages done and how many there are; what it raises ends it, and then no file is left.
    """
    form = form_of(path)
    count = len(found.people) + len(found.besides)
    with whole_file(path) as file:
        if form == "pdf":
            _write_pages(store, found, file, place, progress)
        else:
            file.writelines(_rows(found, place.local))
        note_written(store, clock, found, actor)
    return count


def note_written(store: DeskStore, clock: Clock, found: MusterList, actor: bytes | None) -> None:
    """Record that the list was written or printed, and of how many."""
    count = len(found.people) + len(found.besides)
    body = {"what": "muster", "rows": count, "filter": None, "source": "own"}
    store.write("exported", body, reading=clock(), actor=actor)


def form_of(path: Path) -> Form:
    """By the ending of the name; `Misuse` for another."""
    return form_named(path, FORMS)


def range_of(muster: Muster) -> str:
    """Who is inside as a number, or as a range: "1,140 to 1,284"."""
    return spoken(muster.least, muster.most)


def spoken(least: int, most: int) -> str:
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


# Pages


Page = tuple[Image, list[Placed]]
"""A page in grey, and the pictures that lie on it: see `draw_muster_page`."""


def drawn_pages(
    store: DeskStore, found: MusterList, place: Place, progress: Progress = lambda _, __: None
) -> Iterator[Page]:
    """Every page as it is printed, one after another; `progress` as of `write_muster`."""
    pages = [(part, some) for part in _parts(found) for some in _in_pages(part.people)]
    for number, (part, some) in enumerate(pages, 1):
        progress(number - 1, len(pages))
        pictures = photos(store, some)
        head = _head(found.muster, place, part, f"Page 第 {number} of {len(pages)} 頁")
        yield draw_muster_page(head, [_entry(one, pictures, place.local) for one in some])
    progress(len(pages), len(pages))


def _write_pages(store: DeskStore, found: MusterList, file: BinaryIO, place: Place, progress: Progress) -> None:
    pdf = PdfFile(file, SIZE, DOTS_PER_INCH)
    for page in drawn_pages(store, found, place, progress):
        pdf.add(*page)
    pdf.finish()


def _parts(found: MusterList) -> Iterator[_Part]:
    certain = tuple(one for one in found.people if one.of.certain)
    possible = tuple(one for one in found.people if not one.of.certain)
    yield _Part(f"CERTAIN 確定在內 {len(certain):,}", certain)
    if possible:
        yield _Part(f"POSSIBLE 可能在內 {len(possible):,}", possible)
    if found.besides:
        yield _Part(f"FOUND BESIDES 另外尋獲 {len(found.besides):,}", found.besides)


def _in_pages(people: Sequence[Listed]) -> Iterator[Sequence[Listed]]:
    for at in range(0, max(len(people), 1), A_PAGE):
        yield people[at : at + A_PAGE]


def _head(muster: Muster, place: Place, part: _Part, page: str) -> MusterHead:
    at = datetime.fromtimestamp(muster.at / 1_000_000, place.local)
    missing = spoken(muster.missing_least, muster.missing_most)
    facts = [
        f"{_both(place.zone)}  ·  {at:%Y-%m-%d %H:%M:%S}",
        f"Inside 在內 {range_of(muster)}  ·  found 已尋獲 {muster.found:,}  ·  missing 未尋獲 {missing}",
    ]
    if muster.silent:
        silent = ", ".join(_silent(one.lane, one.since, place) for one in muster.silent)
        facts.append(f"Silent lanes 失聯通道: {silent}")
    return MusterHead("Muster 疏散點名", part.title, page, tuple(facts))


def _silent(lane: str, since: int, place: Place) -> str:
    if not since:
        return f"{lane} (never 從未)"
    return f"{lane} ({datetime.fromtimestamp(since / 1_000_000, place.local):%m-%d %H:%M})"


def _entry(one: Listed, pictures: Mapping[bytes, bytes], local: tzinfo) -> MusterEntry:
    of = one.of
    names = tuple(filter(None, (one.names.latin, one.names.chinese))) or (f"? {of.person.hex()[:8]}",)
    came = f"{datetime.fromtimestamp(of.since / 1_000_000, local):%m-%d %H:%M} · {of.lane}" if of.since else ""
    because = tuple(f"? {BECAUSE[doubt]}" for doubt in of.doubts)
    found = "" if of.found is None else f"{datetime.fromtimestamp(of.found.at / 1_000_000, local):%H:%M}"
    seen = (f"found 尋獲 {found}",) if found else ()
    return MusterEntry(
        names, " · ".join(map(_both, one.institutions)), came, (*seen, *because), found,
        pictures.get(one.photo) if one.photo is not None else None,
    )  # fmt: skip


def _both(names: Names) -> str:
    return " ".join(filter(None, (names.latin, names.chinese)))


# Rows


def _rows(found: MusterList, local: tzinfo) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + csv_line(COLUMNS)
    for one in (*found.people, *found.besides):
        yield csv_line([safe_cell(cell) for cell in _cells(one, local)])


def _cells(one: Listed, local: tzinfo) -> Iterable[str]:
    of = one.of
    yield of.standing
    yield _time(of.found.at, local) if of.found is not None else ""
    yield of.found.how if of.found is not None else ""
    yield one.names.latin
    yield one.names.chinese
    yield " · ".join(names.both for names in one.institutions)
    yield _time(of.since, local) if of.since else ""
    yield of.lane
    yield " ".join(of.doubts)
    yield of.person.hex()


def _time(at: int, local: tzinfo) -> str:
    return datetime.fromtimestamp(at / 1_000_000, local).isoformat(timespec="seconds")
