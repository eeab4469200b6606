"""The wizard as a picture: what was answered so far, and which step is shown."""

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from passdesk.desktop.theme import Language

Way = Literal["join", "alone", "made up"]
Step = Literal["way", "invitation", "zone", "keeping", "working", "scan"]
Keeps = Literal["key store", "passphrase"]
Complaint = Literal[
    "", "code missing", "code mistyped", "server missing", "server wrong", "not an invitation",
    "policy missing", "policy wrong", "name missing", "administrator missing", "password short", "not the same",
    "offline missing", "offline taken", "offline without folder", "offline without name", "offline in the desk",
    "offline not writable", "policy unreadable", "passphrase short",
]  # fmt: skip
Field = Literal[
    "", "code", "server", "policy", "name", "administrator", "password", "again", "offline", "passphrase",
    "passphrase_again",
]  # fmt: skip
STEPS: dict[Way | None, tuple[Step, ...]] = {
    None: ("way",),
    "join": ("way", "invitation", "keeping", "working", "scan"),
    "alone": ("way", "zone", "keeping", "working", "scan"),
    "made up": ("way", "working"),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered. `policy`: the zone file's bytes, `policy_name` how it is called, `sample` whether it is ours;
    `offline`: the path the zone's root and recovery keys are written to."""

    code: str = ""
    server: str = ""
    policy: bytes = field(default=b"", repr=False)
    policy_name: str = ""
    sample: bool = True
    name: str = "desk"
    administrator: str = "admin"
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    offline: str = ""
    keeps: Keeps = "key store"
    passphrase: str = field(default="", repr=False)
    passphrase_again: str = field(default="", repr=False)


class Wrong(Struct, frozen=True):
    """What stands in the way of going on: a complaint about a field, or what a service said."""

    complaint: Complaint = ""
    field: Field = ""
    happened: str = ""
    kept: str = ""
    remedy: str = ""


class Read(Struct, frozen=True):
    """A code of the test scan. `by`: what read it; `ms`: how long decoding took, None where that is not known."""

    characters: int
    by: Literal["camera", "scanner", "typed"]
    ms: float | None = None


class Made(Struct, frozen=True):
    """The desk that was made. `exchanged`: it has its register; `offline`: the file to take away, "" for none."""

    name: str
    zone: str
    exchanged: bool = True
    offline: str = ""


class WizardPicture(Struct, frozen=True):
    """`resuming`: an enrolment was cut off here, and its code goes on with it. `key_store`: whether the account has
    one that works; None while it is tried."""

    step: Step = "way"
    way: Way | None = None
    answers: Answers = Answers()
    wrong: Wrong = Wrong()
    resuming: bool = False
    invited: bool = False
    key_store: bool | None = None
    progress: str = ""
    cancelling: bool = False
    made: Made | None = None
    read: Read | None = None

    @property
    def number(self) -> int:
        """Which step this is, from 1."""
        return STEPS[self.way].index(self.step) + 1

    def answered(self, **changes: Any) -> "WizardPicture":
        """With these answers; what was wrong with them is for the next try to say."""
        return replace(self, answers=dataclasses.replace(self.answers, **changes), wrong=Wrong())


class WizardCommands(Protocol):
    """What the pages may ask."""

    def choose(self, way: Way) -> None: ...

    def answer(self, **changes: Any) -> None:
        """Something was typed: kept, and nothing is painted anew."""

    def back(self) -> None: ...

    def go_on(self) -> None: ...

    def cancel(self) -> None:
        """Stop the work that is under way."""

    def invite(self, text: str) -> None:
        """An invitation was pasted."""

    def open_invitation(self) -> None:
        """Ask for an invitation's file."""

    def open_policy(self) -> None: ...

    def use_sample(self) -> None: ...

    def place_offline(self) -> None: ...

    def seen(self, text: str, decode_ns: int) -> None:
        """The camera read a code."""

    def typed(self, text: str) -> None: ...

    def finish(self) -> None: ...


class Speaker(Protocol):
    def speak(self, language: Language) -> None: ...
