"""On which screen the holder's display stands, and how long it may fill the officer's: pure, so that it is a table."""

from collections.abc import Sequence

from passdesk.desktop.checkpoint.state import Moment, NotRead, NotRecorded, Settled, Shown, TurningAway, Waiting

SECOND, OFF = "second", "off"
"""What stands in the settings in place of a screen's name: any screen but the officer's, and none at all."""


def screen_for(chosen: str, screens: Sequence[str], officers: int) -> int | None:
    """The place in `screens` (their names) to stand on; None for none. Never the one the officer's window is on."""
    others = [place for place in range(len(screens)) if place != officers]
    if chosen == OFF:
        return None
    return next((place for place in others if chosen in (SECOND, screens[place])), None)


def may_stay(opened_at: Moment, now: Moment) -> bool:
    """Whether it may go on filling the officer's screen, which it began to do at another moment.

    Not where the officer has to look: somebody else awaits them, or nothing could be recorded. And not once whoever
    it was opened for is gone.
    """
    match now:
        case Waiting() | NotRead():
            return isinstance(opened_at, (Waiting, NotRead))
        case Shown() if now.answer.admitted:
            return True
        case Shown() | TurningAway() | Settled():
            return _entry(opened_at) == _entry(now)
        case NotRecorded():
            return opened_at is now


def _entry(moment: Moment) -> object:
    match moment:
        case Shown(answer=answer) | TurningAway(shown=Shown(answer=answer)) | Settled(shown=Shown(answer=answer)):
            return answer.entry
        case _:
            return None
