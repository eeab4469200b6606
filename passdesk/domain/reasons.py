"""Every reason `decide` can give: its row in the table of checks, what staff read, what the holder can do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from msgspec import Struct

Code = Literal[
    "evacuation",
    "unreadable",
    "not_a_pass",
    "wrong_zone",
    "by_hand",
    "no_pass",
    "unknown_key",
    "forged",
    "key_withdrawn",
    "key_out_of_scope",
    "not_yet_valid",
    "expired",
    "unknown_pass",
    "revoked",
    "replaced",
    "suspended",
    "row_too_new",
    "watchlisted",
    "person_suspended",
    "institution_suspended",
    "filing_expired",
    "filing_withdrawn",
    "class_unknown",
    "wrong_line",
    "wrong_checkpoint",
    "outside_hours",
    "already_inside",
    "not_inside",
    "shown_just_now",
    "impossible_travel",
    "entries_used_up",
    "stay_used_up",
    "overstayed",
    "escort_required",
    "visitors_inside",
    "goods_to_check",
    "officer_note",
    "register_stale",
    "clock_suspect",
    "no_policy",
]
CODES: tuple[Code, ...] = get_args(Code)

Severity = Literal["attention", "hold", "refuse"]
"""How bad a reason is, mildest first; `hold` is the worst there is on exit. On entry only goods are held."""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class Reason(Struct, frozen=True):
    """Why a verdict is not ADMIT."""

    code: Code
    severity: Severity


def refuse_if(stands_against: bool, code: Code) -> Reason | None:
    """A reason as it weighs on entry; `admission` softens it on exit."""
    return Reason(code, "refuse") if stands_against else None


class Words(Struct, frozen=True):
    """The English of one reason; `row` is its row in the table of checks, 0 for what stands above them all."""

    row: int
    wording: str
    remedy: str


_ASK = "Ask your institution."
_NEW = "Ask your institution for a new pass."
_OFFICER = "Wait here for an officer."
_LAST = "Wait while an officer checks your last crossing."

ENGLISH: Mapping[Code, Words] = MappingProxyType(
    {
        "evacuation": Words(
            0, "The area is being evacuated: nobody enters.", "Stay outside and do as the officers say."
        ),
        "unreadable": Words(1, "No code could be read.", "Show the code flat and bright, or give the short number."),
        "not_a_pass": Words(1, "This code is not a pass.", "Show the pass, not another code."),
        "wrong_zone": Words(1, "This pass is of another zone.", "Show the pass of this zone."),
        "by_hand": Words(
            1, "No pass was read: an officer found this person by name.", "Show your identity document."
        ),
        "no_pass": Words(1, "This person has no pass.", _ASK),
        "unknown_key": Words(
            2,
            "This desk does not know the key that signed this pass.",
            "Ask staff to exchange with the server, then show it again.",
        ),
        "forged": Words(2, "The signature is false: this pass was not issued by the zone.", _OFFICER),
        "key_withdrawn": Words(
            2, "The key that signed this pass was withdrawn, and the register does not know the pass.", _NEW
        ),
        "key_out_of_scope": Words(2, "The key that signed this pass may not sign it.", _NEW),
        "not_yet_valid": Words(3, "This pass is not valid yet.", "Come back on the first day of validity."),
        "expired": Words(3, "This pass has expired.", _NEW),
        "unknown_pass": Words(
            4,
            "The pass is genuine, but the register here does not know it.",
            "Wait while an officer checks with the issuing office.",
        ),
        "revoked": Words(4, "This pass was revoked.", _ASK),
        "replaced": Words(4, "This pass was replaced by a newer one.", "Show the newer pass."),
        "suspended": Words(4, "This pass is suspended.", _ASK),
        "row_too_new": Words(
            4,
            "The register holds something about this pass that this program is too old to read.",
            "Wait for an officer; the desk needs its update.",
        ),
        "watchlisted": Words(5, "This person is on the watchlist.", _OFFICER),
        "person_suspended": Words(5, "This person is suspended.", _ASK),
        "institution_suspended": Words(6, "The institution is suspended.", _ASK),
        "filing_expired": Words(
            6, "No approved filing covers this person today.", "Ask your institution to renew the filing."
        ),
        "filing_withdrawn": Words(6, "The institution withdrew this person's filing.", _ASK),
        "class_unknown": Words(7, "The policy here does not know this class of pass.", _NEW),
        "wrong_line": Words(7, "This pass does not cover this line.", "Use a line that your pass names."),
        "wrong_checkpoint": Words(
            7, "This class of pass may not use this checkpoint.", "Use a checkpoint for your class of pass."
        ),
        "outside_hours": Words(
            7,
            "This class of pass may not cross at this hour.",
            "Come back within the hours of your class of pass.",
        ),
        "already_inside": Words(8, "The register has this person inside already.", _LAST),
        "not_inside": Words(8, "The register does not have this person inside.", _LAST),
        "shown_just_now": Words(
            8, "This pass crossed here just now.", "Go on if it was you; else wait for an officer."
        ),
        "impossible_travel": Words(8, "The last crossing was too far away to have come here since.", _LAST),
        "entries_used_up": Words(9, "All entries that this pass allows are used up.", _NEW),
        "stay_used_up": Words(
            9,
            "The days allowed inside are used up, as seen here.",
            "Come back when earlier days no longer count.",
        ),
        "overstayed": Words(9, "This person stayed longer than allowed, as seen here.", _OFFICER),
        "escort_required": Words(
            10,
            "This person may enter only right after a host of the same institution.",
            "Let your host go first, and follow at once.",
        ),
        "visitors_inside": Words(10, "Visitors of this host are still inside.", "Leave after your visitors."),
        "goods_to_check": Words(10, "The goods are to be checked first.", "Show the goods and their papers."),
        "officer_note": Words(10, "There is a note for officers about this person.", _OFFICER),
        "register_stale": Words(11, "This desk has not exchanged with the server for too long.", _OFFICER),
        "clock_suspect": Words(11, "This desk's clock cannot be trusted.", _OFFICER),
        "no_policy": Words(
            11, "No policy this desk can read provides for this lane and direction.", "Use another lane."
        ),
    }
)


def of_the_pass(code: Code) -> bool:
    """Whether it says that what was shown is no sound pass: none of this zone, or its signature or key is not good."""
    return 1 <= ENGLISH[code].row <= 2
