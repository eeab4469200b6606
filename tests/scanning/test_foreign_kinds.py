import pytest

from passdesk.scanning.foreign_kinds import ForeignKind, foreign_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [("https://u.wechat.com/EAbc", "wechat"), ("wxp://f2f0abc", "wechat"), ("HTTPS://QR.ALIPAY.COM/fkx1", "alipay"),
     ("https://example.org/menu", "web"), ("HC1:6BF+70790T9WJWG", "health"), ("shc:/5676290952432060", "health"),
     ("BEGIN:VCARD\nVERSION:3.0", "contact"), ("WIFI:S:guest;;", "wifi"), ("4006381333931", "other"), ("", "other"),
     ("微信", "other"), ("x" * 100_000, "other")],
)  # fmt: skip
def test_what_a_foreign_code_most_likely_is(text: str, kind: ForeignKind) -> None:
    assert foreign_kind(text) == kind
