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
    """Put them out as of when they were found, as a supervisor, at most 512 with one entry; who came in again since
    stays in. `Declined` for who may not; what was written before stands."""
    written = []
    for at in range(0, len(people), AT_ONCE):
        some = people[at : at + AT_ONCE]
        found = [one.found.at for one in some if one.found is not None]
        body = {"people": [one.person for one in some], "inside": False, "reason": EVACUATED, "when": max(found)}
        written.append(acting.act("put_right", body))
    return tuple(written)
