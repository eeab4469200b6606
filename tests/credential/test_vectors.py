"""The vectors checked in are the ones this code writes, and each of them says what it should."""

import json
from pathlib import Path
from typing import Any

import pytest

from passdesk.credential import identity, signed_policy, token, trust
from passdesk.credential.certificates import open_certificate
from passdesk.credential.enrolment import parse_code, server_proof
from passdesk.credential.entry_signatures import verify_continuation, verify_entry
from passdesk.credential.identity import Head, Receipt, SignedTime, TlsHash
from passdesk.domain.attachments import read_attachment
from passdesk.domain.entries import first_prev, read_entry
from tests.vectors.writing import files

HERE = Path(__file__).parents[1] / "vectors"
WRITTEN = files()


def loaded(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", WRITTEN)
def test_written_anew_they_are_the_same(name: str) -> None:
    assert (HERE / name).read_text(encoding="utf-8") == WRITTEN[name]


def test_no_file_is_left_over() -> None:
    assert {path.name for path in HERE.glob("*.json")} == set(WRITTEN)


def test_every_reading_is_there() -> None:
    tokens = loaded("tokens.json")["tokens"]
    assert {each["reads"] for each in tokens} == {"verified", "forged", "unknown_key", "wrong_zone", "not_a_pass"}
    assert {each["withdrawn"] for each in tokens if "withdrawn" in each} == {True, False}
    assert {each["out_of_scope"] for each in tokens if "out_of_scope" in each} == {True, False}
    assert len({each["why"] for each in tokens}) == len(tokens)


def test_text_and_bytes_of_each_token_agree() -> None:
    for each in loaded("tokens.json")["tokens"]:
        assert each["text"] == token.text_of(bytes.fromhex(each["token"]))


def test_certificates_lead_to_the_root() -> None:
    vectors = loaded("certificates.json")
    opened = [open_certificate(bytes.fromhex(each["certificate"]), vectors["zone"]) for each in vectors["certificates"]]
    for each, certificate in zip(vectors["certificates"], opened, strict=True):
        above = [] if each["signed_by"] is None else [opened[each["signed_by"]]]
        chain = [*above, certificate]
        assert trust.check_chain(bytes.fromhex(vectors["root"]), chain, each["purpose"], vectors["at"]) is certificate


def test_statements_open() -> None:
    kinds = {kind.NAME: kind for kind in (Head, Receipt, SignedTime, TlsHash)}
    statements = loaded("signatures.json")["statements"]
    assert {each["statement"] for each in statements} == set(kinds)
    for each in statements:
        kind = kinds[each["statement"]]
        opened = identity.open_sealed(bytes.fromhex(each["sealed"]), kind, bytes.fromhex(each["public"]))
        assert opened.to_bytes().hex() == each["bytes"]


def test_entry_and_policy_verify() -> None:
    vectors = loaded("signatures.json")
    entry = {name: bytes.fromhex(each) for name, each in vectors["entry"].items()}
    assert verify_entry(entry["operator_public"], entry["content"], entry["signature"])
    going_on = {name: bytes.fromhex(each) for name, each in vectors["continuation"].items()}
    assert verify_continuation(going_on["old_journal_public"], going_on["bytes"], going_on["proof"])
    public = bytes.fromhex(vectors["policy"]["public"])
    toml = vectors["policy"]["toml"].encode()
    signed, number = bytes.fromhex(vectors["policy"]["signed"]), vectors["policy"]["number"]
    assert signed_policy.open_policy(signed, number, [public]) == (toml, public)


def test_journals_chain_and_the_receipt_names_the_lanes_newest() -> None:
    vectors = loaded("journal.json")
    journals = [[read_entry(bytes.fromhex(each["entry"])) for each in one["entries"]] for one in vectors["journals"]]
    for entries in journals:
        assert [entry.content.seq for entry in entries] == list(range(1, len(entries) + 1))
        prevs = [first_prev(bytes.fromhex(vectors["root"])), *(entry.hash for entry in entries)]
        assert [entry.content.prev for entry in entries] == prevs[:-1]
    server = bytes.fromhex(next(each for each in loaded("keys.json") if each["seed"] == "0c" * 32)["public"])
    receipt = identity.open_sealed(bytes.fromhex(vectors["receipt"]["sealed"]), Receipt, server)
    assert (receipt.journal, receipt.hash) == (journals[1][-1].content.journal, journals[1][-1].hash)


def test_a_movement_moves_to_where_its_boots_anchor_puts_it() -> None:
    vectors = loaded("journal.json")
    told = {(one["journal"], seq): each["time"] for one in vectors["journals"] for seq, each in _numbered(one)}
    moved = {
        (one["journal"], one["seq"]): one["time"] - told[one["journal"], one["seq"]] for one in vectors["movements"]
    }
    assert list(moved.values()) == [90_000_000, 0]


def _numbered(journal: Any) -> Any:
    return enumerate(journal["entries"], start=1)


def test_attachments_hash_to_what_entries_name() -> None:
    for each in loaded("journal.json")["attachments"]:
        attachment = read_attachment(bytes.fromhex(each["bytes"]))
        assert (attachment.group, attachment.hash.hex()) == (each["group"], each["hash"])


def test_the_code_proves_itself() -> None:
    vectors = loaded("enrolment.json")
    code = parse_code(vectors["code"])
    parts = (bytes.fromhex(vectors[name]) for name in ("desk", "server", "tls_spki_sha256"))
    assert code.names_root(bytes.fromhex(vectors["root"]))
    assert server_proof(code, *parts).hex() == vectors["server_proof"]


def test_the_worked_example_of_the_formats_is_the_first_vector() -> None:
    written = "".join((HERE.parents[1] / "docs" / "formats.md").read_text(encoding="utf-8").split())
    good = loaded("tokens.json")["tokens"][0]
    opened = token.open_token(bytes.fromhex(good["token"]))
    parts = [good["text"], opened.signed.hex(), opened.signature.hex(), good["key"], good["claims"]["tag"]]
    assert all(part in written for part in parts)
    assert loaded("short_numbers.json")[1]["short_number"] in written
