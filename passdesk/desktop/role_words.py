"""What operators' roles are called, wherever they are named."""

from passdesk.desktop.look import Look


def role_words(look: Look, role: str) -> str:
    """A code of a newer program stands for itself."""
    known = {
        "checkpoint": look.tr("Checkpoint|role"),
        "hr": look.tr("HR"),
        "approver": look.tr("Approver"),
        "supervisor": look.tr("Supervisor"),
        "administrator": look.tr("Administrator"),
    }
    return known.get(role, role)
