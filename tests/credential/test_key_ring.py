"""What an issuing key may sign, and how the ring keeps its keys."""

from typing import Any

import pytest
from msgspec.structs import replace

from passdesk.credential.key_ring import KeyRing, KnownKey, institution_tag
from passdesk.domain.passes import IssuingScope
from tests.credential.factories import CLAIMS, NOW, SCOPE, YEAR, public

ID = b"\x01" * 16
OWN = replace(CLAIMS, tag=institution_tag(ID))


@pytest.mark.parametrize(
    ("scope", "claims", "allowed"),
    [
        ({}, {}, True),
        ({"classes": (1, 2)}, {}, True),
        ({"classes": (2,)}, {}, False),
        ({"institutions": (ID,)}, {}, True),
        ({"institutions": (b"\x02" * 16, ID)}, {}, True),
        ({"institutions": (b"\x02" * 16,)}, {}, False),
        ({"longest": 86_400}, {}, True),
        ({"longest": 86_399}, {}, False),
        ({"longest": 86_400}, {"not_before": NOW + 80_000}, True),
        ({"longest": 86_400}, {"not_before": NOW + 60, "expires": NOW + 86_401}, False),
        ({"not_before": NOW}, {}, True),
        ({"not_before": NOW + 1}, {}, False),
        ({"expires": NOW + 1}, {}, True),
        ({"expires": NOW}, {}, False),
    ],
    ids=str,
)
def test_scope(scope: dict[str, Any], claims: dict[str, Any], allowed: bool) -> None:
    key = KnownKey.of(public(1), replace(SCOPE, **scope))
    assert key.may_sign(replace(OWN, **claims)) is allowed


def test_a_key_given_twice_stays_withdrawn() -> None:
    good, withdrawn = KnownKey.of(public(1), SCOPE), KnownKey.of(public(1), SCOPE, withdrawn=True)
    for given in ([good, withdrawn], [withdrawn, good]):
        assert KeyRing.of(given).matching(good.kid) == (withdrawn,)


def test_an_unknown_kid_matches_nothing() -> None:
    ring = KeyRing.of([KnownKey.of(public(1), IssuingScope((), (), YEAR, 0, NOW))])
    assert ring.matching(b"none") == ()
