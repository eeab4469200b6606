"""The time a verdict is given by, and how old what the desk knows is: by server, by boot, by policy."""

import pytest
from msgspec.structs import replace

from passdesk.checkpoint.answers import Recorded
from passdesk.domain.admission import Verdict
from passdesk.domain.people import Desk, Zone
from passdesk.domain.register import Row
from passdesk.store.exchanged import note_exchange, note_restored
from tests.checkpoint.conftest import Place, account_for_all
from tests.factories.zones import id_of

HOUR = 3_600_000_000
MINUTE = 60_000_000


def verdict(place: Place, at: int | None = None) -> Verdict:
    answer = place.gate.present(place.text, "camera", "entry", at=at)
    assert isinstance(answer, Recorded)
    return answer.verdict


def with_a_server(place: Place, heard: dict[str, int] | None = None) -> None:
    """From now on this desk belongs to a zone with a server, and two more desks serve the other lanes."""
    certificate = place.zone.desk_certificate(place.zone.root_public[:31] + b"\x07", "server", ("admin",))

    def change(row: Row) -> Row:
        return replace(row, server_certificate=certificate) if isinstance(row, Zone) else row

    account_for_all(place.store, change, {id_of(name): at for name, at in (heard or {}).items()})
    desks = [Desk(key=id_of(lane), name=lane, public_key=b"", certificate=b"", roles=("checkpoint",), lanes=(lane,))
             for lane in ("S1-2", "S2-1")]  # fmt: skip
    rows = [("desk", desk.key, 1, desk.to_map()) for desk in desks]
    place.store.registers.current.apply_page(rows, 2)


def test_a_desk_that_is_its_own_zone_is_never_stale_nor_suspect(place: Place) -> None:
    place.clock.step(400 * 24 * 3600)
    provenance = verdict(place, at=None).provenance
    assert (provenance.exchange_age_s, provenance.clock_suspect, provenance.restored) == (0, False, False)


def test_its_clock_is_suspect_below_the_build_date(place: Place) -> None:
    place.clock.set_wall(1_600_000_000_000_000)
    assert verdict(place).provenance.clock_suspect


def test_with_a_server_the_age_counts_from_the_last_exchange(place: Place) -> None:
    with_a_server(place)
    assert verdict(place).provenance.exchange_age_s is None
    note_exchange(place.store.journal, place.clock().wall)
    place.clock.step(4 * 3600)
    found = verdict(place)
    assert found.provenance.exchange_age_s == 4 * 3600
    assert "register_stale" in [reason.code for reason in found.reasons]


def test_a_restored_server_shows_in_the_provenance(place: Place) -> None:
    note_restored(place.store.journal, restored=True)
    assert verdict(place).provenance.restored
    note_restored(place.store.journal, restored=False)
    assert not verdict(place).provenance.restored


def test_without_an_anchor_in_this_boot_the_clock_becomes_suspect_by_the_policy(place: Place) -> None:
    with_a_server(place)
    assert verdict(place).provenance.clock_suspect  # never an anchor
    place.store.journal.note_server_time(place.clock(), place.clock().wall)
    assert not verdict(place).provenance.clock_suspect
    place.clock.reboot()
    place.clock.step(71 * 3600)
    assert not verdict(place).provenance.clock_suspect
    place.clock.step(2 * 3600)
    assert verdict(place).provenance.clock_suspect


def test_decided_by_the_boot_clock_once_there_is_an_anchor(place: Place) -> None:
    """Somebody sets the wall clock back by a year: the pass that has just expired stays expired."""
    with_a_server(place)
    place.store.journal.note_server_time(place.clock(), place.clock().wall)
    place.clock.step(31 * 24 * 3600)
    place.clock.set_wall(place.clock().wall - 365 * 24 * HOUR)
    assert "expired" in [reason.code for reason in verdict(place).reasons]


@pytest.mark.parametrize(("minutes", "unheard"), [(14, ()), (16, ("S1-2",))])
def test_lanes_the_server_has_not_heard_soften_hard_anti_passback(
    place: Place, minutes: int, unheard: tuple[str, ...]
) -> None:
    now = place.clock().wall
    with_a_server(place, {"S1-2": now, "S2-1": now + 10 * MINUTE})
    note_exchange(place.store.journal, now)
    place.store.journal.note_server_time(place.clock(), now)
    assert not verdict(place).reasons
    place.clock.step(minutes * 60)
    again = verdict(place)
    assert again.provenance.unheard == unheard
    assert [(one.code, one.severity) for one in again.reasons] == [
        ("already_inside", "attention" if unheard else "refuse")
    ]
