"""A policy file before it is published: what is wrong with it, and what it would change."""

from pathlib import Path

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.domain.people import POLICY_KEY
from passdesk.domain.people import Policy as PolicyRow
from passdesk.domain.policy_changes import PolicyChange, policy_changes
from passdesk.domain.zone import Policy, PolicyMistakes, check_successor
from passdesk.domain.zone_reading import LARGEST, read_policy
from passdesk.errors import Trouble
from passdesk.store.desk_store import DeskStore
from passdesk.store.policy_here import in_force


class Standing(Struct, frozen=True):
    """The policy in force with its number and hash (32 bytes); `words` say why there is none where `policy` is None."""

    policy: Policy | None
    number: int
    hash: bytes | None
    words: str = ""


class NextPolicy(Struct, frozen=True):
    """A file without mistakes: its bytes, what they say, and every difference to the policy in force."""

    toml: bytes
    policy: Policy
    changes: tuple[PolicyChange, ...]


def standing(store: DeskStore, clock: Clock) -> Standing:
    found = in_force(store, clock)
    with store.view() as view:
        row = view.get(PolicyRow, POLICY_KEY)
    number = row.number if isinstance(row, PolicyRow) else 0
    return Standing(found.policy, number, found.hash, found.words)


def examine(store: DeskStore, clock: Clock, path: Path) -> NextPolicy:
    """The policy in a file, held against the one in force. `PolicyMistakes` names everything wrong, `Trouble` where
    the file can't be read. Never more than the largest policy is read of it."""
    toml = _bytes(path)
    policy, before = read_policy(toml), in_force(store, clock).policy
    if before is None:
        return NextPolicy(toml, policy, ())
    check_successor(before, policy)
    return NextPolicy(toml, policy, policy_changes(before, policy))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Trouble(
            f"{path.name} can't be read: {error.strerror or error}.", kept="The policy in force stays."
        ) from error
    if len(data) > LARGEST:
        raise PolicyMistakes((f"file: is larger than {LARGEST // 1024} KiB",))
    return data
