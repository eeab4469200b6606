"""The holder's display, in every state of it: all languages stacked, and each one alone."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from passdesk.desktop.checkpoint.state import GatePicture, Moment, NotRead, NotRecorded, Settled, Shown, Waiting
from passdesk.desktop.holder.panel import HolderPanel
from passdesk.desktop.holder.state import holder_picture
from passdesk.desktop.look import Look
from passdesk.desktop.settings import Settings
from passdesk.desktop.theme import LANGUAGES, Theme
from tests.desktop.checkpoint.pictures import ADMIT, ATTENTION, CHAN, CHECK, shown
from tests.gallery.darkroom import Dress
from tests.gallery.studio import Studio

_LOOKS = {one: Look(Theme(dark=False, scale=1.0, language=one)) for one in LANGUAGES}
_STATES: dict[str, Moment | None] = {
    "idle": Waiting(),
    "reading": Waiting(reading=True),
    "not-read": NotRead("brighten", offer_number=True),
    "not-read-too-bright": NotRead("darken"),
    "not-read-damaged": NotRead("damaged", offer_number=True),
    "not-read-one-at-a-time": NotRead("one at a time"),
    "admit": ADMIT,
    "check": CHECK,
    "wait": ATTENTION,
    "hold": shown("attention", "hold", ("filing_expired", "hold"), direction="exit"),
    "goods": shown("attention", "hold", ("goods_to_check", "hold")),
    "refuse": shown("refuse", "turn back", ("outside_hours", "refuse")),
    "evacuation": shown("refuse", "turn back", ("evacuation", "refuse")),
    "turned-away": Settled(CHECK, "turned_away"),
    "not-recorded": NotRecorded("", "", ""),
    "closed": None,
}
"""None: nobody serves the lane."""


class Screen(Struct):
    """A screen, and nothing but the display on it. That is the same in light and in dark, and whatever the officer's
    language is, so it is taken in sizes of its own."""

    panel: HolderPanel
    busy: bool = False

    @property
    def dresses(self) -> tuple[Dress, ...]:
        sizes = ((1366, 768, 1.0), (1920, 1080, 1.0), (1080, 1920, 1.0), (1600, 900, 2.0))
        return tuple(Dress("en", width=width, height=height, scale=scale) for width, height, scale in sizes)

    @property
    def windows(self) -> tuple[QWidget, ...]:
        return (self.panel,)

    def stand(self, width: int, height: int) -> None:
        self.panel.resize(width, height)

    def wear(self, settings: Settings) -> None:
        self.panel.wear(Look(Theme(dark=False, scale=settings.scale, language=settings.language)))

    def picture(self) -> QPixmap:
        return self.panel.grab()


def holder(studio: Studio) -> Iterator[str]:
    """Nobody's desk: it is painted from pictures of a gate alone."""
    panel = HolderPanel(_LOOKS["en"])
    studio.subjects.append(Screen(panel))
    try:
        for name, moment in _STATES.items():
            panel.show_picture(holder_picture(_gate(moment), _LOOKS))
            yield f"holder-{name}"
            if isinstance(moment, Shown) and moment.holder is not None:
                yield from _alone(panel, name, moment)
    finally:
        studio.subjects.pop()
        panel.deleteLater()


def _alone(panel: HolderPanel, name: str, moment: Shown) -> Iterator[str]:
    for language in LANGUAGES:
        spoken = replace(moment, holder=replace(CHAN, names=replace(CHAN.names, language=language)))
        panel.show_picture(holder_picture(_gate(spoken), _LOOKS))
        yield f"holder-{name}-{language}"


def _gate(moment: Moment | None) -> GatePicture | None:
    return None if moment is None else GatePicture("F1-2", None, "entry", moment)
