"""Why no pass was read, as staff say it, at the gate and where one looks back."""

from passdesk.desktop.look import Look


def hand_words(look: Look, code: str) -> str:
    """An unknown code stands for itself."""
    said = {
        "no_phone": look.tr("No telephone with them"),
        "battery": look.tr("Battery is empty"),
        "broken_glass": look.tr("Screen or card is broken"),
        "forgotten": look.tr("Forgot the pass"),
        "camera_down": look.tr("Nothing here reads codes"),
        "other": look.tr("Something else|reason"),
        "paper": look.tr("It stood on paper"),
    }
    return said.get(code, code)
