"""Staff cards from the shell: made, shown with a PIN wherever a password would do, and withdrawn."""

from pathlib import Path

from PIL import Image

from passdesk.credential.qr_picture import read_back
from tests.cli.town import Town

PIN = "4711"


def card_of(town: Town, name: str, pin: str = PIN) -> dict[str, str]:
    """The environment of somebody who shows this operator's new card."""
    png = town.shell.data.parent / f"{name}.png"
    town.shell.by(name, "operator", "card", name, "--png", png, PASSDESK_PIN=pin).done()
    with Image.open(png) as picture:
        text = read_back(picture)
    assert text is not None
    return {"PASSDESK_CARD": text, "PASSDESK_PIN": pin}


def test_a_card_acts_wherever_a_password_does_and_names_its_holder(town: Town) -> None:
    card = card_of(town, "hanna")
    town.shell("person", "edit", town.lee, "--phone", "+852 2345 6781", **card).done()
    town.shell("--operator", "hanna", "person", "edit", town.lee, "--phone", "+852 2345 6782", **card).done()
    other = town.shell("--operator", "sue", "person", "edit", town.lee, "--phone", "+852 2345 6783", **card)
    assert (other.status, "not that of sue" in other.err) == (2, True)
    wrong = town.shell("person", "edit", town.lee, "--phone", "+852 2345 6783", **card | {"PASSDESK_PIN": "4712"})
    assert (wrong.status, "card and PIN do not fit" in wrong.err) == (1, True)
    assert town.shell.by("hanna", "person", "edit", town.lee, "--phone", "+852 2345 6784").status == 0


def test_a_pass_is_no_card_and_a_card_no_pass(town: Town) -> None:
    card = card_of(town, "lau")
    shown = {"PASSDESK_CARD": town.text, "PASSDESK_PIN": PIN}
    by_pass = town.shell("person", "edit", town.lee, "--phone", "+852 2345 6781", **shown)
    assert "not the code of a staff card" in by_pass.err
    read = town.shell("pass", "read", card["PASSDESK_CARD"], "--json")
    assert (read.status, read.object["token"]) == (1, "not_a_pass")


def test_a_lost_card_is_withdrawn_by_an_administrator(town: Town) -> None:
    card = card_of(town, "hanna")
    assert town.shell.by("sue", "operator", "card-withdraw", "hanna").status == 1
    town.shell.by("admin", "operator", "card-withdraw", "hanna").done()
    gone = town.shell("person", "edit", town.lee, "--phone", "+852 2345 6781", **card)
    assert (gone.status, "has no staff card now" in gone.err) == (1, True)
    assert town.shell.by("admin", "operator", "card-withdraw", "hanna").status == 1


def test_no_card_without_a_place_a_pin_or_the_right_name(town: Town, tmp_path: Path) -> None:
    before = town.shell("journal", "list", "--json").out
    png = tmp_path / "card.png"
    for name, of, path, pin in [
        ("hanna", "hanna", tmp_path / "no" / "card.png", PIN),
        ("hanna", "hanna", png, "123"),
        ("hanna", "hanna", png, "12345678901234"),
        ("hanna", "hanna", png, "12a4"),
        ("admin", "hanna", png, PIN),
    ]:
        ran = town.shell.by(name, "operator", "card", of, "--png", path, PASSDESK_PIN=pin)
        assert ran.status == 2, ran
    assert not png.exists()
    assert town.shell("journal", "list", "--json").out == before


def test_who_forgot_their_password_is_given_another_and_the_old_one_ends(town: Town) -> None:
    refused = town.shell.by("sue", "operator", "renew", "hanna")
    assert (refused.status, "does not have the role" in refused.err) == (1, True)
    card = card_of(town, "hanna")
    once = town.shell.by("admin", "operator", "renew", "hanna", "--json").done().object["one_time_password"]
    edit = ("person", "edit", town.lee, "--phone", "+852 2345 6781")
    assert town.shell.by("hanna", *edit).status == 1
    assert town.shell(*edit, **card).status == 1
    assert "one-time" in town.shell.by("hanna", *edit, PASSDESK_PASSWORD=once).err
    changing = {"PASSDESK_PASSWORD": once, "PASSDESK_NEW_PASSWORD": "another secret"}
    town.shell("--operator", "hanna", "operator", "password", **changing).done()
    town.shell.by("hanna", *edit, PASSDESK_PASSWORD="another secret").done()
    assert town.shell("journal", "verify").status == 0
