"""Everything at once: codes from two sources within a moment, keys, people taken up, outcomes on their way to the disk,
in any order. Whatever the order, nobody is lost and nobody's outcome is another's."""

import random
from collections.abc import Callable

import pytest

from passdesk.credential.token import text_of
from passdesk.desktop.checkpoint import changing
from passdesk.desktop.checkpoint.state import NotRecorded, Shown
from passdesk.desktop.look import Look
from passdesk.domain.register import Mark
from tests.desktop.checkpoint.conftest import AUTOMATIC, CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_workspace import FOREIGN, page_of

STEPS = 40


def another(at: Stand) -> str:
    """The code of somebody else's pass."""
    office, holder = at.office, at.holder
    person = office.person("Li Na", holder.hr, "李娜")
    filing = office.filing(person, holder.institution, holder.hr)
    office.approve(filing, person, holder.institution, holder.approver)
    key = office.issuing_key("second")
    return text_of(office.issue(filing, person, holder.institution, key, holder.hr)[1])


class Crowd:
    """What was done, and what by the picture of that moment it was done to."""

    def __init__(self, at: Stand, rng: random.Random) -> None:
        self.at, self.rng = at, rng
        self.texts = [at.text, another(at)]
        self.presented: list[str] = []
        self.said: dict[Mark, str] = {}

    def scan(self) -> None:
        """One from the camera or the scanner; often two, and often the same."""
        for _ in range(self.rng.choice((1, 1, 2))):
            text = self.rng.choice(self.texts)
            self.presented.append(text)
            self.at.gate.scanned(text, self.rng.choice(("camera", "wedge")))

    def foreign(self) -> None:
        self.at.gate.scanned(FOREIGN, "camera")

    def settle(self) -> None:
        shown = changing.standing(self.at.gate.picture.moment)
        if shown is None or not shown.answer.verdict.verified or not shown.answer.awaiting or shown.settling:
            return
        outcome = self.rng.choice(("passed", "turned_away"))
        self.said[shown.answer.entry] = outcome
        self.at.gate.settle(outcome, "other" if outcome == "turned_away" else None)

    def ask(self) -> None:
        self.at.seconds[0] += 1
        self.at.gate.act("turn", lone=False)

    def take_up(self) -> None:
        unsettled = self.at.gate.picture.unsettled
        if unsettled:
            self.at.gate.take_up(self.rng.choice(unsettled))

    def news(self) -> None:
        self.at.gate.line_is(self.at.gate.picture.line)

    def wait(self) -> None:
        self.at.qtbot.waitUntil(lambda: self.at.idle, timeout=10_000)


@pytest.mark.parametrize("lane", [AUTOMATIC, CONFIRM])
@pytest.mark.parametrize("seed", range(6))
def test_in_any_order_nobody_is_lost_and_nobodys_outcome_is_anothers(
    stand: Make, look: Look, lane: str, seed: int
) -> None:
    at, rng = stand(lane), random.Random(seed)
    at.gate.turn_to("entry")
    page_of(at, look)
    crowd = Crowd(at, rng)
    does: list[Callable[[], None]] = [crowd.scan, crowd.settle, crowd.take_up, crowd.foreign, crowd.ask, crowd.news]
    for _ in range(STEPS):
        rng.choices([*does, crowd.wait], weights=(6, 5, 3, 1, 1, 1, 2))[0]()
    crowd.wait()
    shown = [entry for entry in at.entries("shown") if entry.body["verified"]]
    assert len(shown) == len(crowd.presented)
    outcomes = {tuple(entry.body["shown"]): entry.body["outcome"] for entry in at.entries("outcome")}
    assert len(outcomes) == len(at.entries("outcome"))
    assert outcomes == crowd.said
    people = [entry.body["person"] for entry in shown]
    first = people[crowd.presented.index(at.text)] if at.text in crowd.presented else None
    assert [person == first for person in people] == [text == at.text for text in crowd.presented]
    picture = at.gate.picture
    assert not isinstance(picture.moment, NotRecorded)
    awaited = {entry.mark for entry in shown if entry.body["outcome"] is None} - outcomes.keys()
    standing = changing.standing(picture.moment)
    here = {one.entry for one in picture.unsettled} | ({standing.answer.entry} if standing is not None else set())
    assert awaited <= here
    assert {one.entry for one in picture.unsettled} <= awaited


def test_the_newest_of_two_is_on_screen_and_the_first_waits(stand: Make) -> None:
    at = stand(CONFIRM)
    other = another(at)
    at.gate.turn_to("entry")
    at.gate.scanned(at.text, "camera")
    at.gate.scanned(other, "wedge")
    at.until(Shown)
    moment = at.moment()
    assert isinstance(moment, Shown)
    assert moment.holder is not None
    assert moment.holder.names.latin == "Li Na"
    assert [one.names.latin for one in at.gate.picture.unsettled] == ["Chan Siu Ming"]
