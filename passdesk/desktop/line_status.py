"""How the line to the server is, and the words for it: the foot of every page, and the gate's strip."""

from msgspec import Struct

from passdesk.desktop.look import Look
from passdesk.desktop.status import Light
from passdesk.desktop.theme import Tone
from passdesk.store.reserve import Room
from passdesk.sync.status import DeskStatus

CLOCK_OFF_S = 60
"""A clock that differs from the server's by less than this is no news."""


class LineStatus(Struct, frozen=True):
    """Times µs UTC. `alone`: the zone has no server. `offline_since`: the last good exchange before the line was
    lost; 0 if there never was one; None while it is connected, or before the first try has ended.

    `quarantined`: own acts the server did not let count. `clock_off_s`: this clock less the server's. `room`: what is
    still recorded on a disk that is full.
    """

    alone: bool = True
    offline_since: int | None = None
    exchanged_at: int | None = None
    unsent: int = 0
    oldest_unsent_at: int | None = None
    quarantined: int = 0
    clock_off_s: int = 0
    why_offline: tuple[str, ...] = ()
    room: Room = ""


def line_of(status: DeskStatus, why_offline: tuple[str, ...] | None) -> LineStatus:
    """The line as a desk's status has it. `why_offline`: what the last try met; None where it went through, or where
    none has ended yet."""
    offline = why_offline is not None and not status.alone
    return LineStatus(
        alone=status.alone,
        offline_since=(status.exchanged_at or 0) if offline else None,
        exchanged_at=status.exchanged_at,
        unsent=status.unsent,
        oldest_unsent_at=status.unsent_since,
        quarantined=len(status.not_counting),
        clock_off_s=0 if status.clock is None else -status.clock.offset // 1_000_000,
        why_offline=why_offline or (),
        room=status.room,
    )


def lights(look: Look, line: LineStatus, now: int) -> tuple[Light, ...]:
    """One light each for a full disk, the line, what is unsent, what was quarantined, and the clock; what is well stays
    short."""
    then = look.tr("Make room on it; this desk then goes on by itself.")
    disk = (Light(room_words(look, line.room), "refuse", then),) if line.room else ()
    if line.alone:
        return (*disk, Light(look.tr("A zone of its own: no server"), "admit"))
    told = [*disk, _line_light(look, line, now)]
    if line.quarantined:
        words = look.count(line.quarantined, "{n} act did not count", "{n} acts did not count")
        told.append(Light(words, "refuse", look.tr("See them on the Exchange page of an admin desk.")))
    if abs(line.clock_off_s) >= CLOCK_OFF_S:
        told.append(Light(look.tr("Clock off by {span}", span=look.span(abs(line.clock_off_s))), "attention"))
    return tuple(told)


def room_words(look: Look, room: Room) -> str:
    if room == "exits":
        return look.tr("The disk is full: only exits are recorded")
    return look.tr("The disk is full: nothing is recorded") if room else ""


def strip(look: Look, line: LineStatus, now: int) -> tuple[str, Tone]:
    """The same in one line, for the strip while nobody is shown."""
    if line.room:
        return room_words(look, line.room), "attention"
    if line.alone:
        return look.tr("This desk is the whole zone: nothing to exchange"), "plain"
    parts = lights(look, line, now)
    bad = any(light.tone in ("attention", "refuse") for light in parts)
    return "  ·  ".join(light.words for light in parts), "attention" if bad else "plain"


def _line_light(look: Look, line: LineStatus, now: int) -> Light:
    unsent = look.count(line.unsent, "{n} unsent", "{n} unsent")
    if line.offline_since is not None:
        why = look.said(*line.why_offline)
        if line.offline_since == 0:
            return Light(look.tr("Never exchanged  ·  {unsent}", unsent=unsent), "attention", why)
        span = look.span(max(0, now - line.offline_since) // 1_000_000)
        words = look.tr("Offline for {span}  ·  {unsent}", span=span, unsent=unsent)
        return Light(words, "attention", why)
    if line.exchanged_at is None:
        return Light(look.tr("Connecting  ·  {unsent}", unsent=unsent), "plain")
    span = look.span(max(0, now - line.exchanged_at) // 1_000_000)
    return Light(look.tr("Exchanged {span} ago  ·  {unsent}", span=span, unsent=unsent), "admit")
