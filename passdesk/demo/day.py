"""The day the demo plays: people come, a server dies, rights end, and people go."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from passdesk.credential.qr_picture import draw_qr
from passdesk.demo import camera, forging, office
from passdesk.demo.cast import STAFF, STOPPED, Part, Player
from passdesk.demo.checking import Check
from passdesk.demo.cutting import exchange_cut_off
from passdesk.demo.lane import Lane, Log, lanes
from passdesk.demo.office import SHORT_S, Holder
from passdesk.demo.situations import GateName
from passdesk.demo.stage import Stage
from passdesk.issuing import badges, institutions, passes
from passdesk.issuing.badge import badge_png
from passdesk.store.acts import Acting

SEED = 20_231
FOREIGN = "https://example.org/menu?table=7"
_FORGERIES = {
    "forged: a real pass altered": ("91-altered", forging.altered),
    "forged: a stranger's signature, a known kid": ("92-strangers-signature", forging.signed_by_a_stranger),
    "forged: a key nobody certified": ("93-unknown-key", forging.by_an_unknown_key),
}


class Day(Struct):
    """Who is there and what has been noted so far. `holders` in the order of the cast."""

    stage: Stage
    staff: dict[str, Acting]
    institutions: list[bytes]
    holders: list[Holder]
    lanes: dict[GateName, Lane]
    log: Log
    checks: list[Check] = field(default_factory=list)

    def of(self, *parts: Part) -> list[Holder]:
        return [one for one in self.holders if one.player.part in parts]

    def photograph(self, stem: str) -> Path:
        return self.stage.folder.photographs / f"{stem}.jpg"

    def badge(self, one: Holder) -> Path:
        return self.stage.folder.badges / f"{one.stem}.png"

    def check(self, what: str, expected: object, found: object) -> None:
        self.checks.append(Check(what, str(expected), str(found)))


def prepare(stage: Stage, players: Sequence[Player]) -> Day:
    """Staff, whitelist, passes and badges; every desk has heard of them when this ends."""
    one_time = office.add_staff(stage)
    stage.exchange_all()
    staff, log = office.first_sign_ins(stage, one_time), Log()
    hr = staff["hr"]
    where = office.add_institutions(hr)
    filed = office.file_everybody(hr, where, players, np.random.default_rng([SEED, 1]))
    approved = office.approve_everybody(staff["approver"], filed)
    held = [one if one.player.part == "late" else issue(stage, hr, one) for one in filed]
    stage.issuing.store.catch_up()
    stage.exchange_all()
    officers: dict[GateName, Acting] = {name: staff[_officer_of(name)] for name in get_args(GateName)}
    day = Day(stage, staff, where, held, lanes(stage, officers, log), log)
    day.check("people filed by one and approved by another", len(players), approved)
    return day


def _officer_of(gate: GateName) -> str:
    return next(one.name for one in STAFF if one.desk == gate)


def issue(stage: Stage, hr: Acting, one: Holder) -> Holder:
    return office.issue(hr, one, stage.folder.badges)


def take_photographs(day: Day) -> None:
    """Every badge before a camera, some codes that are no passes, and the people of the second line on a video."""
    for one in day.holders:
        if one.player.part not in ("late", "arrives"):
            _photograph(day, one.stem, camera.pixels_of(day.badge(one)), one.number)
    copied = day.of("crosses")[0]
    for number, (stem, forge) in enumerate(_FORGERIES.values(), 91):
        _photograph(day, stem, camera.pixels_of(copy(day, copied, forge(copied.qr_text))), number)
    _photograph(day, "94-foreign-code", foreign_card(), 94)
    blank = day.photograph("95-nothing-to-read")
    camera.take(camera.blank_card(), 0, np.random.default_rng([SEED, 95]), blank, size=camera.SMALL)
    filmed = [camera.pixels_of(day.badge(one)) for one in day.of("arrives")]
    camera.film(filmed, np.random.default_rng([SEED, 2]), day.stage.folder.video)


def copy(day: Day, one: Holder, qr_text: str) -> bytes:
    """A badge that looks like another's and says something else."""
    face = badges.badge_face(day.stage.issuing.store, day.stage.clock, one.pass_id)
    return badge_png(replace(face, qr_text=qr_text))


def foreign_card() -> camera.Pixels:
    """A card whose code is no pass."""
    return camera.card_with(draw_qr(FOREIGN, pixels_per_module=12))


def _photograph(day: Day, stem: str, picture: camera.Pixels, number: int) -> None:
    camera.take(picture, number, np.random.default_rng([SEED, 3, number]), day.photograph(stem))


def morning(day: Day) -> None:
    """The first line opens: good passes, and everything that is none."""
    first = day.lanes["gate-first"]
    for one in day.of("crosses", "goes home", "held", "twice"):
        first.show("good pass, first line", day.photograph(one.stem))
    for one in day.of("one line"):
        first.show("pass for the other line", day.photograph(one.stem))
    for one in day.of("expired"):
        later = day.stage.clock().wall + (SHORT_S + 60) * 1_000_000
        first.show("expired pass", day.photograph(one.stem), at=later)
    for situation, (stem, _) in _FORGERIES.items():
        first.show(situation, day.photograph(stem))
    first.show("foreign code", day.photograph("94-foreign-code"))
    first.show("nothing to read", day.photograph("95-nothing-to-read"))


def server_lost(day: Day) -> None:
    """The server is killed in the middle of an exchange; the lanes go on, and when it is back nothing is missing."""
    stage = day.stage
    address = stage.server.url
    came = exchange_cut_off(stage.desks["gate-first"], stage.server)
    day.check("the exchange during which the server was killed", "cut off", came)
    for one in day.of("offline"):
        day.lanes["gate-first"].show("good pass while the server is down", day.photograph(one.stem))
    day.lanes["gate-second"].watch("good pass, second line, from a video", stage.folder.video, len(day.of("arrives")))
    day.check("the server that came back", address, stage.server.start())
    stage.exchange_all()


def already_inside(day: Day) -> None:
    """Whoever came in by one line is known at the other once both have exchanged."""
    for one in day.of("twice"):
        day.lanes["gate-second"].show("already inside", day.photograph(one.stem))


def end_rights(day: Day) -> None:
    """Passes are revoked at the issuing desk, an institution is suspended at the records desk; the gates are told."""
    for one in day.of("revoked"):
        passes.revoke(day.staff["hr"], one.pass_id, "lost")
    institutions.suspend(day.staff["supervisor"], day.institutions[STOPPED], "audit")
    day.stage.records.exchange()
    day.stage.exchange_all()


def rights_end(day: Day) -> None:
    """Whose rights have ended is turned away."""
    end_rights(day)
    first = day.lanes["gate-first"]
    for one in day.of("revoked"):
        first.show("revoked pass", day.photograph(one.stem))
    for one in day.of("suspended"):
        first.show("institution suspended", day.photograph(one.stem))


def newcomer(day: Day) -> None:
    """A pass issued a moment ago: the server knows it, the gate does not until it has exchanged."""
    stage, first = day.stage, day.lanes["gate-first"]
    for place, one in enumerate(day.holders):
        if one.player.part == "late":
            held = day.holders[place] = issue(stage, day.staff["hr"], one)
            _photograph(day, held.stem, camera.pixels_of(day.badge(held)), held.number)
    stage.issuing.exchange()
    for one in day.of("late"):
        first.show("new pass, not known here yet", day.photograph(one.stem))
    stage.desks["gate-first"].exchange()
    for one in day.of("late"):
        first.show("the new pass after an exchange", day.photograph(one.stem))


def two_lanes_apart(day: Day) -> None:
    """Two gates that have not exchanged since let one person in, each rightly by what it knows."""
    for one in day.of("apart"):
        day.lanes["gate-first"].show("good pass at one line", day.photograph(one.stem))
        day.lanes["gate-second"].show("the same at the other, not told yet", day.photograph(one.stem))
    day.stage.exchange_all()


def evening(day: Day) -> None:
    """People leave. A suspended institution stops nobody's exit: the officer looks, and records that they left."""
    for one in day.of("goes home"):
        day.lanes["gate-second"].show("leaving by the second line", day.photograph(one.stem), "exit")
    for one in day.of("held"):
        day.lanes["gate-first"].show("leaving, institution suspended", day.photograph(one.stem), "exit")
    day.stage.exchange_all()
