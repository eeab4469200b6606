"""One entry being folded: the scene every act plays on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from passdesk.domain.entries import Entry
from passdesk.domain.register import Draft, Mark, R


@dataclass(frozen=True, slots=True)
class Scene:
    """One entry being folded: where it stands (`mark`), when it happened (corrected µs), who signed."""

    draft: Draft
    entry: Entry
    mark: Mark
    at: int
    signers: frozenset[bytes]

    @property
    def body(self) -> Mapping[str, Any]:
        return self.entry.body

    def signer(self) -> bytes:
        actor = self.entry.content.actor
        return actor if actor in self.signers else min(self.signers)

    def row(self, kind: type[R], field: str) -> R | None:
        return self.draft.held(kind, self.body[field])


Change = Callable[[Scene], None]
