"""Bundles that are forged, foreign, cut, mutated or huge: refused with clear words, and nothing half done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from passdesk.credential import bundles, identity, keys
from passdesk.credential.bundles import AnswerHead, BundleEnd, RequestHead, cipher_to
from passdesk.domain import canonical
from passdesk.errors import Damaged, Declined, Misuse, PassdeskError, Trouble
from passdesk.server import bundle_keys as at_server
from passdesk.server.answering import write_answer, write_unasked
from passdesk.server.taking_bundles import take_request
from passdesk.store.desk_store import DeskStore
from passdesk.sync import bundle_file, receipts
from passdesk.sync.bundle_file import FIRST_LINE, Part, writing
from passdesk.sync.bundling import write_request
from passdesk.sync.unbundling import take_answer
from passdesk.sync.wire import join
from tests.factories.desks import a_desk
from tests.factories.zones import seeded
from tests.server.zones import Served, a_served_zone


@pytest.fixture
def gate(served: Served) -> DeskStore:
    store = served.desk("gate", "checkpoint", lanes=("F1-1",))
    served.sync(store)
    return store


def entries_at(served: Served, store: DeskStore) -> int:
    main = served.central.held(store.journal.id).main
    return 0 if main is None else main.seq


def exported(store: DeskStore, served: Served) -> None:
    body = {"what": "x", "rows": 1, "filter": None, "source": "own"}
    store.write("exported", body, reading=served.clock.step())


def mutations(data: bytes) -> Iterator[bytes]:
    """Every place of the first stretch and the last, steps between; a bit turned, a byte gone, a byte more, cut."""
    places = sorted({*range(30), *range(0, len(data), max(1, len(data) // 80)), *range(len(data) - 30, len(data))})
    for number, at in enumerate(places):
        yield data[:at] + bytes([data[at] ^ (1 << number % 8)]) + data[at + 1 :]
        match number % 4:
            case 0:
                yield data[:at]
            case 1:
                yield data[:at] + data[at + 1 :]
            case 2:
                yield data[:at] + b"\x00" + data[at:]
            case _:
                yield data[:at] + bytes([255]) + data[at + 1 :]
    yield data + b"\x00"
    yield data + data


def test_no_mutation_of_a_request_is_accepted(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    exported(gate, served)
    write_request(gate, tmp_path / "up", served.clock)
    held, data, bad = entries_at(served, gate), (tmp_path / "up").read_bytes(), tmp_path / "bad"
    for changed in mutations(data):
        if changed == data:
            continue
        bad.write_bytes(changed)
        with pytest.raises(PassdeskError):
            take_request(served.central, bad)
        assert entries_at(served, gate) == held
    assert take_request(served.central, tmp_path / "up").entries > 0


def test_no_mutation_of_an_answer_is_applied(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    exported(gate, served)
    write_request(gate, tmp_path / "up", served.clock)
    write_answer(served.central, take_request(served.central, tmp_path / "up"), tmp_path / "down")
    data, bad = (tmp_path / "down").read_bytes(), tmp_path / "bad"
    before = (gate.journal.seq, gate.journal.latest_receipt(), gate.registers.current.number)
    for changed in mutations(data):
        if changed == data:
            continue
        bad.write_bytes(changed)
        with pytest.raises(PassdeskError):
            take_answer(gate, bad, served.clock)
        assert (gate.journal.seq, gate.journal.latest_receipt(), gate.registers.current.number) == before
    assert take_answer(gate, tmp_path / "down", served.clock).receipted > 0


def test_a_take_cut_off_anywhere_is_completed_by_the_next(
    served: Served, gate: DeskStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(gate, served)
    write_request(gate, tmp_path / "up", served.clock)
    write_answer(served.central, take_request(served.central, tmp_path / "up"), tmp_path / "down")

    class Cut(Exception):
        pass

    for name in ("note_server", "pull", "settle"):

        def stop(*_: object, **__: object) -> None:
            raise Cut

        target = {
            "note_server": "passdesk.sync.receipts.keep",
            "pull": "passdesk.sync.trusting.note",
            "settle": "passdesk.store.exchanged.note_exchange",
        }[name]
        with monkeypatch.context() as patched:
            patched.setattr(target, stop)
            with pytest.raises(Cut):
                take_answer(gate, tmp_path / "down", served.clock)
    take_answer(gate, tmp_path / "down", served.clock)
    latest = receipts.latest(gate.journal, served.central.keys.public)
    assert latest == entries_at(served, gate)
    assert take_answer(gate, tmp_path / "down", served.clock).older


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"P", b"\x00" * 5000, b"%PDF-1.7 " * 100),
        *(FIRST_LINE + head for head in (b"", b"\x5f", b"\x5b" + b"\xff" * 8, b"\x5a\x7f\xff\xff\xff")),
    ],
)
def test_garbage_is_no_bundle(served: Served, gate: DeskStore, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad").write_bytes(data)
    for take in (lambda path: take_answer(gate, path, served.clock), lambda path: take_request(served.central, path)):
        with pytest.raises(Damaged):
            take(tmp_path / "bad")


def test_a_file_over_the_bound_is_not_read(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(bundle_file.LONGEST_FILE + 1)
    with pytest.raises(Misuse, match="4 GiB"):
        take_answer(gate, huge, served.clock)
    with pytest.raises(Trouble, match="can't be read"):
        take_answer(gate, tmp_path / "nothing there", served.clock)
    with pytest.raises(Trouble):
        take_answer(gate, tmp_path, served.clock)


def test_another_desks_stick_and_another_zones(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    other = served.desk("other", "checkpoint", lanes=("S1-1",))
    served.sync(other)
    write_request(gate, tmp_path / "up", served.clock)
    write_answer(served.central, take_request(served.central, tmp_path / "up"), tmp_path / "down")
    with pytest.raises(Declined, match="another desk"):
        take_answer(other, tmp_path / "down", served.clock)
    with pytest.raises(PassdeskError):  # a request is no answer, and the other way round
        take_answer(gate, tmp_path / "up", served.clock)
    with pytest.raises(PassdeskError):
        take_request(served.central, tmp_path / "down")
    elsewhere = a_served_zone(tmp_path / "elsewhere")
    try:
        with pytest.raises(Declined):
            take_request(elsewhere.central, tmp_path / "up")
    finally:
        elsewhere.close()


def head_of(store: DeskStore, served: Served, **fields: object) -> RequestHead:
    own = {
        "zone": store.journal.zone, "journal": store.journal.id, "id": bytes(16), "written": served.clock().wall,
        "key": bundles.new_bundle_key()[1], "cursor": b"", "sealed_to": b"", "ephemeral": b"",
    }  # fmt: skip
    return RequestHead(**{**own, **fields})  # type: ignore[arg-type]


def test_a_forged_head_and_a_desk_nobody_knows(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    with writing(tmp_path / "forged", head_of(gate, served), seeded("thief"), None):
        pass
    with pytest.raises(Damaged, match="signature"):
        take_request(served.central, tmp_path / "forged")
    stranger = seeded("stranger")
    head = head_of(gate, served, journal=keys.key_id(keys.public_of(stranger)))
    with writing(tmp_path / "strange", head, stranger, None):
        pass
    with pytest.raises(PassdeskError):
        take_request(served.central, tmp_path / "strange")


def test_no_desk_speaks_for_another(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    """One desk's stick with entries of another journal, under a head which that journal signed for other entries."""
    rogue = served.desk("rogue", "checkpoint", lanes=("S1-1",))
    served.sync(rogue)
    exported(gate, served)
    newest = gate.journal.entry(gate.journal.seq)
    assert newest is not None
    signed = receipts.signed_head(gate.journal, newest.content.seq, newest.hash)
    forged = bytearray(newest.raw)
    forged[-20] ^= 1
    held = entries_at(served, gate)
    for entries in ([bytes(forged)], [newest.raw, b"junk"], [], [bytes(forged), newest.raw]):
        body = canonical.encode([signed, join(entries)])
        with writing(tmp_path / "rogue", head_of(rogue, served), rogue.journal.identity, None) as writer:
            writer.put(Part("push", gate.journal.id, body), sealed=False)
        with pytest.raises(Damaged):
            take_request(served.central, tmp_path / "rogue")
        assert entries_at(served, gate) == held


def test_a_request_sealed_to_another_key_is_refused_whole(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    public = bundles.new_bundle_key()[1]
    ephemeral, cipher = cipher_to(public)
    head = head_of(gate, served, sealed_to=public, ephemeral=ephemeral)
    with writing(tmp_path / "up", head, gate.journal.identity, cipher):
        pass
    with pytest.raises(Declined, match="key this server does not have"):
        take_request(served.central, tmp_path / "up")


def test_a_full_stick_leaves_no_half_file(
    served: Served, gate: DeskStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    seq = gate.journal.seq
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(Trouble, match="No space left"):
            write_request(gate, tmp_path / "up", served.clock)
    assert list(tmp_path.glob("*up*")) == list(tmp_path.glob(".*")) == []
    assert gate.journal.seq == seq
    with pytest.raises(Trouble):
        write_request(gate, tmp_path / "no folder" / "up", served.clock)


def test_the_bound_holds_while_writing(
    served: Served, gate: DeskStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not fit comes with the next: the desk's entries in their order, attachments as they are asked for."""
    monkeypatch.setattr(bundle_file, "LONGEST_FILE", 10_000)
    exported(gate, served)
    done = write_request(gate, tmp_path / "up", served.clock)
    assert (done.entries, done.more) == (0, 1)


def test_an_answer_long_overtaken_has_no_key(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    write_request(gate, tmp_path / "up", served.clock)
    write_answer(served.central, take_request(served.central, tmp_path / "up"), tmp_path / "down")
    for number in range(8):
        write_request(gate, tmp_path / f"later {number}", served.clock)
    with pytest.raises(Declined, match="key is gone"):
        take_answer(gate, tmp_path / "down", served.clock)


def test_pages_that_do_not_follow_are_refused(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    """A server may withhold, but not skip."""
    write_request(gate, tmp_path / "up", served.clock)
    request = take_request(served.central, tmp_path / "up")
    cursor = served.central.pull(gate.journal.id, None).cursor
    page = served.central.pull(gate.journal.id, cursor)
    ahead = canonical.encode([(gate.registers.current.number or 0) + 5, page.to_bytes()])
    twice = canonical.encode([0, page.to_bytes()])
    for bodies, error in (([ahead], PassdeskError), ([twice, twice], Damaged)):
        ephemeral, cipher = cipher_to(request.head.key)
        head = AnswerHead(
            served.central.zone, gate.journal.id, request.head.id, served.clock().wall, request.head.key, ephemeral
        )
        with writing(tmp_path / "down", head, served.central.keys.private, cipher) as writer:
            for body in bodies:
                writer.put(Part("page", gate.journal.id, body), sealed=True)
        with pytest.raises(error):
            take_answer(gate, tmp_path / "down", served.clock)


def test_a_stick_is_no_clock(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    anchor = gate.journal.anchor(served.clock().boot_id)
    served.clock.step(3600)
    write_unasked(served.central, "gate", tmp_path / "down")
    written = take_answer(gate, tmp_path / "down", served.clock).written
    assert gate.journal.anchor(served.clock().boot_id) == anchor
    assert gate.journal.last_server_time == written


def test_a_desk_of_no_server_and_a_desk_nobody_knows_by_name(served: Served, tmp_path: Path) -> None:
    with a_desk(tmp_path / "alone") as alone, pytest.raises(Misuse, match="no server"):
        write_request(alone, tmp_path / "up", served.clock)
    with pytest.raises(Misuse, match="No desk"):
        write_unasked(served.central, "nobody", tmp_path / "down")
    served.desk("mute", "checkpoint", lanes=("S1-1",))
    with pytest.raises(Misuse, match="never told"):
        write_unasked(served.central, "mute", tmp_path / "down")
    assert not (tmp_path / "down").exists()


def test_the_end_is_of_who_signed_the_head(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    write_request(gate, tmp_path / "up", served.clock)
    data = (tmp_path / "up").read_bytes()
    end = identity.seal(BundleEnd(0, bytes(32)), seeded("thief"))
    (tmp_path / "up").write_bytes(data[: len(FIRST_LINE)] + data[len(FIRST_LINE) :] + canonical.encode(b"\x02" + end))
    with pytest.raises(Damaged):
        take_request(served.central, tmp_path / "up")


def test_the_servers_key_is_the_same_every_time(served: Served, gate: DeskStore) -> None:
    assert at_server.own(served.central) == at_server.own(served.central)
    with served.central.storage.reading() as reads:
        assert at_server.told_by(reads, gate.journal.id) is not None


def test_a_request_that_asks_for_more_than_any_desk_does(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    first = gate.journal.entry(1)
    assert first is not None
    with writing(tmp_path / "up", head_of(gate, served), gate.journal.identity, None) as writer:
        for number in range(70):
            writer.put(Part("introduce", number.to_bytes(16), first.raw), sealed=False)
    with pytest.raises(Damaged, match="more than any desk"):
        take_request(served.central, tmp_path / "up")


def test_what_a_later_program_adds_is_passed_over(served: Served, gate: DeskStore, tmp_path: Path) -> None:
    with writing(tmp_path / "up", head_of(gate, served), gate.journal.identity, None) as writer:
        writer.put(Part("of_tomorrow", b"", b"anything"), sealed=False)
    assert take_request(served.central, tmp_path / "up").entries == 0
