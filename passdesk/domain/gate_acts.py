"""Acts about where people are and what gates go by: crossings undone, people put right, notes, evacuations ended."""

from collections.abc import Mapping
from typing import Literal

from msgspec.structs import replace

from passdesk.domain import bearers, trails
from passdesk.domain.movements import Step
from passdesk.domain.people import EVACUATION_KEY, Evacuation, Note, Person, StaleAccepted, attached_to
from passdesk.domain.scene import Change, Scene


def _annulled(scene: Scene) -> None:
    movement = scene.body["movement"]
    trails.annul(scene.draft, bearers.meant(scene.draft, scene.body["person"]), (movement[0], movement[1]))


def _put_right(scene: Scene) -> None:
    """Somebody who has looked says where these people are, each since a time of their own where one is given."""
    clock = scene.entry.content.clock
    for person, at in _since(scene).items():
        step = Step(at, *scene.mark, scene.body["inside"], "", None, b"", clock.boot, clock.boot_id, anchored=True)
        trails.move_knowing(scene.draft, bearers.meant(scene.draft, person), step)


def _since(scene: Scene) -> Mapping[bytes, int]:
    """Whom a `put_right` names, and since when (µs): never later than it was said; of whoever is named twice the first
    counts."""
    body, since = scene.body, dict[bytes, int]()
    each = body.get("each") or ()
    for place, person in enumerate(body["people"]):
        said = each[place] if place < len(each) else body.get("when")
        since.setdefault(person, scene.at if said is None else min(said, scene.at))
    return since


def _note_set(scene: Scene) -> None:
    """The later accepted wins. Of an erased person nothing is kept: what comes late is erased with the rest."""
    note, key = scene.body.get("note"), scene.body["person"]
    held, person = scene.draft.held(Note, key), scene.draft.held(Person, key)
    if person is not None and person.state == "erased":
        if note is not None:
            scene.draft.put(replace(person, past=tuple(dict.fromkeys((*person.past, note)))))
        return
    known = (*held.past, *attached_to(held)) if held is not None else ()
    past = tuple(dict.fromkeys(hash_ for hash_ in known if hash_ != note))
    state: Literal["active", "lifted"] = "lifted" if note is None else "active"
    scene.draft.put(Note(key=key, last=scene.mark, note=note, state=state, past=past))


def _stale_accepted(scene: Scene) -> None:
    key = scene.body["lane"].encode()
    held = scene.draft.held(StaleAccepted, key)
    if held is None or held.accepted_at <= scene.at:
        row = StaleAccepted(key=key, last=scene.mark, accepted_at=scene.at, until=scene.body["until"])
        scene.draft.put(row)


def _evacuation_explained(scene: Scene) -> None:
    if (held := _the_evacuation(scene)) is not None:
        scene.draft.put(replace(held, reason=scene.body["reason"]))


def _evacuation_ended(scene: Scene) -> None:
    if (held := _the_evacuation(scene)) is not None:
        scene.draft.put(replace(held, last=scene.mark, active=False, ended=scene.at))


def _the_evacuation(scene: Scene) -> Evacuation | None:
    """The one that is named: a word about an earlier one ends no later one."""
    held, started = scene.draft.held(Evacuation, EVACUATION_KEY), scene.body["started"]
    return held if held is not None and held.started == (started[0], started[1]) else None


GATE_CHANGES: Mapping[str, Change] = {
    "annulled": _annulled,
    "put_right": _put_right,
    "note_set": _note_set,
    "stale_accepted": _stale_accepted,
    "evacuation_explained": _evacuation_explained,
    "evacuation_ended": _evacuation_ended,
}
