"""Tool tips that show words as they are: Qt reads what looks like HTML as HTML, and a name may look like it."""

from html import escape


def plain(words: str) -> str:
    """The words for a tool tip: somebody called `<h1>ADMIT</h1>` stands there with all their brackets."""
    if "<" not in words:
        return words
    return f"<span>{escape(words).replace(chr(10), '<br>')}</span>"
