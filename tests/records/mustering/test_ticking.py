"""The assembly point: people ticked by name and by pass, what ticks nobody, and who looked."""

from collections.abc import Callable

import pytest

from passdesk.credential.issuing_key import IssuingKey
from passdesk.credential.token import LONGEST_TEXT, text_of
from passdesk.domain.movements import Mustered
from passdesk.domain.passes import Claims, IssuingScope
from passdesk.errors import Misuse, NotRecorded
from passdesk.records.mustering.ticking import Looks, NotTicked, TickedHere, tick, tick_pass
from tests.factories.desks import fill_the_disk
from tests.factories.zones import seed_of
from tests.records.mustering.conftest import Place


def rows(place: Place) -> list[tuple[bytes, bool, str]]:
    with place.store.view() as view:
        return sorted((row.key, row.present, row.how) for row in view.all(Mustered))


def test_a_pass_ticks_its_holder_and_nobody_signs(place: Place) -> None:
    place.show()
    done = tick_pass(place.store, place.clock, place.text)
    assert done == TickedHere((place.holder.person,), "pass", present=True)
    entry = place.last("mustered")
    assert (entry.body["how"], entry.body["started"], entry.signatures, entry.content.actor) == ("pass", None, (), None)
    assert rows(place) == [(place.holder.person, True, "pass")]
    tick(place.store, place.clock, [place.holder.person], present=False)
    assert rows(place) == [(place.holder.person, False, "name")]
    assert place.count().found == 0


def broken(place: Place) -> str:
    token = bytearray(place.holder.token)
    token[-1] ^= 1
    return text_of(bytes(token))


def made_by(place: Place, seed: str, zone: str, pass_id: bytes = b"?" * 16) -> str:
    now = place.clock().wall // 1_000_000
    key = IssuingKey.of(seed_of(seed), IssuingScope((), (), 1 << 30, 0, 1 << 32))
    return text_of(key.issue(Claims(zone, now + 86_400, now, now, pass_id, 1, 3, bytes(4))))


HOSTILE: dict[str, tuple[Callable[[Place], str | bytes], str]] = {
    "nothing": (lambda _: "", "no_pass"),
    "an address": (lambda _: "https://example.org/?pass=1", "no_pass"),
    "a flood of digits": (lambda _: "9" * 10_000, "no_pass"),
    "one digit too many": (lambda _: "1" * (LONGEST_TEXT + 1), "no_pass"),
    "control codes": (lambda _: "\x00\x1b[2J\r\n\x03", "no_pass"),
    "full-width digits": (lambda place: "".join(chr(ord(one) + 0xFEE0) for one in place.text), "no_pass"),
    "a staff member's name": (lambda _: "officer", "no_pass"),
    "one bit off": (broken, "forged"),
    "another's key": (lambda place: made_by(place, "a stranger's", "hetao", place.holder.pass_id), "unknown_key"),
    "another zone": (lambda place: made_by(place, "issuing", "elsewh", place.holder.pass_id), "wrong_zone"),
    "a sound pass nobody here knows": (lambda place: made_by(place, "issuing", "hetao"), "unknown_pass"),
}


@pytest.mark.parametrize(("shown", "why"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_pass_of_somebody_known_ticks_nobody(
    place: Place, shown: Callable[[Place], str | bytes], why: str
) -> None:
    seq = place.store.journal.seq
    assert tick_pass(place.store, place.clock, shown(place)) == NotTicked(why)  # type: ignore[arg-type]
    assert (rows(place), place.store.journal.seq) == ([], seq)


@pytest.mark.parametrize(
    ("kind", "ticks"), [("pass_revoked", False), ("pass_suspended", True), ("person_suspended", True)]
)
def test_a_revoked_pass_may_be_in_other_hands(place: Place, kind: str, ticks: bool) -> None:
    ids = {"pass": place.holder.pass_id, "person": place.holder.person}
    field = kind.split("_")[0]
    place.office.act(kind, {field: ids[field], "reason": None}, place.chief.signer)
    done = tick_pass(place.store, place.clock, place.text)
    assert isinstance(done, TickedHere) is ticks
    assert done == NotTicked("stopped") or ticks


def test_an_expired_pass_ticks_its_holder(place: Place) -> None:
    place.clock.step(90 * 86_400)
    assert isinstance(tick_pass(place.store, place.clock, place.text), TickedHere)


def test_many_at_once_in_entries_that_fit(place: Place) -> None:
    people = [place.known(f"Person {number}") for number in range(3)]
    before = place.store.journal.seq
    done = tick(place.store, place.clock, [*people, people[0]] * 300)
    assert (len(done.people), place.store.journal.seq) == (3, before + 1)


def test_a_stranger_ticks_nobody_of_the_others_either(place: Place) -> None:
    with pytest.raises(Misuse, match="Nobody is known"):
        tick(place.store, place.clock, [place.holder.person, bytes(16)])
    assert rows(place) == []


def test_a_full_disk_ticks_nobody(place: Place) -> None:
    place.show()
    fill_the_disk(place.store)

    def many() -> None:
        for _ in range(200):
            tick_pass(place.store, place.clock, place.text)

    with pytest.raises(NotRecorded):
        many()


def test_looking_is_recorded_once_a_minute(place: Place) -> None:
    place.show()
    looks, counted = Looks(place.store, place.clock), place.count()
    assert [looks.note(counted), looks.note(counted)] == [True, False]
    body = place.last("muster_opened").body
    assert (body["certain"], body["possible"], list(body["silent"])) == (1, 0, [])
    place.clock.step(59)
    assert not looks.note(counted)
    place.clock.step(1)
    assert looks.note(counted)
