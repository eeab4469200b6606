"""What the demo says in the end: what lies where, who may sign in, and how to go on from the command line."""

import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from passdesk import config
from passdesk.demo.cast import ADMINISTRATOR, STAFF, Part
from passdesk.demo.folder import Folder
from passdesk.demo.office import Holder
from passdesk.demo.stage import PASSPHRASE, Stage


def story(stage: Stage, holders: Sequence[Holder]) -> str:
    """The text of README.txt in the demo's folder."""
    return "\n".join(
        (
            "What is where:",
            *_columns([(str(path), words) for path, words in _places(stage.folder)]),
            "",
            "Who may sign in, with passwords for this demo only (they are wrapped at a low cost):",
            *_columns([(one.name, one.password, one.desk, ", ".join(one.roles)) for one in (ADMINISTRATOR, *STAFF)]),
            "",
            "Go on from the command line; the server runs in a window of its own:",
            f"  export {config.PASSPHRASE}={PASSPHRASE}    # opens every folder here",
            *(f"  {command}" for command in _commands(stage, holders)),
        )
    )


def _places(folder: Folder) -> list[tuple[Path, str]]:
    return [
        (folder.badges, "badges as printed"),
        (folder.photographs, "the same, photographed by code"),
        (folder.video, "people going past the second line"),
        (folder.screens, "the windows of the desks while they were worked"),
        (folder.csv, "the day's crossings, as the records desk exported them"),
        (folder.root / "desks", "the desks: issuing, three gates, records"),
        (folder.server, "the server; it has ended, see below"),
        (folder.policy, "the zone's policy"),
        (folder.offline, "the root and recovery keys; in earnest taken off the machine"),
        (folder.story, "this"),
    ]


def _commands(stage: Stage, holders: Sequence[Holder]) -> list[str]:
    folder, issuing, first = stage.folder, stage.folder.desk("issuing"), stage.folder.desk("gate-first")
    good, revoked = _one(holders, "crosses"), _one(holders, "revoked")
    entry = stage.desks["gate-first"].store.journal.seq + 1  # what the scan before it will have written
    return [
        _on(first, "scan", str(folder.photographs / f"{revoked.stem}.jpg"), "--direction", "entry", "--json"),
        _by("officer-first", first, "outcome", str(entry), "turned-away"),
        _on(issuing, "pass", "read", str(folder.badges / f"{good.stem}.png")),
        _on(issuing, "person", "find", good.player.latin.split()[0]),
        _on(folder.desk("records"), "case", "list"),
        _on(folder.desk("gate-second"), "journal", "verify"),
        _by("hr", issuing, "pass", "revoke", good.pass_id.hex()),
        _on(folder.server, "server", "run", "--port", str(stage.server.port)),
        _on(issuing, "sync"),
        _on(first, "sync"),
        _on(first, "scan", str(folder.photographs / f"{good.stem}.jpg"), "--direction", "entry"),
    ]


def _one(holders: Sequence[Holder], part: Part) -> Holder:
    return next(one for one in holders if one.player.part == part)


def _by(name: str, folder: Path, *words: str) -> str:
    """The same by an operator, whose password is given as the command line takes it."""
    password = next(one.password for one in (ADMINISTRATOR, *STAFF) if one.name == name)
    return f"{config.PASSWORD}={password} {_on(folder, *words, '--operator', name)}"


def _on(folder: Path, *words: str) -> str:
    return shlex.join([*_program(), "--data", str(folder), *words])


def _program() -> list[str]:
    """The command as this shell finds it: in a checkout it is in no PATH."""
    beside = Path(sys.executable).with_name("passdesk")
    if shutil.which("passdesk") is not None:
        return ["passdesk"]
    return [str(beside)] if beside.is_file() else config.program()


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return ["  " + "  ".join(cells).rstrip() for cells in padded]
