"""The rooms of the gallery, and how one is gone through."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.gallery.darkroom import Darkroom
from tests.gallery.dice import same_dice
from tests.gallery.scenes_admin import admin
from tests.gallery.scenes_aside import beside_the_gate
from tests.gallery.scenes_clock import clocks
from tests.gallery.scenes_door import door, overlays
from tests.gallery.scenes_gate import automatic_gate, gate
from tests.gallery.scenes_holder import holder
from tests.gallery.scenes_issuing import approving, issuing
from tests.gallery.scenes_mustering import mustering
from tests.gallery.scenes_records import records
from tests.gallery.scenes_rehearsal import rehearsal
from tests.gallery.scenes_start import standing, wizard
from tests.gallery.studio import Studio
from tests.gallery.town import a_town

Room = Callable[[Studio], Iterator[str]]
ROOMS: Mapping[str, tuple[Room, ...]] = {
    "gate": (gate, clocks, automatic_gate),
    "beside": (beside_the_gate,),
    "door": (door, overlays),
    "start": (wizard, standing),
    "issuing": (issuing, approving),
    "records": (records,),
    "admin": (admin,),
    "rehearsal": (rehearsal,),
    "mustering": (mustering,),
    "holder": (holder,),
}
"""Each begins with a town of its own, as the day left it."""


def go_through(name: str, folder: Path, darkroom: Darkroom, only: Sequence[str] = ()) -> Iterator[str]:
    """Take every state of a room, or those whose name begins with one of `only`; gives the names as they are taken.

    `folder` is for the town, and empty.
    """
    with ExitStack() as stack:
        stack.enter_context(same_dice())
        studio = Studio(stack.enter_context(a_town(folder / "town")), folder)
        for scenes in ROOMS[name]:
            for state in scenes(studio):
                if not only or state.startswith(tuple(only)):
                    darkroom.take(state, studio.subject)
                    yield state
