"""Every command, the module that holds it, and the line that `passdesk --help` says of it."""

from collections.abc import Mapping

from msgspec import Struct


class Part(Struct, frozen=True):
    """A module of `passdesk.cli` with `add_to(app)`, and the commands that it adds."""

    module: str
    commands: Mapping[str, str]


PARTS = (
    Part("demo", {"demo": "Play the whole line with made-up people."}),
    Part(
        "desk",
        {
            "init": "Make a desk: join a zone, or found one.",
            "sync": "Push what this desk recorded, pull what is new.",
            "recover": "Open a pulled disk with the recovery key.",
        },
    ),
    Part("zone", {"zone": "Policies: check a file, publish it."}),
    Part(
        "people",
        {
            "institution": "Institutions: add, list, suspend, resume.",
            "person": "People: add, find, edit, note, suspend, erase.",
            "people": "Many people at once, from a file.",
        },
    ),
    Part(
        "filing",
        {
            "filing": "The whitelist: file, approve, withdraw, list.",
            "watchlist": "People to stop or to look at.",
        },
    ),
    Part("issue", {"pass": "Passes: issue, print, revoke, read, list."}),
    Part("scan", {"scan": "Decode, decide, record: what a lane does."}),
    Part(
        "outcomes",
        {
            "outcome": "Say what then happened.",
            "aside": "Set somebody aside; who waits.",
            "annul": "Undo one crossing.",
        },
    ),
    Part(
        "whereabouts",
        {
            "right": "Put right where people are.",
            "returned": "Record whom another authority sent back.",
            "stale": "Accept an old register for a lane, for some hours.",
        },
    ),
    Part("paper", {"paper": "Crossings that stood on paper, typed in later."}),
    Part("shift", {"shift": "Who works a lane: sign on, hand over, sign off."}),
    Part("why", {"why": "Every check and what it found."}),
    Part(
        "records",
        {
            "inside": "Who is in the park.",
            "journal": "This desk's own log: list it, verify it, carry it by stick.",
            "case": "Disagreements the server found.",
        },
    ),
    Part(
        "muster",
        {
            "muster": "Who is inside, surely and possibly; who was found.",
            "evacuation": "Empty the area: lanes go out, nobody enters.",
        },
    ),
    Part("export", {"export": "Write crossings to a file."}),
    Part(
        "operators",
        {
            "operator": "Members of staff: add, password, renew, card, disable.",
            "desk": "Desks of the zone: list, enrol, confirm, disable; vouch for the time.",
        },
    ),
    Part("keys", {"key": "Keys: list, make one that signs passes."}),
    Part("server", {"server": "The central server: init, run, enrol, back up."}),
)


def part_of(command: str | None) -> Part | None:
    """The part that holds a command; None where there is no such command."""
    return next((part for part in PARTS if command in part.commands), None)
