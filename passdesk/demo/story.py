"""What the demo says in the end: what lies where, who may sign in, and how to go on from the command line."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from passdesk import config
from passdesk.demo.cast import ADMINISTRATOR, STAFF
from passdesk.demo.office import Holder
from passdesk.demo.stage import PASSPHRASE, Stage


def story(stage: Stage, holders: Sequence[Holder]) -> str:
    """The text of README.txt in the demo's folder."""
    folder = stage.folder
    someone = next(one for one in holders if one.player.part == "crosses")
    other = next(one for one in holders if one.player.part == "revoked")
    picture = folder.photographs / f"{other.stem}.jpg"
    places = (
        (folder.badges, "badges as printed"),
        (folder.photographs, "the same, photographed by code"),
        (folder.video, "people going past the second line"),
        (folder.csv, "the day's crossings, as the records desk exported them"),
        (folder.root / "desks", f"the desks: {', '.join(stage.desks)}"),
        (folder.server, "the server; it has ended, see below"),
        (folder.policy, "the zone's policy"),
        (folder.offline, "the root and recovery keys; in earnest taken off the machine"),
    )
    commands = (
        ("", _on(folder.desk("gate-first"), "scan", str(picture), "--direction", "entry", "--json")),
        ("", _on(folder.desk("issuing"), "pass", "read", str(folder.badges / f"{someone.stem}.png"))),
        ("", _on(folder.desk("records"), "case", "list")),
        ("", _on(folder.desk("gate-second"), "journal", "verify")),
        ("", _on(folder.desk("issuing"), "person", "find", someone.player.latin.split()[0])),
        (_acting("hr"), _on(folder.desk("issuing"), "pass", "list", "--operator", "hr")),
        ("", _on(folder.server, "server", "run", "--port", str(stage.server.port))),
        ("", _on(folder.desk("gate-first"), "sync")),
    )
    return "\n".join(
        (
            "What is where:",
            *_columns([(str(path), words) for path, words in places]),
            "",
            "Who may sign in, with passwords for this demo only (they are wrapped at a low cost):",
            *_columns([(one.name, one.password, one.desk, ", ".join(one.roles)) for one in (ADMINISTRATOR, *STAFF)]),
            "",
            "Go on from the command line; the last two belong together, in two windows:",
            f"  export {config.PASSPHRASE}={PASSPHRASE}    # opens every folder here",
            *(f"  {before}{command}" for before, command in commands),
        )
    )


def _acting(name: str) -> str:
    password = next(one.password for one in (ADMINISTRATOR, *STAFF) if one.name == name)
    return f"{config.PASSWORD}={password} "


def _on(folder: Path, *words: str) -> str:
    return shlex.join(["passdesk", "--data", str(folder), *words])


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return ["  " + "  ".join(cells).rstrip() for cells in padded]
