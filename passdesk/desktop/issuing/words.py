"""How states, acts and reasons are said, and in what tone."""

from typing import NamedTuple

from passdesk.desktop.issuing.state import Told
from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone
from passdesk.domain.people import Filing
from passdesk.domain.zone import Policy
from passdesk.issuing.possible import Doing
from passdesk.records.people_listing import SOON_S, PersonRow


class Said(NamedTuple):
    words: str
    tone: Tone | None


def told(look: Look, said: Told) -> str:
    return look.said(*said.error) if said.error else look.tr(said.words, **said.values)


def filing_of_row(look: Look, row: PersonRow) -> Said:
    if row.awaiting:
        return Said(look.tr("Awaits second person"), "attention")
    said: dict[str, Said] = {
        "none": Said("—", None),
        "filed": Said(look.tr("Awaits second person"), "attention"),
        "not_yet": Said(look.tr("Begins later"), "plain"),
        "approved": Said(look.tr("Approved"), "admit"),
        "ended": Said(look.tr("Ended"), "refuse"),
        "withdrawn": Said(look.tr("Withdrawn"), "refuse"),
    }
    return said[row.filing]


def pass_of_row(look: Look, row: PersonRow, now_s: int) -> Said:
    """`now_s`: seconds UTC, for what ends soon."""
    if row.stopped_by and row.pass_state != "none":
        return Said(look.tr("Stopped"), "refuse")
    if row.to_print and row.pass_state in ("good", "not_yet"):
        return Said(look.tr("To print"), "attention")
    if row.pass_state == "good" and row.expires is not None and row.expires - now_s < SOON_S:
        day = look.day((row.expires - 1) * 1_000_000, year=False)
        return Said(look.tr("Ends {day}", day=day), "attention")
    return pass_state(look, row.pass_state)


def pass_state(look: Look, state: str) -> Said:
    said: dict[str, Said] = {
        "none": Said("—", None),
        "not_yet": Said(look.tr("Begins later"), "plain"),
        "good": Said(look.tr("Active"), "admit"),
        "expired": Said(look.tr("Expired"), "refuse"),
        "suspended": Said(look.tr("Suspended"), "refuse"),
        "revoked": Said(look.tr("Revoked"), "refuse"),
        "replaced": Said(look.tr("Replaced"), "plain"),
    }
    return said.get(state, Said(state, "plain"))


def filing_state(look: Look, one: Filing, now_s: int) -> Said:
    match one.state:
        case "filed":
            return Said(look.tr("Awaits second person"), "attention")
        case "withdrawn":
            return Said(look.tr("Withdrawn"), "refuse")
        case "approved" if now_s < one.valid_from:
            return Said(look.tr("Begins later"), "plain")
        case "approved" if now_s >= one.valid_until:
            return Said(look.tr("Ended"), "refuse")
        case _:
            return Said(look.tr("Approved"), "admit")


def doing(look: Look, what: Doing) -> str:
    """What stands on its button."""
    said: dict[Doing, str] = {
        "edit": look.tr("Edit…"),
        "file": look.tr("File…"),
        "approve": look.tr("Approve"),
        "issue": look.tr("Issue pass"),
        "print": look.tr("Print…"),
        "replace": look.tr("Replace…"),
        "withdraw": look.tr("Withdraw…"),
        "suspend": look.tr("Suspend…"),
        "resume": look.tr("Resume"),
        "revoke": look.tr("Revoke…"),
        "suspend_person": look.tr("Suspend person…"),
        "resume_person": look.tr("Resume person"),
        "watch": look.tr("Watchlist…"),
        "lift": look.tr("Off the watchlist"),
        "erase": look.tr("Erase…"),
    }
    return said[what]


def reason(look: Look, code: str) -> str:
    said = {
        "card_lost": look.tr("Card lost"),
        "card_stolen": look.tr("Card stolen"),
        "left_institution": look.tr("Left the institution"),
        "documents": look.tr("Documents not in order"),
        "conduct": look.tr("Conduct in the park"),
        "filed_in_error": look.tr("Filed in error"),
        "asked_by_institution": look.tr("Asked for by the institution"),
        "investigation": look.tr("Under investigation"),
        "other": look.tr("Other"),
    }
    return said.get(code, code.replace("_", " "))


REASONS = (
    "card_lost", "card_stolen", "left_institution", "documents", "conduct", "filed_in_error", "asked_by_institution",
    "investigation", "other",
)  # fmt: skip
"""Short codes, for they stay in entries for good: nothing about a person is written there."""


def class_name(look: Look, policy: Policy | None, code: str) -> str:
    known = policy.class_called(code) if policy is not None else None
    return look.place(known.names) if known is not None else code


def class_numbered(look: Look, policy: Policy | None, number: int) -> str:
    known = policy.classes.get(number) if policy is not None else None
    return look.place(known.names) if known is not None else str(number)
