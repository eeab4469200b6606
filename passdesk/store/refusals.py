"""Why an act is not written: the causes a judgement names, in words."""

from passdesk.domain.entries import Entry
from passdesk.domain.folding import Folded
from passdesk.domain.judging import Applies, Quarantined, Unread, Waits
from passdesk.errors import Declined

_WORDS = {
    "unsigned": "it lacks the signature it needs",
    "malformed": "it does not say what it must",
    "desk_unknown": "this desk is not known in the zone",
    "desk_disabled": "this desk has been disabled",
    "desk_not_entitled": "this desk does not have the role for it",
    "operator_not_entitled": "the operator does not have the role for it",
    "operator_out_of_scope": "the institution is outside the operator's scope",
    "stale": "what it rests on has changed meanwhile",
    "not_here_yet": "what it is about is not known here yet",
    "not_founded": "the zone has not been founded",
    "already_founded": "the zone has been founded already",
    "not_filed": "there is no filing that waits for approval",
    "not_approved": "the filing has not been approved",
    "same_operator": "who filed may not approve as well",
    "mismatch": "it does not agree with what it rests on",
    "outside_filing": "its dates reach beyond the filing",
    "empty_validity": "its validity ends before it begins",
    "person_suspended": "the person is suspended or erased",
    "institution_suspended": "the institution is suspended",
    "key_withdrawn": "the issuing key has been withdrawn",
    "not_suspended": "it is not suspended",
    "not_watched": "the person is not on the watchlist",
    "wrong_number": "another policy was published meanwhile",
    "not_unconfirmed": "there is nothing to confirm",
    "unknown_role": "it names a role that does not exist",
    "name_taken": "the name is taken",
    "operator_disabled": "the operator has been disabled",
    "key_used": "the operator has, or had, this very key",
    "signer_not_here_yet": "who signed it is not known here yet",
    "desk_unconfirmed": "an administrator has yet to confirm this desk, which goes on under a new key",
    "row_too_new": "it touches something that only a newer program can read",
    "already_there": "there is such a thing already",
    "already_enrolled": "this desk is enrolled already",
    "not_enrolled": "no place was opened for this desk",
    "server_desk": "the server's own journal cannot be changed so",
}


def in_words(cause: str) -> str:
    """What a judgement's short code means, to stand after "because"."""
    return _WORDS.get(cause, cause.replace("_", " "))


def refuse(entry: Entry, folded: Folded) -> None:
    """`Declined` with words unless the entry applies."""
    match folded.judgement:
        case Applies():
            return
        case Unread():
            cause = "this program does not know its kind"
        case Quarantined(code) | Waits(code):
            cause = in_words(code)
    raise Declined(
        f"{entry.kind.replace('_', ' ').capitalize()}: not done, because {cause}.",
        kept="Nothing was written.",
        remedy="Sync and look at it again; if it stands, ask an administrator.",
    )
