"""The town that is photographed: a server, an office, gates at both lines, made-up people and a day of theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from passdesk.administration import operators, staff_cards
from passdesk.checkpoint.answers import Recorded
from passdesk.checkpoint.gate import Gate
from passdesk.demo.cast import PLAYERS, Player
from passdesk.demo.forging import altered
from passdesk.demo.office import Holder, add_institutions, approve_everybody, file_everybody
from passdesk.domain.movements import Direction
from passdesk.domain.passes import IssuingScope
from passdesk.issuing import filings, institutions, passes, people, watching
from passdesk.issuing.issuing_keys import create_issuing_key
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing import Signer
from passdesk.store.signing_in import change_password
from tests.factories.clocks import START, FakeClock
from tests.factories.people import YEAR
from tests.factories.zones import CHEAP, SINCE
from tests.server.zones import Served, a_served_zone

NINE_HOURS_US = 9 * 3600 * 1_000_000
PASSWORD = "a password of one's own"
PIN = "4711"
STAFF = {
    "Ho Mei": ("hr",), "Au Lok": ("approver",), "Sze To Wing": ("supervisor",), "Ma Fung": ("checkpoint",),
    "Alexandra Constantinopoulou-Featherstonehaugh": ("checkpoint", "supervisor"),
}  # fmt: skip
HR, APPROVER, SUPERVISOR, OFFICER, LONG_NAMED = STAFF
LONGEST = (
    Player("Wilhelmina Theodora Alexandrina Constantia van der Meulen-Abubakar-Featherstonehaugh of Saint Petersburg "
           "and Kowloon", "\U00020547\U00020b9f\U0002131b\U00024f92\U00028cdd\U0002a6b2" * 7, 1, "talent", "late"),
    Player("\u05d0\u05d1\u05e8\u05d4\u05dd \u05d1\u05df \u05e2\u05d6\u05e8\u05d0", "", 1, "talent", "late"),
    Player("Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetzgebungsbeauftragte", "\u9ec3" * 40, 0,
           "resident", "late"),
)  # fmt: skip
"""Names of more than a hundred characters, of rare ones, of those written from right to left, without any space."""
LONG_INSTITUTION = (
    "Institute for the Advancement of Trans-Boundary Metrology, Standards and Calibration in the Greater Bay Area",
    "大灣區跨境計量標準與儀器校準促進研究院（河套分院）",
)
GATES = {"gate-auto": ("F1-1",), "gate": ("F1-2",), "second": ("S1-1", "S1-2", "S2-1")}


class Town(Struct):
    """`desks` and `staff` by name, `holders` by their Latin name; `cards`: texts of staff cards."""

    served: Served
    clock: FakeClock
    desks: dict[str, DeskStore]
    staff: dict[str, Signer]
    holders: dict[str, Holder]
    cards: dict[str, str]

    def acting(self, who: str, at: str = "office") -> Acting:
        return Acting(self.desks[at], self.staff[who], self.clock)

    def sync(self, *names: str) -> None:
        for name in names or tuple(self.desks):
            self.clock.step(0.01)
            self.served.sync(self.desks[name])

    def show(self, lane: str, latin: str, direction: Direction | None = None) -> Recorded:
        return self.read(lane, self.holders[latin].qr_text, direction)

    def read(self, lane: str, text: str, direction: Direction | None = None) -> Recorded:
        """A code is read at a lane, after some minutes."""
        self.clock.step(400)
        answer = self._gate(lane).present(text, "camera", direction)
        assert isinstance(answer, Recorded)
        return answer

    def settle(self, lane: str, shown: Recorded, outcome: str) -> None:
        self.clock.step(2)
        self._gate(lane).outcome(shown.entry, outcome, self.staff[OFFICER])

    def _gate(self, lane: str) -> Gate:
        (name,) = [name for name, lanes in GATES.items() if lane in lanes]
        return Gate(self.desks[name], lane, self.clock)


@contextmanager
def a_town(folder: Path) -> Iterator[Town]:
    clock = FakeClock(wall=START - NINE_HOURS_US)
    served = a_served_zone(folder, clock)
    try:
        desks = {"office": served.desk("office", "issuing", "records", "admin")}
        town = Town(served, clock, desks, {"admin": served.admin}, {}, {})
        town.sync("office")
        _hire(town)
        _people(town)
        desks |= {name: served.desk(name, "checkpoint", lanes=lanes) for name, lanes in GATES.items()}
        town.sync()
        _cards(town)
        town.sync()
        _day(town)
        yield town
    finally:
        served.close()


def _hire(town: Town) -> None:
    for name, roles in STAFF.items():
        once = operators.add(town.acting("admin"), name, roles, cost=CHEAP).one_time_password
        town.staff[name] = change_password(town.desks["office"], name, once, PASSWORD, town.clock, CHEAP)
    operators.add(town.acting("admin"), "Newly Hired", ("checkpoint",), password="once only", cost=CHEAP)


def _cards(town: Town) -> None:
    for name in (OFFICER, SUPERVISOR):
        town.cards[name] = staff_cards.make_card(town.acting(name), PIN, cost=CHEAP).text


def _people(town: Town) -> None:
    hr, approver = town.acting(HR), town.acting(APPROVER)
    scope = IssuingScope((), (), YEAR, SINCE, SINCE + 10 * YEAR)
    create_issuing_key(town.acting("admin"), scope)
    where = add_institutions(hr)
    institutions.add(hr, *LONG_INSTITUTION)
    filed = file_everybody(hr, where, (*PLAYERS, *LONGEST), np.random.default_rng(7))
    waiting = filed[-7:-3]
    approve_everybody(approver, [one for one in filed if one not in waiting[:2]])
    for one in filed:
        if one not in waiting:
            town.clock.step(1)
            issued = passes.issue(hr, one.person, filing=one.filing, expires=_short(one, town.clock))
            one = replace(one, pass_id=issued.pass_id, qr_text=issued.qr_text)
        town.holders[one.player.latin] = one


def _short(one: Holder, clock: FakeClock) -> int | None:
    return clock.wall // 1_000_000 + 3600 if one.player.part == "expired" else None


def _day(town: Town) -> None:
    """A working day, hour by hour; the town is left a quarter past four in the afternoon."""
    crossing = [one.player.latin for one in town.holders.values() if one.player.part == "crosses" and one.qr_text]
    arriving = [one.player.latin for one in town.holders.values() if one.player.part == "arrives" and one.qr_text]
    for latin in crossing:
        town.show("F1-1", latin, "entry")
    for latin in arriving:
        town.show("S1-1", latin, "entry")
    _stopped(town)
    town.clock.step(3600)
    town.sync()
    for latin in (*crossing[:4], arriving[0]):
        town.clock.step(900)
        town.show("S1-1", latin, "exit")
    town.sync(*town.desks, *town.desks)
    for latin in (*crossing[1:3], "Wong Ka Ho"):
        town.show("F1-1", latin, "entry")
    _turned_away(town)
    _apart(town)
    town.sync()
    town.clock.step(max(0, (START + 15 * 60_000_000 - town.clock.wall) / 1_000_000))
    town.sync(*town.desks, *town.desks)


def _stopped(town: Town) -> None:
    """Two go in before their passes are stopped, so that they stand there when they want to leave."""
    for latin in ("Ho Wing Lam", "Leung Pak Yin"):
        town.show("F1-1", latin, "entry")
    hr, supervisor = town.acting(HR), town.acting(SUPERVISOR)
    passes.suspend(hr, town.holders["Ho Wing Lam"].pass_id, "lost")
    passes.revoke(hr, town.holders["Sun Zhiyuan"].pass_id, "stolen")
    watching.watch(supervisor, town.holders["Cheung Man Hei"].person, "attention", "other")
    people.suspend(hr, town.holders["Kwok Yat Long"].person, "other")
    filings.withdraw(hr, town.holders["Tam Cheuk Nam"].filing, "left")


def _turned_away(town: Town) -> None:
    checked = town.show("F1-2", "Yip Chun Fung", "exit")
    town.settle("F1-2", checked, "left")
    refused = town.show("F1-2", "Sun Zhiyuan", "entry")
    town.settle("F1-2", refused, "turned_away")
    forged = altered(town.holders["Chan Tsz Kiu"].qr_text)
    town.read("F1-1", forged, "entry")
    checked = town.show("F1-2", "Zhao Mengjie", "entry")
    town.settle("F1-2", checked, "passed")
    town.sync()
    town.show("F1-1", "Zhao Mengjie", "entry")


def _apart(town: Town) -> None:
    """One enters by two lanes that have not heard of one another: a case."""
    town.show("F1-1", "Zhou Yichen", "entry")
    town.show("S1-1", "Zhou Yichen", "entry")
