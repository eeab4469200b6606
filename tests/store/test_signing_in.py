"""Signing in: the right password, the one-time one, wrong ones and their delay, keys that don't fit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from passdesk.administration import operators, staff_cards
from passdesk.clock import MICROSECONDS
from passdesk.credential import keys
from passdesk.credential.certificate_bodies import OperatorRights
from passdesk.credential.certificates import certify
from passdesk.credential.staff_card import card_text, new_card
from passdesk.domain.people import Operator
from passdesk.errors import Damaged, Declined, Misuse
from passdesk.store.acts import Acting
from passdesk.store.attaching import attach
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing_in import (
    CardNotGood,
    NewPasswordNeeded,
    TooSoon,
    WrongPassword,
    WrongPin,
    change_password,
    sign_in,
    sign_in_by_card,
)
from tests.factories.clocks import START, FakeClock
from tests.factories.desks import a_desk
from tests.factories.zones import CHEAP, PASSWORD, Zone, wrapped_key

NEW = "a better password"


class Place(Struct, frozen=True):
    store: DeskStore
    clock: FakeClock
    admin: Acting

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.store.journal.entries()]

    def add(self, name: str = "May Ho", *roles: str) -> str:
        added = operators.add(self.admin, name, roles or ("hr",), cost=CHEAP)
        return added.one_time_password


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    zone, clock = Zone(), FakeClock()
    with a_desk(tmp_path / "desk", zone, clock) as store:
        yield Place(store, clock, Acting(store, zone.admin, clock))


def test_the_founder_signs_in_with_the_password_chosen_then(place: Place) -> None:
    signer = sign_in(place.store, "admin", PASSWORD, place.clock)
    assert signer.operator == place.admin.signer.operator
    assert place.kinds()[-1] == "signed_in"


def test_a_one_time_password_opens_nothing_but_a_new_one(place: Place) -> None:
    once = place.add()
    with pytest.raises(NewPasswordNeeded):
        sign_in(place.store, "May Ho", once, place.clock)
    with pytest.raises(Declined, match="at least 8"):
        change_password(place.store, "May Ho", once, "short", place.clock, CHEAP)
    with pytest.raises(Declined, match="is the old one"):
        change_password(place.store, "May Ho", once, once, place.clock, CHEAP)
    signer = change_password(place.store, "May Ho", once, NEW, place.clock, CHEAP)
    assert place.kinds()[-2:] == ["operator_rewrapped", "signed_in"]
    assert keys.public_of(sign_in(place.store, "May Ho", NEW, place.clock).private) == keys.public_of(signer.private)
    with pytest.raises(WrongPassword):
        sign_in(place.store, "May Ho", once, place.clock)


def test_wrong_tries_are_recorded_and_wait_longer_each_time(place: Place) -> None:
    waits = []
    for _ in range(5):
        with pytest.raises(WrongPassword) as raised:
            sign_in(place.store, "admin", "wrong", place.clock)
        waits.append(raised.value.wait_s)
        place.clock.step(raised.value.wait_s)
    assert waits == [0, 0, 1, 2, 4]
    assert place.kinds().count("sign_in_failed") == 5
    sign_in(place.store, "admin", PASSWORD, place.clock)
    with pytest.raises(WrongPassword) as raised:
        sign_in(place.store, "admin", "wrong", place.clock)
    assert raised.value.wait_s == 0


def test_too_early_a_try_is_not_heard_even_if_right(place: Place) -> None:
    for _ in range(4):
        with pytest.raises(WrongPassword):
            sign_in(place.store, "admin", "wrong", place.clock)
        place.clock.step(1)
    before = place.store.journal.seq
    with pytest.raises(TooSoon, match="Wait 1 s,"):
        sign_in(place.store, "admin", PASSWORD, place.clock)
    assert place.store.journal.seq == before
    place.clock.step(1)
    sign_in(place.store, "admin", PASSWORD, place.clock)


@pytest.mark.parametrize("set_back", [False, True])
def test_a_machine_that_is_started_anew_spares_nobody_the_wait(place: Place, set_back: bool) -> None:
    for _ in range(11):
        with pytest.raises(WrongPassword) as raised:
            sign_in(place.store, "admin", "wrong", place.clock)
        place.clock.step(raised.value.wait_s)
    with pytest.raises(WrongPassword):
        sign_in(place.store, "admin", "wrong", place.clock)
    place.clock.reboot(off=60)
    if set_back:
        place.clock.set_wall(START - 3600 * MICROSECONDS)
    with pytest.raises(TooSoon) as soon:
        sign_in(place.store, "admin", PASSWORD, place.clock)
    assert soon.value.wait_s == (299 if set_back else 240)
    place.clock.step(soon.value.wait_s)
    sign_in(place.store, "admin", PASSWORD, place.clock)


def test_nobody_of_that_name_reads_like_a_wrong_password(place: Place) -> None:
    with pytest.raises(WrongPassword, match="name and password do not fit"):
        sign_in(place.store, "nobody", PASSWORD, place.clock)
    last = place.store.journal.entry(place.store.journal.seq)
    assert last is not None
    assert (last.kind, last.body["operator"]) == ("sign_in_failed", None)


def test_a_disabled_operator_is_as_good_as_none(place: Place) -> None:
    once = place.add()
    change_password(place.store, "May Ho", once, NEW, place.clock, CHEAP)
    operators.disable(place.admin, operators.called(place.store, "May Ho").key)
    with pytest.raises(WrongPassword):
        sign_in(place.store, "May Ho", NEW, place.clock)


def put(place: Place, row: Operator) -> None:
    """As a server would that lies about an operator."""
    place.store.registers.current.apply_page([("operator", row.key, 1, row.to_map())], 1)


def an_operator(place: Place, key: bytes, public: bytes, certificate: bytes, wrapped: bytes) -> Operator:
    founder = operators.called(place.store, "admin")
    return replace(
        founder, key=key, name="Eve", public_key=public, certificate=certificate, wrapped=wrapped, last=(bytes(16), 1)
    )


def test_an_operator_nobody_certified_cannot_sign_in(place: Place) -> None:
    eve = keys.public_of(keys.from_seed(bytes(32)))
    certificate = Zone(root_key=keys.from_seed(b"\x07" * 32), admin_key=keys.from_seed(b"\x08" * 32))
    forged = certificate.operator_certificate(eve, b"e" * 16, ("administrator",))
    put(place, an_operator(place, b"e" * 16, eve, forged, bytes(32)))
    with pytest.raises(Damaged, match="another key"):
        sign_in(place.store, "Eve", PASSWORD, place.clock)


def certified(place: Place, key: bytes, wrapped: bytes) -> Operator:
    """An operator whom this zone's administrator did certify."""
    public, zone = keys.public_of(keys.from_seed(bytes(32))), place.store.journal.zone
    rights, since = OperatorRights(key, ("administrator",)), place.clock().wall // MICROSECONDS
    certificate = certify(place.admin.signer.private, zone=zone, subject=public, body=rights, not_before=since)
    return an_operator(place, key, public, certificate, wrapped)


def test_a_key_this_desk_does_not_hold_is_said_so(place: Place) -> None:
    put(place, certified(place, b"m" * 16, wrapped=b"\x01" * 32))
    with pytest.raises(Declined, match="does not hold the key of Eve"):
        sign_in(place.store, "Eve", PASSWORD, place.clock)


def test_a_blob_with_another_key_in_it_is_damaged(place: Place) -> None:
    blob = attach("wrapped", wrapped_key("somebody else", b"m" * 16).content)
    place.store.attachments.put(blob)
    put(place, certified(place, b"m" * 16, wrapped=blob.hash))
    with pytest.raises(Damaged, match="not the one that was certified"):
        sign_in(place.store, "Eve", PASSWORD, place.clock)


PIN = "4711"


def a_card(place: Place, pin: str = PIN) -> str:
    """The code of a new card of the administrator's."""
    return staff_cards.make_card(place.admin, pin, cost=CHEAP).text


def test_card_and_pin_sign_in_and_the_password_still_does(place: Place) -> None:
    text = a_card(place)
    signer = sign_in_by_card(place.store, text, PIN, place.clock)
    assert keys.public_of(signer.private) == keys.public_of(place.admin.signer.private)
    assert place.kinds()[-2:] == ["operator_card_made", "signed_in"]
    sign_in(place.store, "admin", PASSWORD, place.clock)


def test_a_wrong_pin_counts_with_wrong_passwords_and_waits(place: Place) -> None:
    text = a_card(place)
    waits = []
    for _ in range(2):
        with pytest.raises(WrongPassword) as raised:
            sign_in(place.store, "admin", "wrong", place.clock)
        waits.append(raised.value.wait_s)
        place.clock.step(1)
        with pytest.raises(WrongPin) as raised:
            sign_in_by_card(place.store, text, "0000", place.clock)
        waits.append(raised.value.wait_s)
    assert waits == [0, 0, 1, 2]
    before = place.store.journal.seq
    with pytest.raises(TooSoon):
        sign_in_by_card(place.store, text, PIN, place.clock)
    assert place.store.journal.seq == before
    failed = [entry.body["operator"] for entry in place.store.journal.entries() if entry.kind == "sign_in_failed"]
    assert failed == [place.admin.signer.operator] * 4
    place.clock.step(2)
    sign_in_by_card(place.store, text, PIN, place.clock)


def test_a_wrong_pin_a_made_up_card_and_a_replaced_one_are_told_apart_by_nobody(place: Place) -> None:
    replaced = a_card(place)
    text, forged = a_card(place), card_text(new_card(place.admin.signer.operator))
    said = set()
    for card, pin in [(text, "0000"), (replaced, PIN), (forged, PIN), (card_text(new_card(b"n" * 16)), PIN)]:
        with pytest.raises(WrongPin) as raised:
            sign_in_by_card(place.store, card, pin, place.clock)
        said.add(raised.value.happened)
        place.clock.step(60)
    assert said == {"This card and PIN do not fit."}


@pytest.mark.parametrize(
    ("text", "pin"), [("weixin://qr/1", PIN), ("", PIN), ("7" * 88, PIN), (None, "12"), (None, "")]
)
def test_of_a_foreign_code_or_no_pin_nothing_is_recorded(place: Place, text: str | None, pin: str) -> None:
    card, before = a_card(place), place.store.journal.seq
    with pytest.raises((Damaged, Misuse)):
        sign_in_by_card(place.store, card if text is None else text, pin, place.clock)
    assert place.store.journal.seq == before


def test_a_withdrawn_card_opens_nothing_and_says_so(place: Place) -> None:
    text = a_card(place)
    staff_cards.withdraw_card(place.admin, place.admin.signer.operator)
    with pytest.raises(CardNotGood, match="has no staff card now"):
        sign_in_by_card(place.store, text, PIN, place.clock)
    assert place.kinds()[-1] == "operator_card_withdrawn"


def test_the_card_of_a_disabled_operator_opens_nothing(place: Place) -> None:
    once = place.add()
    signer = change_password(place.store, "May Ho", once, NEW, place.clock, CHEAP)
    made = staff_cards.make_card(Acting(place.store, signer, place.clock), PIN, cost=CHEAP)
    operators.disable(place.admin, signer.operator)
    with pytest.raises(CardNotGood, match="May Ho has been disabled"):
        sign_in_by_card(place.store, made.text, PIN, place.clock)


def test_the_secret_of_a_card_stands_nowhere_on_the_desk(place: Place) -> None:
    text = a_card(place)
    secret = int(text).to_bytes(37)[17:33]
    held = [
        attachment.content
        for hash_ in place.store.attachments.hashes()
        if (attachment := place.store.attachments.get(hash_))
    ]
    assert not any(secret in blob for blob in (*held, *(entry.raw for entry in place.store.journal.entries())))
