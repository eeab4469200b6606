"""What roles, states and purposes are called on screen."""

from passdesk.desktop.look import Look
from passdesk.desktop.theme import Tone


def role_meaning(look: Look, code: str) -> str:
    """A role with what it may do."""
    known = {
        "checkpoint": look.tr("Checkpoint: works at a lane"),
        "hr": look.tr("HR: files people and issues passes"),
        "approver": look.tr("Approver: the second person who approves filings"),
        "supervisor": look.tr("Supervisor: watches, investigates, exports"),
        "administrator": look.tr("Administrator: operators, desks, keys, the policy"),
    }
    return known.get(code, code)


def desk_role(look: Look, code: str) -> str:
    known = {
        "checkpoint": look.tr("Gate"),
        "issuing": look.tr("Issuing"),
        "records": look.tr("Records"),
        "admin": look.tr("Admin"),
        "server": look.tr("Server"),
    }
    return known.get(code, code)


def desk_role_meaning(look: Look, code: str) -> str:
    known = {
        "checkpoint": look.tr("Gate: reads passes at lanes"),
        "issuing": look.tr("Issuing: files people, issues and prints passes"),
        "records": look.tr("Records: who is inside, crossings, exports"),
        "admin": look.tr("Admin: what you see here"),
        "server": look.tr("The central server itself"),
    }
    return known.get(code, code)


def state(look: Look, code: str) -> tuple[str, Tone]:
    """The state of an operator, a desk or a key, and its tone."""
    known: dict[str, tuple[str, Tone]] = {
        "active": (look.tr("Active"), "admit"),
        "disabled": (look.tr("Disabled"), "refuse"),
        "withdrawn": (look.tr("Withdrawn"), "refuse"),
        "unconfirmed": (look.tr("To be confirmed"), "attention"),
        "open": (look.tr("Waits for its desk"), "accent"),
    }
    return known.get(code, (code, "plain"))


def purpose(look: Look, code: str) -> str:
    known = {
        "root": look.tr("Zone root"),
        "recovery": look.tr("Recovery"),
        "server": look.tr("Server"),
        "operator": look.tr("Operator"),
        "issuing": look.tr("Issuing key"),
        "journal": look.tr("Desk"),
    }
    return known.get(code, code)


def reasons(look: Look, *codes: str) -> list[tuple[object, str]]:
    """Coded reasons to choose from. Codes stand in entries for ever, so there is no free text."""
    known = {
        "left": look.tr("Left the service"),
        "misuse": look.tr("Misuse"),
        "key_lost": look.tr("Key or password in wrong hands"),
        "stolen": look.tr("Stolen or missing"),
        "retired": look.tr("No longer in use"),
        "replaced": look.tr("Replaced by another"),
        "other": look.tr("Another reason"),
    }
    return [(code, known[code]) for code in codes]


def done(look: Look, code: str, name: str) -> str:
    """That something is done."""
    known = {
        "operator disabled": look.tr("{name} is disabled. It counts here now, elsewhere after an exchange.", name=name),
        "card withdrawn": look.tr("The staff card of {name} opens nothing any more.", name=name),
        "desk changed": look.tr("Desk {name} is changed. It learns of it with its next exchange.", name=name),
        "desk confirmed": look.tr("Desk {name} is confirmed: its acts count again.", name=name),
        "place taken back": look.tr("The place {name} is taken back. It counts once the server has heard of it.",
                                    name=name),
        "desk disabled": look.tr("Desk {name} is disabled. What it recorded stands.", name=name),
        "key made": look.tr("Issuing key {name} is made. It stays on this desk.", name=name),
        "key withdrawn": look.tr("Key {name} is withdrawn: its passes are good only where the register knows them.",
                                 name=name),
        "policy published": look.tr("Policy {name} is published. Desks follow it after their next exchange.",
                                    name=name),
    }  # fmt: skip
    return known.get(code, name)
