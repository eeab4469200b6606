"""Keys and policy count only while their chains lead to the root, and are read anew when their rows change."""

from collections.abc import Callable, Iterator, Sequence

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.standing import OwnActs
from passdesk.credential import keys
from passdesk.credential.certificates import certify
from passdesk.credential.issuing_key import IssuingKey
from passdesk.credential.token import text_of
from passdesk.domain.entries import Entry
from passdesk.domain.passes import Claims, IssuingScope
from passdesk.domain.people import IssuingKey as KeyRow
from passdesk.store.memory import Memory
from tests.checkpoint.conftest import Place
from tests.factories.people import YEAR
from tests.factories.zones import SINCE, seed_of, seeded

SCOPE = IssuingScope((), (), YEAR, SINCE, SINCE + YEAR)


def codes(place: Place, source: str) -> list[str]:
    answer = place.gate.present(source, "camera", "entry")
    assert isinstance(answer, Recorded)
    return [reason.code for reason in answer.verdict.reasons]


class Interrupted(list[Entry]):
    """Another thread asks while one is looking from the newest to the oldest."""

    meanwhile: Callable[[], object] | None = None

    def __reversed__(self) -> Iterator[Entry]:
        meanwhile, self.meanwhile = self.meanwhile, None
        for number, entry in enumerate(super().__reversed__()):
            if number == 1 and meanwhile is not None:
                meanwhile()
            yield entry


class Interrupting(Memory):
    held = Interrupted()

    @property
    def entries(self) -> Sequence[Entry]:
        return self.held


def a_pass_by(place: Place, key: IssuingKey) -> str:
    now = place.clock().wall // 1_000_000
    return text_of(key.issue(Claims(place.zone.name, now + 86_400, now, now, bytes(16), 1, 3, bytes(4))))


def put_key(place: Place, key: IssuingKey, certificate: bytes) -> None:
    row = KeyRow(key=key.known.id, public_key=key.known.public, certificate=certificate, desk=bytes(16))
    place.store.registers.current.apply_page([("issuing_key", row.key, 1, row.to_map())], 1)


def test_a_new_key_is_known_as_soon_as_its_row_has_come_and_withdrawn_as_soon_as_it_is(place: Place) -> None:
    gate, key = place.gate, IssuingKey.of(seed_of("another"), SCOPE)
    text = a_pass_by(place, key)
    assert codes(place, text) == ["unknown_key"]
    gate.present(text, "camera")
    place.office.issuing_key("another")
    answer = gate.present(text, "camera", "entry")
    assert isinstance(answer, Recorded)
    assert [reason.code for reason in answer.verdict.reasons] == ["unknown_pass"]
    place.office.act("issuing_key_withdrawn", {"key": key.known.id, "reason": None})
    again = gate.present(text, "camera", "entry")
    assert isinstance(again, Recorded)
    assert next(reason.code for reason in again.verdict.reasons) == "key_withdrawn"


def test_a_key_certified_by_nobody_entitled_is_unknown(place: Place) -> None:
    """A server can send whatever rows it likes; it cannot mint a key."""
    key = IssuingKey.of(seed_of("minted"), SCOPE)
    for issuer in (seeded("nobody"), place.holder.hr.private):
        certificate = certify(issuer, zone="hetao", subject=key.known.public, body=SCOPE, not_before=SINCE)
        put_key(place, key, certificate)
        assert codes(place, a_pass_by(place, key))[0] == "unknown_key"
    certificate = certify(place.zone.admin_key, zone="hetao", subject=key.known.public, body=SCOPE, not_before=SINCE)
    put_key(place, key, certificate)
    assert "unknown_pass" in codes(place, a_pass_by(place, key))


def test_a_certificate_that_ends_ends_while_the_gate_stands(place: Place) -> None:
    key, now = IssuingKey.of(seed_of("short"), SCOPE), place.clock().wall // 1_000_000
    certificate = certify(
        place.zone.admin_key, zone="hetao", subject=key.known.public, body=SCOPE, not_before=SINCE, expires=now + 60
    )
    put_key(place, key, certificate)
    gate, text = place.gate, a_pass_by(place, key)
    first = gate.present(text, "camera", "entry")
    place.clock.step(60)
    second = gate.present(text, "camera", "entry")
    assert isinstance(first, Recorded)
    assert isinstance(second, Recorded)
    assert [answer.verdict.reasons[0].code for answer in (first, second)] == ["unknown_pass", "unknown_key"]


def test_the_standing_is_kept_while_only_people_move(place: Place) -> None:
    gate = place.gate
    before = gate.standing()
    gate.present(place.text, "camera")
    assert gate.standing() is before
    place.office.operator("another", "hr")
    assert gate.standing().ring is before.ring  # chains are not followed again for an operator who certifies nothing
    assert keys.kid(place.zone.root_public) not in before.ring.keys.by_kid


def test_an_act_is_noticed_once_however_many_entries_follow(place: Place) -> None:
    acts = OwnActs(place.store.memory)
    place.office.operator("another", "hr")
    added = place.store.journal.seq
    place.gate.present(place.text, "camera")
    assert place.store.journal.seq > added
    assert acts.newest() == added
    place.gate.present(place.text, "camera")
    place.store.catch_up()
    assert acts.newest() == added
    place.office.operator("one more", "hr")
    assert acts.newest() == place.store.journal.seq


def test_two_threads_that_ask_at_once_both_hear_of_the_newest_act(place: Place) -> None:
    """Its lane's thread and the one that reads who was last here."""
    place.office.act("issuing_key_withdrawn", {"key": place.office.issuing_key("x").known.id, "reason": None})
    for _ in range(3):
        place.store.write("sign_in_failed", {"operator": None}, reading=place.clock.step())
    memory, heard = Interrupting(), list[int]()
    memory.held = Interrupted(place.store.memory.entries)
    acts = OwnActs(memory)
    memory.held.meanwhile = lambda: heard.append(acts.newest())
    heard.append(acts.newest())
    (withdrawn,) = place.store.journal.entries(kinds=("issuing_key_withdrawn",))
    assert heard == [withdrawn.content.seq] * 2
