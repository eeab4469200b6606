"""What a command finds around it."""

from collections.abc import Mapping
from dataclasses import dataclass

from passdesk.clock import Clock


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The environment's variables, and the clocks of the machine."""

    environ: Mapping[str, str]
    clock: Clock
