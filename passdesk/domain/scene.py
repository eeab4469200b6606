"""One entry being folded: the scene every act plays on."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from passdesk.domain.entries import Entry
from passdesk.domain.register import Draft, Mark, R


class Scene(Struct, frozen=True):
    """One entry being folded: where it stands (`mark`), when it happened (corrected µs).

    `signing`: the operators whose signature counts under its kind; of a founding entry or a plain fact nobody.
    """

    draft: Draft
    entry: Entry
    mark: Mark
    at: int
    signing: frozenset[bytes]

    @property
    def body(self) -> Mapping[str, Any]:
        return self.entry.body

    def signer(self, *, other_than: bytes | None = None) -> bytes:
        """Whose act it is: the actor's if their signature counts, else that of one whose does."""
        signing, actor = self.signing - {other_than}, self.entry.content.actor
        return actor if actor in signing else min(signing)

    def row(self, kind: type[R], field: str) -> R | None:
        return self.draft.held(kind, self.body[field])


Change = Callable[[Scene], None]
