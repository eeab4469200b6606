"""What the wizard says of answers that will not do."""

from typing import assert_never

from passdesk.desktop.look import Look
from passdesk.desktop.wizard.state import Complaint, Wrong


def said(look: Look, wrong: Wrong) -> str:
    """In words, with what a service said of it."""
    if wrong.complaint == "policy wrong":
        mistakes = (line.partition(": ") for line in wrong.happened.split("\n"))
        lines = [f"{path}: {look.said(what)}" for path, _, what in mistakes]
        return "\n".join([complaint(look, wrong.complaint), *lines])
    return look.said(complaint(look, wrong.complaint), wrong.happened, wrong.kept, wrong.remedy)


def complaint(look: Look, code: Complaint) -> str:
    tr = look.tr
    match code:
        case "":
            return ""
        case "code missing":
            return tr("Type the printed code, or show the invitation's QR code.")
        case "code mistyped":
            return tr("This is not a whole enrolment code. Compare it with the print, group by group.")
        case "server missing":
            return tr("Type the server's address; it stands beside the code.")
        case "server wrong":
            return tr("This is no address of a server. It looks like https://server.example:8443")
        case "not an invitation":
            return tr("That was no invitation to a zone.")
        case _:
            return _of_a_zone(look, code)


def _of_a_zone(look: Look, code: Complaint) -> str:
    tr = look.tr
    match code:
        case "policy missing":
            return tr("Choose the zone's policy file, or use the sample.")
        case "policy unreadable":
            return tr("This file can't be read. Choose another.")
        case "policy wrong":
            return tr("This policy has mistakes:")
        case "name missing":
            return tr("Give this desk a name.")
        case "administrator missing":
            return tr("Give the administrator's name.")
        case "password short" | "passphrase short":
            return tr("At least 8 characters.")
        case "not the same":
            return tr("The two are not the same.")
        case "offline missing":
            return tr("Choose where the zone's key file goes.")
        case "offline taken":
            return tr("There is a file of this name already. Choose another place.")
        case "offline without folder":
            return tr("There is no such folder. Choose one that is there; a stick has to be plugged in.")
        case "offline without name":
            return tr("No file can have this name. Choose another.")
        case "offline in the desk":
            return tr("That is within the desk's own folder. Choose a place outside it.")
        case "offline not writable":
            return tr("Nothing can be written there. Choose another place.")
        case "" | "code missing" | "code mistyped" | "server missing" | "server wrong" | "not an invitation":
            return ""
        case _:
            assert_never(code)
