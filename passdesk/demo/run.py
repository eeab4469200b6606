"""The demo from an empty folder to its checks."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.demo import day as acts
from passdesk.demo import proofs
from passdesk.demo.cast import PLAYERS, cast
from passdesk.demo.checking import Check
from passdesk.demo.folder import Folder, prepare
from passdesk.demo.situations import SITUATIONS, Situation
from passdesk.demo.stage import set_up
from passdesk.demo.story import story

Tell = Callable[[str], None]


class Played(Struct, frozen=True):
    """What a demo has left: its folder, its checks in order, and the words about both. `figures`: what the queue took,
    as lines of text."""

    folder: Folder
    checks: tuple[Check, ...]
    story: str
    figures: tuple[str, ...] = ()


def play(
    out: Path,
    clock: Clock,
    *,
    people: int = len(PLAYERS),
    situations: tuple[Situation, ...] = SITUATIONS,
    with_windows: bool = True,
    tell: Tell = lambda _: None,
) -> Played:
    """Play the whole line in the folder `out`; nothing runs any more when this ends. `tell` hears of each scene.

    `with_windows`: the desks' windows are worked too, on whatever screen QT_QPA_PLATFORM names. What the checks
    found is for the caller to judge: see `checking.insist`. `Declined` for a folder in use.
    """
    players = cast(people)
    folder = prepare(out)
    tell("A zone is founded, a server starts, five desks enrol …")
    with set_up(folder, clock) as stage:
        tell(f"{len(players)} people are filed, approved, and given passes …")
        day = acts.prepare(stage, players)
        for words, scene in _SCENES:
            tell(words)
            scene(day)
        tell("Everything is counted …")
        _count(day, situations)
        figures: list[str] = []
        if with_windows:
            tell("The desks' windows are opened and worked …")
            _work_windows(day)
            tell("Sixty people come to a gate off the network …")
            figures = _queue(day)
        tell("Everything is verified …")
        _verify(day)
        words = story(stage, day.holders)
    folder.story.write_text(words + "\n", encoding="utf-8")
    return Played(folder, tuple(day.checks), words, tuple(figures))


def _count(day: acts.Day, situations: tuple[Situation, ...]) -> None:
    proofs.presentations(day, situations)
    proofs.badges(day)
    proofs.seen_at_records(day)
    proofs.export(day, situations)


def _work_windows(day: acts.Day) -> None:
    """Before the journals are verified, so that what was done at the windows is too."""
    from passdesk.demo import window_gates, window_pages, windows  # Qt is loaded here and nowhere before

    staff_cards = windows.cards(day)
    window_gates.automatic_gate(day)
    window_gates.confirming_gate(day, staff_cards)
    window_pages.issuing(day)
    window_pages.records(day)
    window_pages.admin(day)


def _queue(day: acts.Day) -> list[str]:
    from passdesk.demo.window_queue import queue_of_sixty

    return queue_of_sixty(day)


def _verify(day: acts.Day) -> None:
    day.stage.exchange_all()  # so that the server's receipts reach every newest entry
    proofs.chains(day)
    proofs.server_holds(day)


_SCENES: tuple[tuple[str, Callable[[acts.Day], None]], ...] = (
    ("The badges are photographed …", acts.take_photographs),
    ("The first line opens …", acts.morning),
    ("The server is killed in the middle of an exchange, and comes back …", acts.server_lost),
    ("Somebody inside is shown at the other line …", acts.already_inside),
    ("Passes are revoked, an institution is suspended …", acts.rights_end),
    ("A new pass comes to a gate that has not heard of it …", acts.newcomer),
    ("Two gates that have not exchanged admit one person …", acts.two_lanes_apart),
    ("People leave …", acts.evening),
)
