"""Whether a step's answers will do, asked of the same functions that take them in the end."""

from collections.abc import Mapping
from pathlib import Path

from passdesk.administration.zone_alone import OfflineFault, offline_fault, offline_place
from passdesk.credential.enrolment import parse_code
from passdesk.desktop.wizard.state import Answers, Complaint, Field, Step, Wrong
from passdesk.domain.zone import PolicyMistakes
from passdesk.domain.zone_reading import read_policy
from passdesk.errors import PassdeskError
from passdesk.store.signing_in import SHORTEST_PASSWORD
from passdesk.sync.addresses import host_and_port

_FAULTS: Mapping[OfflineFault, Complaint] = {
    "taken": "offline taken", "no folder": "offline without folder", "no name": "offline without name",
    "in the desk": "offline in the desk", "not writable": "offline not writable",
}  # fmt: skip


def wrong_in(step: Step, answers: Answers, folder: Path) -> Wrong | None:
    """The first thing that is wrong with answers for a desk in `folder`, None where nothing is."""
    match step:
        case "invitation":
            return _invitation(answers)
        case "zone":
            return _zone(answers, folder)
        case "keeping" if answers.keeps == "passphrase":
            return _twice(answers.passphrase, answers.passphrase_again, "passphrase", "passphrase_again")
        case _:
            return None


def _invitation(answers: Answers) -> Wrong | None:
    if not answers.code.strip():
        return Wrong("code missing", "code")
    try:
        parse_code(answers.code)
    except PassdeskError:
        return Wrong("code mistyped", "code")
    if not answers.server.strip():
        return Wrong("server missing", "server")
    try:
        host_and_port(answers.server.strip())
    except PassdeskError:
        return Wrong("server wrong", "server")
    return None


def _zone(answers: Answers, folder: Path) -> Wrong | None:
    if not answers.policy:
        return Wrong("policy missing", "policy")
    try:
        read_policy(answers.policy)
    except PolicyMistakes as error:
        return Wrong("policy wrong", "policy", happened="\n".join(error.lines[:12]))
    if not answers.name.strip():
        return Wrong("name missing", "name")
    if not answers.administrator.strip():
        return Wrong("administrator missing", "administrator")
    return _twice(answers.password, answers.again, "password", "again") or _offline(answers.offline, folder)


def _twice(chosen: str, again: str, field: Field, field_again: Field) -> Wrong | None:
    short: Complaint = "passphrase short" if field == "passphrase" else "password short"
    if len(chosen) < SHORTEST_PASSWORD:
        return Wrong(short, field)
    return Wrong("not the same", field_again) if chosen != again else None


def _offline(typed: str, folder: Path) -> Wrong | None:
    if not typed.strip():
        return Wrong("offline missing", "offline")
    fault = offline_fault(offline_place(typed), folder)
    return None if fault is None else Wrong(_FAULTS[fault], "offline")
