"""What the tray calls things, in a word or two: there is little room."""

from typing import assert_never

from passdesk.desktop.look import Look
from passdesk.desktop.rehearsal.state import GATES, Card, CardKind, PlaceKind, Queued, QueueProgress, ServerState


def card_words(look: Look, kind: CardKind) -> str:
    """What a card is."""
    tr = look.tr
    match kind:
        case "good":
            return tr("Good pass")
        case "expired":
            return tr("Expired|tray")
        case "revoked":
            return tr("Revoked|tray")
        case "forged":
            return tr("Forged")
        case "wrong line":
            return tr("Other line")
        case "unknown":
            return tr("Unknown|tray")
        case "suspended":
            return tr("Suspended|tray")
        case "foreign":
            return tr("Other code")
        case "small":
            return tr("Too far")
        case "dark":
            return tr("Too dark")
        case "staff":
            return tr("Staff card")
        case _:
            assert_never(kind)


def card_hint(look: Look, card: Card) -> str:
    """What to know about a card, for the tool tip."""
    tr = look.tr
    match card.kind:
        case "unknown":
            return tr("Issued a moment ago: gates hear of it once the issuing desk's window has been opened.")
        case "forged":
            return tr("A real pass with a year added to it, under its old signature.")
        case "small" | "dark":
            return tr("Seen and not read: the gate says how to hold it.")
        case "wrong line":
            return tr("Good at the second line only.")
        case "suspended":
            return tr("The pass is good; the institution was suspended.")
        case _:
            return card_words(look, card.kind)


def place_words(look: Look, kind: PlaceKind) -> tuple[str, str]:
    """A window's name, and what is done there."""
    tr = look.tr
    match kind:
        case "automatic lane":
            return tr("Automatic gate"), tr("Whoever may pass passes at once.")
        case "confirm lane":
            return tr("Confirming gate"), tr("An officer lets pass or turns away.")
        case "issuing":
            return tr("Issuing"), tr("People are filed, and passes issued.")
        case "records":
            return tr("Records"), tr("Who crossed, and why.")
        case "admin":
            return tr("Admin"), tr("Operators, desks and keys.")
        case _:
            assert_never(kind)


def server_words(look: Look, state: ServerState) -> tuple[str, str]:
    """The state of the server, and what its button does."""
    tr = look.tr
    match state:
        case "runs":
            return tr("Server runs"), tr("Stop the server")
        case "stopped":
            return tr("Server is stopped"), tr("Start it again")
        case "starting":
            return tr("Server is starting …"), tr("Start it again")
        case _:
            assert_never(state)


def queue_does(look: Look, progress: QueueProgress, count: int) -> str:
    """What the queue's button does."""
    if progress.moves:
        return look.tr("Stop the queue")
    if progress.served >= count:
        return look.tr("Everybody has come")
    if progress.served:
        return look.tr("Go on with the queue")
    return look.count(count, "Let {n} person come", "Let {n} people come")


def queue_words(look: Look, progress: QueueProgress, count: int, place: PlaceKind) -> str:
    """Who stands at the lane, and what an officer does now."""
    tr = look.tr
    if place not in GATES:
        return tr("The queue comes to a gate: open one of their windows.")
    if progress.now is None:
        return ""
    if progress.locked:
        return tr("Sign in at this window first.")
    name = look.listed(look.names_in_order(progress.now.names)[:1])
    place_in_line = tr("{n} of {m}: {name}.", n=min(progress.served + 1, count), m=count, name=name)
    return f"{place_in_line} {_to_do(look, progress.now, automatic=place == 'automatic lane')}"


def _to_do(look: Look, one: Queued, *, automatic: bool) -> str:
    tr = look.tr
    if one.by_hand:
        nothing = tr("Has no pass.") if one.kind == "without a pass" else tr("The screen is broken.")
        return f"{nothing} {tr('F3, the first letters of the name, Enter, +, look at the face, +.')}"
    match one.kind:
        case "good" | "hard to read":
            return tr("Passes without a key.") if automatic else tr("Look at the face, then +.")
        case "unknown pass" | "twice":
            return tr("Set aside with *: the lane is free.")
        case "expired" | "other line":
            return tr("Turn away: - and - again.")
        case "without a pass":
            raise AssertionError("nobody without a pass shows one")
        case _:
            assert_never(one.kind)
