"""Both kinds of gate, worked at their windows: shown, turned away, confirmed, not read, and off the network."""

import io
from collections.abc import Callable
from typing import cast

from PIL import Image

from passdesk.credential.qr_picture import read_back
from passdesk.demo import camera, forging
from passdesk.demo.day import FOREIGN, Day
from passdesk.demo.office import Holder
from passdesk.demo.rehearsal import TOO_DARK
from passdesk.demo.situations import said
from passdesk.demo.windows import Worked, member, window
from passdesk.desktop.checkpoint.state import GatePicture, Moment, NotRead, Settled, Shown, TurningAway, Waiting
from passdesk.desktop.checkpoint.workspace import GateWorkspace

Show = Callable[[], None]


class _Gate:
    """A gate's window, and what came of everything that was shown at it."""

    def __init__(self, worked: Worked) -> None:
        self.worked, self.driver = worked, worked.driver

    @property
    def picture(self) -> GatePicture:
        return cast("GateWorkspace", self.worked.held.workspace("gate")).picture

    @property
    def moment(self) -> Moment:
        return self.picture.moment

    def judged(self, show: Show) -> int:
        """Show something and wait for its verdict; the number of the entry before it."""
        before = self.worked.seq
        show()
        self.driver.until(lambda: bool(self.worked.entries(before, "shown")), "something shown was recorded")
        self.driver.until(lambda: isinstance(self.moment, (Shown, TurningAway)), "a verdict on the screen")
        return before

    def turn_away(self) -> None:
        """With the reason that stands first: the key once for the list, once more for the reason."""
        self.driver.look()
        self.driver.act("-", lambda: isinstance(self.moment, TurningAway))
        self.driver.act("-", lambda: isinstance(self.moment, Settled))

    def came_of(self, since: int) -> str:
        """Verdict, reason and outcome of what was shown after that entry, by the journal."""
        shown = self.worked.entries(since, "shown")
        outcomes = self.worked.entries(since, "outcome")
        if len(shown) != 1 or len(outcomes) > 1:
            return f"{len(shown)} shown, {len(outcomes)} outcomes"
        body, outcome = shown[0].body, shown[0].body["outcome"]
        if outcomes:
            outcome = outcomes[0].body["outcome"]
            signed = len(outcomes[0].signatures)
            outcome = outcome if signed == 1 else f"{outcome} with {signed} signatures"
        return said(body["verdict"], body["reasons"][0] if body["reasons"] else None, outcome or "no outcome")


def automatic_gate(day: Day) -> None:
    """The first line: whoever may pass passes at once."""
    with window(day, "gate-first") as worked:
        gate = _Gate(worked)
        worked.picture("gate-1-locked")
        _locked(gate, day.of("goes home")[0])
        worked.sign_in(member("officer-first"))
        worked.picture("gate-2-ready")
        _before_the_camera(gate, day)
        _scanned(gate, day)
        _unread(gate, day.of("crosses")[0])
        _off_the_network(gate, day.of("crosses")[0])


def confirming_gate(day: Day, staff_cards: dict[str, bytes]) -> None:
    """Where an officer looks at every face; signed in by card and PIN."""
    with window(day, "gate-confirm") as worked:
        gate, officer = _Gate(worked), member("officer-confirm")
        before = worked.seq
        worked.driver.scan(_text_on(staff_cards[officer.name]))
        worked.picture("gate-7-staff-card")
        worked.driver.sign_in_by_pin(officer.name, officer.pin)
        worked.check(f"{officer.name} signs in by card and PIN", officer.name, worked.signed_in(before))
        worked.driver.press_turn()
        _confirmed(gate, day)
        _not_confirmed(gate, day)


def _locked(gate: _Gate, one: Holder) -> None:
    before = gate.worked.seq
    gate.driver.scan(one.qr_text)
    closed = gate.driver.came(lambda: gate.driver.says("LANE CLOSED"), 2000)
    gate.worked.picture("gate-1-lane-closed")
    found = f"{'lane closed' if closed else 'not a word'}, {len(gate.worked.entries(before, 'shown'))} shown"
    gate.worked.check("a pass at a locked gate", "lane closed, 0 shown", found)


def _before_the_camera(gate: _Gate, day: Day) -> None:
    one = day.of("goes home")[0]
    pixels = camera.pixels_of(day.badge(one))
    before = gate.judged(lambda: gate.worked.show(pixels))
    gate.worked.picture("gate-3-admit")
    gate.worked.check("good pass before the camera", "admit, passed", gate.came_of(before))
    gate.worked.show(None)


def _scanned(gate: _Gate, day: Day) -> None:
    """Three codes that let nobody in, each turned away by the officer's keys."""
    good = day.of("crosses")[0]
    cases = (
        ("revoked pass", day.of("revoked")[0].qr_text, "refuse, revoked, turned away", "gate-4-revoked"),
        ("forged pass", forging.altered(good.qr_text), "refuse, forged, turned away", "gate-4-forged"),
        ("foreign code", FOREIGN, "refuse, not a pass, turned away", "gate-4-foreign"),
    )
    for what, text, expected, stem in cases:
        before = gate.judged(lambda text=text: gate.driver.scan(text))  # type: ignore[misc]
        gate.worked.picture(stem)
        gate.turn_away()
        gate.worked.check(f"{what}, scanned and turned away by keys", expected, gate.came_of(before))


def _unread(gate: _Gate, one: Holder) -> None:
    before = gate.worked.seq
    gate.worked.show(camera.pixels_of(gate.worked.day.badge(one)), TOO_DARK)
    gate.driver.until(lambda: isinstance(gate.moment, NotRead), "a code that is seen and not read")
    gate.worked.picture("gate-5-not-read")
    hint = gate.moment.hint if isinstance(gate.moment, NotRead) else "none"
    found = f"{hint}, {len(gate.worked.entries(before, 'shown'))} shown"
    gate.worked.check("a screen too dark to read", "brighten, 0 shown", found)
    gate.worked.show(None)
    gate.driver.until(lambda: isinstance(gate.moment, Waiting), "nothing before the camera")


def _off_the_network(gate: _Gate, one: Holder) -> None:
    """Somebody leaves meanwhile; the server hears of it once the network is back."""
    worked, opened = gate.worked, gate.worked.held.opened
    worked.line.cut = True
    opened.exchange_now()
    gate.driver.until(lambda: gate.picture.line.offline_since is not None, "the strip says offline")
    gate.driver.press_turn()
    before = gate.judged(lambda: gate.driver.scan(one.qr_text))
    worked.picture("gate-6-offline")
    worked.check("leaving while the network is cut", "admit, passed", gate.came_of(before))
    worked.line_comes_back()
    last = worked.entries(before, "shown")[-1].content.seq
    gate.driver.until(lambda: gate.picture.line.offline_since is None, "the strip says connected")
    worked.check("sent once it is back", "all", "all" if worked.accounted >= last else "not all")


def _confirmed(gate: _Gate, day: Day) -> None:
    one = day.of("late")[0]
    before = gate.judged(lambda: gate.driver.scan(one.qr_text))
    gate.worked.picture("gate-8-check")
    waiting = gate.came_of(before)
    gate.driver.look()
    gate.driver.act("+", lambda: isinstance(gate.moment, Settled))
    gate.worked.picture("gate-8-confirmed")
    gate.worked.check("good pass before the officer looked", "admit, no outcome", waiting)
    gate.worked.check("the same, let go by the officer's key", "admit, left", gate.came_of(before))


def _not_confirmed(gate: _Gate, day: Day) -> None:
    one = day.of("offline")[0]
    before = gate.judged(lambda: gate.driver.scan(one.qr_text))
    gate.driver.look()
    gate.driver.act("-", lambda: isinstance(gate.moment, TurningAway))
    gate.worked.picture("gate-9-why")
    gate.driver.act("-", lambda: isinstance(gate.moment, Settled))
    gate.worked.check("good pass kept back by the officer's key", "admit, kept here", gate.came_of(before))
    reasons = [entry.body["reason"] for entry in gate.worked.entries(before, "outcome")]
    gate.worked.check("the reason the officer gave", ["not_the_holder"], reasons)


def _text_on(card: bytes) -> str:
    with Image.open(io.BytesIO(card)) as picture:
        text = read_back(picture)
    assert text is not None, "a staff card that was drawn a moment ago reads"
    return text
