"""Every check of a verdict by a short name, and whether it spoke against the crossing."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QLabel, QWidget

from passdesk.desktop.look import Look
from passdesk.desktop.widgets.labels import label
from passdesk.desktop.widgets.wrapping import Wrapping
from passdesk.records.story import Story

_NAMES: Mapping[str, Callable[[Look], str]] = {
    "evacuation": lambda look: look.tr("No evacuation"),
    "unreadable": lambda look: look.tr("Readable"),
    "not_a_pass": lambda look: look.tr("Is a pass"),
    "wrong_zone": lambda look: look.tr("Of this zone"),
    "by_hand": lambda look: look.tr("Pass read"),
    "no_pass": lambda look: look.tr("Has a pass"),
    "unknown_key": lambda look: look.tr("Key known"),
    "forged": lambda look: look.tr("Signature"),
    "key_withdrawn": lambda look: look.tr("Key in force"),
    "key_out_of_scope": lambda look: look.tr("Key's scope"),
    "not_yet_valid": lambda look: look.tr("Has begun"),
    "expired": lambda look: look.tr("Not expired"),
    "unknown_pass": lambda look: look.tr("Pass known"),
    "revoked": lambda look: look.tr("Not revoked"),
    "replaced": lambda look: look.tr("Not replaced"),
    "suspended": lambda look: look.tr("Pass not suspended"),
    "row_too_new": lambda look: look.tr("Register readable"),
    "watchlisted": lambda look: look.tr("Watchlist"),
    "person_suspended": lambda look: look.tr("Person not suspended"),
    "institution_suspended": lambda look: look.tr("Institution not suspended"),
    "filing_expired": lambda look: look.tr("Filing in force"),
    "filing_withdrawn": lambda look: look.tr("Filing not withdrawn"),
    "class_unknown": lambda look: look.tr("Class known"),
    "wrong_line": lambda look: look.tr("Line"),
    "wrong_checkpoint": lambda look: look.tr("Checkpoint"),
    "outside_hours": lambda look: look.tr("Hours"),
    "already_inside": lambda look: look.tr("Was outside"),
    "not_inside": lambda look: look.tr("Was inside"),
    "shown_just_now": lambda look: look.tr("Not just shown"),
    "impossible_travel": lambda look: look.tr("Time to come here"),
    "entries_used_up": lambda look: look.tr("Entries left"),
    "stay_used_up": lambda look: look.tr("Days left"),
    "overstayed": lambda look: look.tr("Not overstayed"),
    "escort_required": lambda look: look.tr("Escort"),
    "visitors_inside": lambda look: look.tr("Visitors have left"),
    "goods_to_check": lambda look: look.tr("Goods"),
    "officer_note": lambda look: look.tr("No note"),
    "register_stale": lambda look: look.tr("Exchange recent"),
    "clock_suspect": lambda look: look.tr("Clock"),
    "no_policy": lambda look: look.tr("Policy"),
}


def names(look: Look) -> dict[str, str]:
    """What each check looks at, by the code of its reason."""
    return {code: said(look) for code, said in _NAMES.items()}


def every_check(look: Look, story: Story) -> QWidget:
    """A tick for each that found nothing, a cross for each that spoke. Where another version of the program decided,
    those that did not speak are left out: what they would have found is not known. So are those that did not count
    while the area was being emptied."""
    known = names(look)
    told = [_one(look, known.get(check.code, check.code), spoke=check.spoke) for check in story.checks
            if check.spoke or (story.all_checks and check.weighed)]  # fmt: skip
    told += [_one(look, code.replace("_", " "), spoke=True) for code in story.unknown_reasons]
    made = QWidget()
    made.setLayout(Wrapping(told, look.px(14)))
    return made


def _one(look: Look, name: str, *, spoke: bool) -> QLabel:
    if spoke:
        made = label(f"✗ {name}", size="small", tone="refuse", bold=True)
        made.setAccessibleName(look.tr("{check}: spoke against it", check=name))
    else:
        made = label(f"✓ {name}", size="small", tone="muted")
        made.setAccessibleName(look.tr("{check}: found nothing", check=name))
    return made
