"""The assembly point as a picture, and what its page may ask for."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Protocol

from msgspec import Struct, field

from passdesk.domain.attachments import Names
from passdesk.records.mustering.counting import Expected, Muster
from passdesk.records.mustering.listing import Listed
from passdesk.records.mustering.ticking import Why
from passdesk.store.name_words import words

Part = Literal["missing", "certain", "possible", "found"]
PARTS: tuple[Part, ...] = ("missing", "certain", "possible", "found")


class Told(Struct, frozen=True):
    """What came of the last code, or tick: somebody `names`, or nobody, and `why`. `number` counts them."""

    number: int
    names: Names = Names("", "")
    person: bytes | None = None
    present: bool = True
    why: Why | None = None


class Printing(Struct, frozen=True):
    """How far the list is: of so many pages; `done` once it stands, at `path` or on the printer."""

    page: int = 0
    pages: int = 0
    done: bool = False
    path: str = ""


class MusterPicture(Struct, frozen=True, dict=True):
    """`muster` None: not counted yet. `people`: everybody of it, and who was found besides. `text` and `part` choose
    among them; `current`: whom the page shows large, with their `photo`. `ready`: found, and inside by the register
    still; `moved`: so many were put out just now. `chief`: a supervisor is signed in. `wrong`: what a service said."""

    muster: Muster | None = None
    people: tuple[Listed, ...] = ()
    text: str = ""
    part: Part = "missing"
    current: bytes | None = None
    photo: bytes | None = None
    told: Told | None = None
    busy: bool = False
    printing: Printing | None = None
    ready: tuple[Expected, ...] = ()
    moved: int | None = None
    chief: bool = False
    wrong: tuple[str, ...] = field(default=())

    @cached_property
    def shown(self) -> tuple[Listed, ...]:
        wanted = words(self.text)
        return tuple(one for one in self.people if _is_of(one, self.part, wanted) and _fits(one, wanted))

    @cached_property
    def by_id(self) -> Mapping[bytes, Listed]:
        return {one.of.person: one for one in self.people}


def _is_of(one: Listed, part: Part, wanted: list[str]) -> bool:
    """Whoever is looked for by name is found in whatever part they stand."""
    if wanted:
        return True
    match part:
        case "missing":
            return one.of.found is None
        case "certain":
            return one.of.certain
        case "possible":
            return one.of.standing == "possible"
        case "found":
            return one.of.found is not None


def _fits(one: Listed, wanted: list[str]) -> bool:
    return all(any(word.startswith(asked) for word in one.words) for asked in wanted)


class MusterCommands(Protocol):
    """What the page may ask for."""

    def find(self, text: str) -> None: ...

    def choose(self, part: Part) -> None: ...

    def look_at(self, person: bytes | None) -> None: ...

    def tick(self, person: bytes) -> None:
        """Tick them, or off again."""

    def refresh(self) -> None: ...

    def save(self) -> None: ...

    def print(self) -> None: ...

    def stop_printing(self) -> None: ...

    def ask_to_move(self) -> None: ...

    def leave(self) -> None: ...
