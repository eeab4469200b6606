"""What a command finds around it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from passdesk.clock import Clock, system_clock

if TYPE_CHECKING:  # the library that stretches passwords is not needed to say --help
    from passdesk.credential.wrapping import Cost


class Surroundings(Struct, frozen=True):
    """The environment's variables, the machine's clocks, and what one try at a new password is to cost."""

    environ: Mapping[str, str]
    clock: Clock
    cost: Cost | None = None


def surroundings_here() -> Surroundings:
    """Of this very process."""
    return Surroundings(dict(os.environ), system_clock)
