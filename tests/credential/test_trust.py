"""Chains of certificates from the root: who may certify whom."""

import pytest

from passdesk.credential import trust
from passdesk.credential.certificate_bodies import Body, JournalRights, OperatorRights, Purpose, ServerName
from passdesk.credential.certificates import Certificate, certify, open_certificate
from passdesk.domain.passes import IssuingScope
from passdesk.errors import Damaged, Declined
from tests.credential.factories import NOW, YEAR, ZONE, private, public

ROOT, ADMIN, SECOND, HR, ISSUING, SERVER, JOURNAL = range(1, 8)
ADMINISTRATOR = OperatorRights(b"\x01" * 16, ("administrator",))
OFFICER = OperatorRights(b"\x02" * 16, ("hr",))
SCOPE = IssuingScope((), (), YEAR, NOW, NOW + YEAR)
DESK = JournalRights("Lane 1", ("checkpoint",))


def link(issuer: int, subject: int, body: Body, expires: int | None = None) -> Certificate:
    data = certify(private(issuer), zone=ZONE, subject=public(subject), body=body, not_before=NOW, expires=expires)
    return open_certificate(data, ZONE)


FIRST = link(ROOT, ADMIN, ADMINISTRATOR)
HOUSE = link(ROOT, SERVER, ServerName("s"))
GOOD = {
    "first administrator": [FIRST],
    "second administrator": [FIRST, link(ADMIN, SECOND, ADMINISTRATOR)],
    "officer": [FIRST, link(ADMIN, HR, OFFICER)],
    "officer of the second administrator": [FIRST, link(ADMIN, SECOND, ADMINISTRATOR), link(SECOND, HR, OFFICER)],
    "issuing key": [FIRST, link(ADMIN, ISSUING, SCOPE)],
    "server": [HOUSE],
    "desk": [HOUSE, link(SERVER, JOURNAL, DESK)],
    "desk of a zone without a server": [link(ROOT, JOURNAL, DESK)],
}
REFUSED = {
    "officer by the root": [link(ROOT, HR, OFFICER)],
    "officer by an officer": [FIRST, link(ADMIN, HR, OFFICER), link(HR, SECOND, OFFICER)],
    "administrator by an officer": [FIRST, link(ADMIN, HR, OFFICER), link(HR, SECOND, ADMINISTRATOR)],
    "officer by the server": [HOUSE, link(SERVER, HR, OFFICER)],
    "administrator by the server": [HOUSE, link(SERVER, ADMIN, ADMINISTRATOR)],
    "issuing key by the root": [link(ROOT, ISSUING, SCOPE)],
    "issuing key by an officer": [FIRST, link(ADMIN, HR, OFFICER), link(HR, ISSUING, SCOPE)],
    "issuing key by the server": [HOUSE, link(SERVER, ISSUING, SCOPE)],
    "issuing key by a desk": [link(ROOT, JOURNAL, DESK), link(JOURNAL, ISSUING, SCOPE)],
    "server by an administrator": [FIRST, link(ADMIN, SERVER, ServerName("s"))],
    "server by a server": [HOUSE, link(SERVER, ADMIN, ServerName("s"))],
    "desk by an administrator": [FIRST, link(ADMIN, JOURNAL, DESK)],
    "desk by a desk": [link(ROOT, JOURNAL, DESK), link(JOURNAL, ADMIN, DESK)],
    "desk by an issuing key": [FIRST, link(ADMIN, ISSUING, SCOPE), link(ISSUING, JOURNAL, DESK)],
    "the server's key as an operator's": [HOUSE, link(SERVER, JOURNAL, DESK), link(JOURNAL, SERVER, OFFICER)],
    "the administrator's key for issuing": [
        FIRST, link(ADMIN, SECOND, ADMINISTRATOR), link(SECOND, ADMIN, SCOPE),
    ],
    "the root's key for issuing": [FIRST, link(ADMIN, ROOT, SCOPE)],
}  # fmt: skip


@pytest.mark.parametrize("chain", GOOD.values(), ids=GOOD)
def test_good_chains(chain: list[Certificate]) -> None:
    assert trust.check_chain(public(ROOT), chain, chain[-1].purpose, NOW) is chain[-1]


@pytest.mark.parametrize("chain", REFUSED.values(), ids=REFUSED)
def test_refused_chains(chain: list[Certificate]) -> None:
    with pytest.raises(Declined):
        trust.check_chain(public(ROOT), chain, chain[-1].purpose, NOW)


@pytest.mark.parametrize("chain", GOOD.values(), ids=GOOD)
def test_another_root_or_purpose(chain: list[Certificate]) -> None:
    with pytest.raises(Damaged):
        trust.check_chain(public(HR + 10), chain, chain[-1].purpose, NOW)
    other: Purpose = "server" if chain[-1].purpose != "server" else "journal"
    with pytest.raises(Declined):
        trust.check_chain(public(ROOT), chain, other, NOW)


def test_a_missing_link() -> None:
    with pytest.raises(Damaged):
        trust.check_chain(public(ROOT), [link(ADMIN, HR, OFFICER)], "operator", NOW)
    with pytest.raises(Damaged):
        trust.check_chain(public(ROOT), [], "operator", NOW)


def test_a_chain_has_an_end() -> None:
    keys = range(20, 29)
    chain = [link(issuer, subject, ADMINISTRATOR) for issuer, subject in zip((ROOT, *keys), keys, strict=False)]
    assert trust.check_chain(public(ROOT), chain[:8], "operator", NOW) is chain[7]
    with pytest.raises(Damaged, match="9 certificates"):
        trust.check_chain(public(ROOT), chain, "operator", NOW)


def test_a_link_run_out_takes_the_rest_with_it() -> None:
    chain = [link(ROOT, ADMIN, ADMINISTRATOR, expires=NOW + 10), link(ADMIN, HR, OFFICER)]
    trust.check_chain(public(ROOT), chain, "operator", NOW + 9)
    with pytest.raises(Declined):
        trust.check_chain(public(ROOT), chain, "operator", NOW + 10)


def test_one_key_may_be_certified_twice_for_one_purpose() -> None:
    again = link(ROOT, ADMIN, ADMINISTRATOR, expires=NOW + 10)
    trust.refuse_shared_keys([FIRST, again], public(ROOT))
    with pytest.raises(Declined, match="two purposes"):
        trust.refuse_shared_keys([FIRST, link(SERVER, ADMIN, DESK)], public(ROOT))
