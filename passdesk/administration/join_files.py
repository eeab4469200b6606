"""What goes to new desks: a file with the invitation and a page to print for each, and all pages in one PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from passdesk.administration.desks import Place
from passdesk.administration.places import OpenedPlace
from passdesk.printing.join_page import JoinFace, join_page_png, join_pages_pdf

PAGES = "pages.pdf"
_PAGE_SUFFIX = ".png"


@dataclass(frozen=True, slots=True)
class JoinFile:
    """`name` of the file in the folder they all go to, and what stands in it."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invited:
    """A place that was opened, and the text of the invitation to it."""

    opened: OpenedPlace
    text: str = field(repr=False)


def join_files(invited: Sequence[Invited], suffix: str, url: str, zone: str) -> Iterator[JoinFile]:
    """Twice as many files as places and one more, each drawn when it is asked for: invitations first, for they are
    enough, whatever becomes of the pages. `suffix` of the invitations' files. `Trouble` where a page can't be drawn."""
    stems = [f"{number:02}-{_plain(one.opened.place)}" for number, one in enumerate(invited, 1)]
    for stem, one in zip(stems, invited, strict=True):
        yield JoinFile(stem + suffix, f"{one.text}\n".encode())
    pages = []
    for stem, one in zip(stems, invited, strict=True):
        pages.append(join_page_png(_face(one, url, zone)))
        yield JoinFile(stem + _PAGE_SUFFIX, pages[-1])
    yield JoinFile(PAGES, join_pages_pdf(pages))


def how_many(invited: Sequence[Invited]) -> int:
    return 2 * len(invited) + 1


def _face(one: Invited, url: str, zone: str) -> JoinFace:
    place = one.opened.place
    lanes = (f"Lanes 通道: {', '.join(place.lanes)}",) if place.lanes else ()
    return JoinFace(place.name, zone, (", ".join(place.roles), *lanes), url, one.opened.code, one.text)


def _plain(place: Place) -> str:
    plain = "".join(letter if letter.isalnum() else "-" for letter in place.name.strip())
    return plain[:40].strip("-") or "desk"
