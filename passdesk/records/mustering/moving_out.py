"""After an evacuation: who was found at the assembly point is put out in one signed act."""

from collections.abc import Sequence

from passdesk.domain.entries import Entry
from passdesk.records.mustering.counting import Expected, Muster
from passdesk.records.mustering.ticking import AT_ONCE
from passdesk.store.acts import Acting

EVACUATED = "evacuated"


def still_inside(muster: Muster) -> tuple[Expected, ...]:
    """Who was found and whom the register has inside since before: they left by no lane that was heard. Earliest
    found first."""
    found = [(one.found.at, one) for one in muster.expected if one.found is not None and one.inside]
    return tuple(one for at, one in sorted(found, key=lambda pair: (pair[0], pair[1].person)) if one.since <= at)


def move_out(acting: Acting, people: Sequence[Expected]) -> tuple[Entry, ...]:
    """Put out whoever of them was found, each as of when that was, as a supervisor, at most 512 with one entry; who
    came in again since stays in. `Declined` for who may not; what was written before stands."""
    found = [(one.person, one.found.at) for one in people if one.found is not None]
    written = []
    for at in range(0, len(found), AT_ONCE):
        some = found[at : at + AT_ONCE]
        said = {"people": [person for person, _ in some], "each": [when for _, when in some]}
        written.append(acting.act("put_right", {**said, "inside": False, "reason": EVACUATED}))
    return tuple(written)
