"""A person's history in words: what happened, when, by whom, and why."""

from passdesk.credential.short_number import grouped
from passdesk.desktop.issuing import words
from passdesk.desktop.look import Look
from passdesk.desktop.putting_right_words import why_words
from passdesk.desktop.theme import Tone
from passdesk.desktop.widgets.timeline import Moment
from passdesk.domain.zone import Policy
from passdesk.records.history import Event

_STOPS = ("suspended", "revoked", "withdrawn", "erased", "expired", "ended", "replaced")


def moment(look: Look, policy: Policy | None, event: Event) -> Moment:
    """One thing that happened, as a line of a timeline."""
    what = _what(look, event)
    said = [what]
    if event.class_number is not None and event.kind in ("filing_filed", "pass_issued"):
        said.append(words.class_numbered(look, policy, event.class_number))
    if event.changed and event.kind == "person_edited":
        said.append(look.listed(dict.fromkeys(_group(look, name) for name in event.changed)))
    below = [look.moment(event.at) if event.at is not None else look.tr("time not known here"), event.officer]
    if event.short_number:
        below.append(grouped(event.short_number))
    if event.reason:
        below.append(why_words(look, event.kind, event.reason) or words.reason(look, event.reason))
    if not event.counts:
        below.append(look.tr("does not count"))
    elif not event.confirmed:
        below.append(look.tr("not yet confirmed by the server"))
    return Moment(look.tr(": |said of").join(said), " · ".join(part for part in below if part), _tone(event))


def _tone(event: Event) -> Tone:
    if not event.counts:
        return "attention"
    if event.kind.endswith(_STOPS) or event.kind == "watch_added":
        return "refuse"
    return "admit" if event.kind in ("filing_approved", "pass_issued") else "plain"


def _what(look: Look, event: Event) -> str:
    said = {
        "person_added": look.tr("Added"),
        "person_edited": look.tr("Changed"),
        "person_suspended": look.tr("Person suspended"),
        "person_resumed": look.tr("Person resumed"),
        "person_erased": look.tr("Erased"),
        "watch_added": look.tr("Put on the watchlist"),
        "watch_lifted": look.tr("Taken off the watchlist"),
        "filing_filed": look.tr("Filed"),
        "filing_approved": look.tr("Filing approved"),
        "filing_withdrawn": look.tr("Filing withdrawn"),
        "filing_ended": look.tr("Filing ended"),
        "pass_issued": look.tr("Pass issued"),
        "badge_printed": look.tr("Badge printed"),
        "pass_suspended": look.tr("Pass suspended"),
        "pass_resumed": look.tr("Pass resumed"),
        "pass_revoked": look.tr("Pass revoked"),
        "pass_replaced": look.tr("Pass replaced"),
        "pass_expired": look.tr("Pass expired"),
        "annulled": look.tr("Crossing undone"),
        "put_right_in": look.tr("Put right: inside"),
        "put_right_out": look.tr("Put right: outside"),
        "returned_in": look.tr("Sent back into the park"),
        "returned_out": look.tr("Sent back out of the park"),
        "note_set": look.tr("Note for officers changed"),
        "institution_added": look.tr("Institution added"),
        "institution_suspended": look.tr("Institution suspended"),
        "institution_resumed": look.tr("Institution resumed"),
    }
    return said.get(event.kind, event.kind.replace("_", " "))


def _group(look: Look, name: str) -> str:
    said = {
        "names": look.tr("names"),
        "documents": look.tr("document"),
        "contact": look.tr("contact"),
        "gate_photo": look.tr("photo"),
        "original_photo": look.tr("photo"),
        "note": look.tr("note"),
    }
    return said.get(name, name)
