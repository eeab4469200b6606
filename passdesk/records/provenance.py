"""What a verdict rested on, from the entry of its presentation and never from today's register."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Provenance(Struct, frozen=True):
    """What the verdict rested on, as recorded: `age_s` since the last exchange (None: never one), lanes the server had
    not heard, whether the clock was in doubt, whether the server had been put back. `policy`: the hash of the policy
    then, `policy_is_todays` None where either is missing. `program`: the version that decided. `vouched`: the time was
    what two people had said it is."""

    age_s: int | None
    unheard: tuple[str, ...]
    clock_suspect: bool
    restored: bool
    kid: bytes | None
    policy: bytes | None
    policy_is_todays: bool | None
    program: str
    vouched: bool = False


def provenance_of(body: Mapping[str, Any], todays: bytes | None) -> Provenance:
    """From the body of a `shown`. `todays`: the hash of the policy that is in force here now, None for none."""
    policy = body.get("policy")
    return Provenance(
        age_s=body.get("age"),
        unheard=tuple(body["unheard"]),
        clock_suspect=body["clock_suspect"],
        restored=body["restored"],
        kid=body.get("kid"),
        policy=policy,
        policy_is_todays=None if policy is None or todays is None else policy == todays,
        program=body["program"],
        vouched=bool(body.get("vouched")),
    )
