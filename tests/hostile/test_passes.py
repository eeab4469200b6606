"""Whatever is held before the camera: only a pass whose key leads to the root ever admits or moves anybody."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.settling import Saying
from passdesk.credential import keys
from passdesk.credential.certificates import certify
from passdesk.credential.issuing_key import IssuingKey
from passdesk.credential.token import open_token, text_of
from passdesk.domain.movements import Presence
from passdesk.domain.passes import IssuingScope
from passdesk.domain.people import IssuingKey as KeyRow
from passdesk.domain.people import Operator
from passdesk.store.signing import Signer
from tests.checkpoint.conftest import Place, place
from tests.factories.people import YEAR
from tests.factories.zones import SINCE, id_of, seed_of, seeded

__all__ = ["place"]

SCOPE = IssuingScope((), (), YEAR, SINCE, SINCE + 10 * YEAR)
KEYS: dict[str, Callable[[Place], Ed25519PrivateKey]] = {
    "nobody's": lambda _: seeded("nobody"),
    "the root's": lambda place: place.zone.root_key,
    "the administrator's": lambda place: place.zone.admin_key,
    "an officer's": lambda place: place.officer.private,
    "the journal's": lambda place: place.store.journal.identity,
}


def refused(place: Place, source: str | bytes) -> str:
    """The principal reason; nobody was admitted, and nobody moved though a supervisor let them in."""
    answer = place.gate.present(source, "camera", "entry")
    assert isinstance(answer, Recorded)
    assert answer.verdict.word == "refuse"
    assert not answer.verdict.verified
    assert (answer.verdict.person, answer.verdict.pass_id) == (None, None)
    supervisor = Signer(id_of("supervisor"), seeded("supervisor"))
    with place.store.view() as view:
        hired = view.get(Operator, supervisor.operator) is not None
    if not hired:
        place.office.operator("supervisor", "supervisor")
    place.gate.outcome(answer.entry, Saying("passed", override="other"), supervisor)
    with place.store.view() as view:
        assert view.get(Presence, place.holder.person) is None
    return answer.verdict.reasons[0].code


def signed_again(place: Place, private: Ed25519PrivateKey) -> bytes:
    """The holder's very pass, signed by another key."""
    return IssuingKey.of(keys.seed_of(private), SCOPE).issue(open_token(place.holder.token).claims)


def certified(place: Place, issuer: Ed25519PrivateKey, subject: bytes) -> None:
    """As a lying server would put it into the register."""
    certificate = certify(issuer, zone=place.zone.name, subject=subject, body=SCOPE, not_before=SINCE)
    row = KeyRow(key=keys.key_id(subject), public_key=subject, certificate=certificate, desk=bytes(16))
    place.store.registers.current.apply_page([("issuing_key", row.key, 1, row.to_map())], 1)


@pytest.mark.parametrize("whose", KEYS)
def test_a_pass_signed_by_a_key_for_something_else(place: Place, whose: str) -> None:
    token = signed_again(place, KEYS[whose](place))
    assert refused(place, text_of(token)) == "unknown_key"
    assert refused(place, text_of(token[:7] + place.holder.token[7:11] + token[11:])) == "forged"


@pytest.mark.parametrize("whose", [name for name in KEYS if name != "the administrator's"])
def test_a_key_certified_by_who_may_not(place: Place, whose: str) -> None:
    minted = seeded("minted")
    certified(place, KEYS[whose](place), keys.public_of(minted))
    assert refused(place, signed_again(place, minted)) == "unknown_key"


def test_an_operators_certificate_makes_no_issuing_key(place: Place) -> None:
    public = keys.public_of(place.officer.private)
    certificate = place.zone.operator_certificate(public, place.officer.operator, ("checkpoint",))
    row = KeyRow(key=keys.key_id(public), public_key=public, certificate=certificate, desk=bytes(16))
    place.store.registers.current.apply_page([("issuing_key", row.key, 1, row.to_map())], 1)
    assert refused(place, signed_again(place, place.officer.private)) == "unknown_key"


def test_a_good_key_that_signs_over_anothers_pass(place: Place) -> None:
    """The key may sign passes, and is withdrawn or not: the register knows this pass as another key's."""
    key = place.office.issuing_key("second")
    assert refused(place, signed_again(place, seeded("second"))) == "key_out_of_scope"
    place.office.act("issuing_key_withdrawn", {"key": key.known.id, "reason": None})
    assert refused(place, signed_again(place, seeded("second"))) == "key_withdrawn"
    assert key.known.public == keys.public_of(keys.from_seed(seed_of("second")))


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text * 400,
        lambda _: "9" * 100_000,
        lambda text: "0" + text,
        lambda text: text[:-1],
        lambda text: "".join(chr(0xFF10 + int(digit)) for digit in text),
        lambda text: "".join(chr(0x0660 + int(digit)) for digit in text),
        lambda text: "+" + text,
        lambda text: text[:3] + "_" + text[3:],
        lambda text: text + "\n",
        lambda text: text + "\x00",
        lambda _: "²" * 310,
        lambda _: "\ud800",
    ],
)
def test_other_digits(place: Place, harm: Callable[[str], str]) -> None:
    assert refused(place, harm(place.text)) == "not_a_pass"
