"""What a code that is no pass most likely is, by how its text begins: for saying so, never for deciding."""

from typing import Literal

ForeignKind = Literal["wechat", "alipay", "health", "web", "contact", "wifi", "other"]

# Prefixes as the makers of these codes publish them, or as their codes are commonly seen.
_BEGINS: tuple[tuple[ForeignKind, tuple[str, ...]], ...] = (
    ("wechat", ("https://u.wechat.com/", "http://weixin.qq.com/", "https://weixin.qq.com/", "weixin://", "wxp://",
                "https://wx.tenpay.com/")),
    ("alipay", ("https://qr.alipay.com/", "http://qr.alipay.com/", "alipays://", "https://qr.95516.com/")),
    ("health", ("shc:/", "HC1:")),
    ("contact", ("BEGIN:VCARD", "MECARD:")),
    ("wifi", ("WIFI:",)),
    ("web", ("http://", "https://", "www.")),
)  # fmt: skip


def foreign_kind(text: str) -> ForeignKind:
    """The kind of a text; "other" for what begins like none of them."""
    head = text[:64].lower()
    return next((kind for kind, begins in _BEGINS if head.startswith(tuple(one.lower() for one in begins))), "other")
