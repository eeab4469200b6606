"""What else a gate does: set aside, let in all the same, goods, notes, undone and put right."""

from collections.abc import Iterator

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from passdesk.administration import policies
from passdesk.checkpoint.officer_notes import set_note
from passdesk.checkpoint.settling import set_aside
from passdesk.credential.cose import open1
from passdesk.credential.signed_policy import LONGEST_POLICY
from passdesk.desktop.checkpoint.state import Settled, Shown
from passdesk.domain.people import POLICY_KEY, Policy
from passdesk.domain.stays import StayClock
from passdesk.store.acts import Acting
from tests.gallery.scenes_gate import present, still, text_of
from tests.gallery.studio import DeskSubject, Studio
from tests.gallery.subjects import until
from tests.gallery.town import OFFICER, SUPERVISOR

GOOD, REVOKED, ELSEWHERE, NOTED = "Oluwaseun Adebayo", "Sun Zhiyuan", "Anneliese Vogt", "Liu Haoran"
DAY_US = 86_400_000_000
GOODS = """
[classes.{code}.goods]
lines = ["first"]
list = [
  {{ code = "seal", name = {{ en = "The seal is whole", zh-Hant = "封條完整", zh-Hans = "封条完整" }} }},
  {{ code = "papers", name = {{ en = "The papers fit the goods", zh-Hant = "單貨相符", zh-Hans = "单货相符" }} }},
  {{ code = "cold", name = {{ en = "Kept cold", zh-Hant = "保持冷藏", zh-Hans = "保持冷藏" }} }},
]
"""


def beside_the_gate(studio: Studio) -> Iterator[str]:
    """A lane where an officer confirms each, and where not all goes well."""
    with studio.desk("gate", OFFICER) as at:
        at.gate.turn_to("entry")
        at.show_camera()
        yield from _asked_of(studio, at)
        yield from _staying(studio, at)
        yield from _overriding(studio, at)
        yield from _asides(studio, at)
        yield from _undone(studio, at)
        yield from _noted(studio, at)
    with studio.desk("gate", SUPERVISOR) as at:
        at.gate.turn_to("entry")
        at.show_camera()
        yield from _by_supervisor(studio, at)
        yield from _goods(studio, at)


def _press(studio: Studio, at: DeskSubject, *keys: Qt.Key) -> None:
    for key in keys:
        at.key(key)
        studio.settle()
        still(at)


def _asked_of(studio: Studio, at: DeskSubject) -> Iterator[str]:
    """Somebody found, at lanes of other desks and in the night."""
    at.gate.find(ELSEWHERE)
    studio.settle()
    _press(studio, at, Qt.Key.Key_F2, Qt.Key.Key_F7)
    yield "gate-why-lane"
    _press(studio, at, Qt.Key.Key_F7, *[Qt.Key.Key_Up] * 8)
    yield "gate-why-lane-at-night"
    _press(studio, at, Qt.Key.Key_F2)
    at.gate.find("")


def _staying(studio: Studio, at: DeskSubject) -> Iterator[str]:
    """Of a class that limits the stay."""
    at.gate.turn_to("exit")
    present(studio, at, text_of(studio.town, GOOD))
    moment, place = at.gate.picture.moment, at.gate.picture.place
    assert isinstance(moment, Shown)
    assert place is not None
    park = place.policy.areas[place.policy.inside].names
    stay = StayClock(park, day=2, of=3, used=11, limit=14, within=90, until=moment.answer.at + DAY_US)
    at.gate.show(moment=replace(moment, answer=replace(moment.answer, stay=stay)))
    yield "gate-stay"
    at.gate.turn_to("entry")
    present(studio, at, text_of(studio.town, REVOKED))
    moment = at.gate.picture.moment
    assert isinstance(moment, Shown)
    at.gate.show(moment=replace(moment, answer=replace(moment.answer, stay=stay)))
    yield "gate-stay-refused"


def _overriding(studio: Studio, at: DeskSubject) -> Iterator[str]:
    present(studio, at, text_of(studio.town, REVOKED))
    _press(studio, at, Qt.Key.Key_Slash)
    yield "gate-override-officer"
    _press(studio, at, Qt.Key.Key_Down, Qt.Key.Key_Plus)
    yield "gate-override-who-signs"
    _press(studio, at, Qt.Key.Key_Plus)
    yield "gate-override-password"
    (field,) = (one for one in at.window.findChildren(QLineEdit) if one.echoMode() == QLineEdit.EchoMode.Password)
    field.setText("a guess")
    at.gate.act("let", lone=True)  # the + of the numpad: the other is typed into the field
    studio.settle()
    yield "gate-override-wrong-password"
    _press(studio, at, Qt.Key.Key_Escape)


def _asides(studio: Studio, at: DeskSubject) -> Iterator[str]:
    town = studio.town
    _press(studio, at, Qt.Key.Key_Asterisk)
    studio.settle()
    other = town.desks["gate-auto"]
    shown = town.show("F1-1", ELSEWHERE, "entry")
    set_aside(other, shown.entry, town.staff[OFFICER], None, town.clock())
    town.sync("gate-auto", "gate")
    town.clock.step(900)
    at.exchanged()
    at.desk.line.look()
    studio.settle()
    yield "gate-set-aside"
    _press(studio, at, Qt.Key.Key_Asterisk)
    yield "gate-set-aside-list"
    _press(studio, at, Qt.Key.Key_Plus)
    until(lambda: isinstance(at.gate.picture.moment, Shown))
    studio.settle()
    yield "gate-set-aside-back"
    _press(studio, at, Qt.Key.Key_Asterisk)


def _undone(studio: Studio, at: DeskSubject) -> Iterator[str]:
    present(studio, at, text_of(studio.town, GOOD))
    until(lambda: at.gate.face_painted)
    at.seconds[0] += 1
    _press(studio, at, Qt.Key.Key_Plus)
    until(lambda: isinstance(at.gate.picture.moment, Settled))
    _press(studio, at, Qt.Key.Key_F9)
    yield "gate-undo-what"
    _press(studio, at, Qt.Key.Key_Plus)
    yield "gate-undo-which"
    _press(studio, at, Qt.Key.Key_Plus)
    yield "gate-undo-why"
    _press(studio, at, Qt.Key.Key_Plus)
    yield "gate-undo-done"
    _press(studio, at, Qt.Key.Key_Plus, Qt.Key.Key_F9, Qt.Key.Key_Down, Qt.Key.Key_Plus)
    yield "gate-sent-back-who"
    _press(studio, at, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    yield "gate-sent-back-by-whom"
    _press(studio, at, Qt.Key.Key_Escape)


def _noted(studio: Studio, at: DeskSubject) -> Iterator[str]:
    town = studio.town
    said = "Brings samples at -80 °C: call the laboratory, extension 4411, and let them wait in the cold room."
    set_note(Acting(at.opened.store, town.staff[SUPERVISOR], town.clock), town.holders[NOTED].person, said)
    present(studio, at, text_of(town, NOTED))
    yield "gate-officer-note"


def _by_supervisor(studio: Studio, at: DeskSubject) -> Iterator[str]:
    present(studio, at, text_of(studio.town, REVOKED))
    _press(studio, at, Qt.Key.Key_Slash)
    yield "gate-override-supervisor"
    _press(studio, at, Qt.Key.Key_Escape, Qt.Key.Key_F9)
    _press(studio, at, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    yield "gate-put-right-why"
    _press(studio, at, Qt.Key.Key_Escape, Qt.Key.Key_F9)
    _press(studio, at, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Plus)
    yield "gate-old-register-until"
    _press(studio, at, Qt.Key.Key_Escape)


def _goods(studio: Studio, at: DeskSubject) -> Iterator[str]:
    """The zone publishes a list for one class of pass."""
    town = studio.town
    with at.opened.store.view() as view:
        row = view.get(Policy, POLICY_KEY)
    assert isinstance(row, Policy)
    toml = open1(row.signed, LONGEST_POLICY).payload.decode() + GOODS.format(code="resident")
    policies.publish(Acting(town.desks["office"], town.served.admin, town.clock), toml.encode())
    town.sync("office", "gate")
    at.gate.shown()
    studio.settle()
    present(studio, at, text_of(town, "Chan Tsz Kiu"))
    until(lambda: at.gate.face_painted)
    yield "gate-goods-hold"
    _press(studio, at, Qt.Key.Key_Plus)
    yield "gate-goods-list"
    _press(studio, at, Qt.Key.Key_Plus)
    yield "gate-goods-begun"
    _press(studio, at, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    yield "gate-goods-done"
