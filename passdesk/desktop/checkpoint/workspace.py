"""The gate's workspace: keeps the picture, asks the lane, hears keys and camera. What else a gate can do: `Feature`."""

import time
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from passdesk.checkpoint.answers import NotRecordedAnswer, Recorded
from passdesk.checkpoint.answers import Settled as SettledAnswer
from passdesk.checkpoint.settling import Saying
from passdesk.desktop.checkpoint import changing
from passdesk.desktop.checkpoint.acting import ActKey, Ask, GoBack, Nothing, Press, Say, asked
from passdesk.desktop.checkpoint.features import Pressed
from passdesk.desktop.checkpoint.finding import FindPeople
from passdesk.desktop.checkpoint.keys import asked_by
from passdesk.desktop.checkpoint.lane_choice import LaneChoice
from passdesk.desktop.checkpoint.meanwhile import Meanwhile
from passdesk.desktop.checkpoint.more_features import in_order
from passdesk.desktop.checkpoint.pace import Pace
from passdesk.desktop.checkpoint.page import GatePage
from passdesk.desktop.checkpoint.presenting import Lane, Presented, Remembered
from passdesk.desktop.checkpoint.state import (
    Camera,
    CameraState,
    Finding,
    GatePicture,
    LanePlace,
    NotRead,
    NotRecorded,
    Passed,
    Settled,
    Shown,
    TurningAway,
    Waiting,
)
from passdesk.desktop.jobs import Err, Ok, Result
from passdesk.desktop.line_status import LineStatus
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.domain.admission import InputKind
from passdesk.domain.movements import Direction
from passdesk.domain.register import Mark
from passdesk.errors import PassdeskError


class GateWorkspace(QObject):
    """`pictured` whenever the picture is another; `sound` plays what goes with it. `lanes`, `serve`: `LaneChoice`'s."""

    pictured = Signal(object)

    def __init__(
        self, opened: OpenedDesk, lane: str, *, monotonic: Callable[[], float] = time.monotonic,
        camera: Camera | None = None, sound: Callable[[str], object] = lambda _: None,
        mirror: Callable[[], bool] = lambda: True, lanes: Callable[[], tuple[str, ...]] = tuple,
        serve: Callable[[str], object] = lambda _: None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.opened, self._monotonic, self._camera, self.play = opened, monotonic, camera, sound
        self._mirror, self.work = mirror, Lane(opened.store, lane, opened.clock)
        self._page: GatePage | None = None
        self._kept, self._goes_on = dict[Mark, Shown](), False
        self._choice, self._finder = LaneChoice(self, lanes, serve), FindPeople(self)
        self._features = in_order(self, self._finder, self._choice, Meanwhile(self, self._kept))
        place = self.work.place()
        direction: Direction = place.lane.default if place is not None else "entry"
        self.picture = changing.headed(GatePicture(lane, place, direction, now=self.opened.now_us(), lanes=lanes()))
        self._pace = Pace(
            self, calm=self._be_calm, waved=lambda: self.show(refused_key=""), expire=self._expire_awaiting,
            fold=lambda: opened.jobs.run(self.work.fold, lambda _: None),
        )  # fmt: skip
        if camera is not None:
            self.picture = replace(self.picture, camera=camera.now)
            camera.state.connect(self.camera_is)
            camera.sighted.connect(self.seen)

    @property
    def face_painted(self) -> bool:
        """Whether the face that is shown has been on the screen."""
        return self._page is not None and self._page.face_painted_at is not None

    # The workspace

    def page(self, look: Look) -> QWidget:
        made = GatePage(look, self, self._camera, mirror=self._mirror(), monotonic=self._monotonic)
        made.features = self._features
        self.pictured.connect(made.paint)
        made.paint(self.picture)
        self._page = made
        return made

    def shown(self) -> None:
        self.opened.gate_jobs.run(self.work.place, self._placed)
        if not self._goes_on:
            self.opened.jobs.run(self.work.remembered, self._remembered)

    def takes(self, text: str) -> bool:
        return any(feature.takes(text) for feature in self._features)

    def scanned(self, text: str, input_kind: InputKind) -> None:
        """Judge and record a code; what stood there awaiting its outcome goes on awaiting it in the list."""
        if self._page is not None:
            self._page.lanes.close()
        for feature in self._features:
            feature.scanned()
        direction, lane = self.picture.chosen, self.work
        self.judge(lambda: lane.present(text, input_kind, direction))

    def judge(self, present: Callable[[], Presented]) -> None:
        self.become(replace(changing.put_aside(self.picture), moment=Waiting(reading=True), finding=Finding()))
        self.opened.gate_jobs.run(present, self._presented_back)

    def close(self) -> None:
        self._pace.stop()
        for feature in self._features:
            feature.close()
        if self._camera is not None:
            self._camera.state.disconnect(self.camera_is)
            self._camera.sighted.disconnect(self.seen)

    # Keys

    def key(self, event: QKeyEvent, lone: bool) -> bool:
        """The act keys work wherever the focus is; in the find field only those of the numpad."""
        page = self._page
        if page is None or not page.isVisible() or page.lanes.is_open:
            return False
        typing = isinstance(QApplication.focusWidget(), QLineEdit)
        pressed = Pressed(event, page, lone, typing)
        typed_into = next((feature for feature in self._features if feature.takes_keys), None)
        if typed_into is not None:
            return typed_into.key(pressed)
        if any(feature.key(pressed) for feature in self._features):
            return True
        match asked_by(event, typing=typing):
            case None:
                return False
            case wanted:
                self.act(wanted, lone=lone)
        return True

    def act(self, key: ActKey, *, lone: bool) -> bool:
        """An act key, at the gate wherever the focus is; whether it was one in this moment."""
        if any(feature.acts(key, lone=lone) for feature in self._features):
            return True
        face = self._page.face_painted_at if self._page is not None else None
        press = Press(key, self._monotonic() * 1000, None if face is None else face * 1000, lone)
        match asked(self.picture.moment, press):
            case Nothing(why="nothing"):
                return False
            case Nothing(why=why):
                self.show(refused_key=why)
                self._pace.waved.start()
            case Ask(chosen):
                self.become(changing.asking(self.picture, chosen))
            case GoBack():
                if isinstance(self.picture.moment, TurningAway):
                    self.show(moment=self.picture.moment.shown)
            case Say(outcome, reason):
                self.settle(outcome, reason)
        return True

    def touch(self, key: str) -> None:
        """The act key of the band, pressed with a finger."""
        self.act("let" if key == "+" else "turn", lone=True)

    def settle(self, outcome: str | Saying, reason: str | None = None) -> None:
        """Record what then happened to the person shown, signed by whoever is signed in."""
        shown, acting = changing.standing(self.picture.moment), self.opened.session.acting
        if shown is None or acting is None or shown.settling:
            return
        lane, mark = self.work, shown.answer.entry
        self._kept[mark] = replace(shown, settling=True)
        self.show(moment=self._kept[mark])
        self.opened.gate_jobs.run(
            lambda: lane.settle(mark, outcome, acting.signer, reason), lambda result: self._settled(shown, result)
        )

    def turn_to(self, direction: Direction | None) -> None:
        self._choice.turn_to(direction)

    def serve(self, lane: str) -> None:
        self._choice.serve(lane)

    def choose_reason(self, chosen: int) -> None:
        self.become(changing.asking(self.picture, chosen))

    def take_up(self, entry: Passed) -> None:
        """Bring back somebody whose outcome is still awaited."""
        if (held := self._kept.get(entry.entry)) is not None:
            self.bring(held)

    def bring(self, shown: Shown) -> None:
        self.become(changing.put_aside(self.picture))
        self._pace.calm.stop()
        self.show(moment=shown)

    # Finding

    def begin_to_find(self) -> None:
        if self._page is not None:
            self._page.begin_to_find()

    def find(self, text: str) -> None:
        self._finder.find(text)

    # The camera

    def seen(self, hint: str, offer_number: bool = False) -> None:
        """A code is seen and not read; `hint` "" when it is gone."""
        if hint and isinstance(self.picture.moment, (Waiting, NotRead, Settled)):
            self.show(moment=NotRead(hint, offer_number))
        elif not hint and isinstance(self.picture.moment, NotRead):
            self.show(moment=Waiting())

    def line_is(self, line: LineStatus) -> None:
        """An exchange may have brought another policy, and the lane's place in it."""
        self.show(line=line, lanes=self._choice.lanes())
        for feature in self._features:
            feature.line_is()
        self.opened.gate_jobs.run(self.work.place, self._placed)

    def camera_is(self, state: CameraState) -> None:
        self.show(camera=state)

    # What comes back

    def _presented_back(self, result: Result[Presented]) -> None:
        match result:
            case Ok(Presented(answer=Recorded() as answer, holder=holder, foreign=foreign)):
                self._recorded(answer, Shown(answer, holder, foreign=foreign))
            case Ok(Presented(answer=NotRecordedAnswer() as failed)) | Err(failed):
                self._not_recorded(failed)

    def _recorded(self, answer: Recorded, shown: Shown) -> None:
        self.opened.written()
        if self.work.may_fold():
            self._pace.fold.start()
        if answer.awaiting:
            self._kept[answer.entry] = shown
            self._pace.calm.stop()
        else:
            self._pace.calm.start()
        if not answer.repeated:
            self.play(changing.sound_of(answer))
        self.become(changing.presented(self.picture, shown))

    def _settled(self, shown: Shown, result: Result[SettledAnswer | NotRecordedAnswer]) -> None:
        match result:
            case Ok(SettledAnswer(shown=mark, outcome=outcome)):
                self.opened.written()
                self._kept.pop(mark, None)
                if changing.stands(self.picture, shown):
                    self._pace.calm.start()
                self.play("admit" if outcome in ("passed", "left") else "turned")
                self.become(changing.settled(self.picture, shown, outcome))
            case Ok(NotRecordedAnswer() as failed) | Err(failed):
                self._kept[shown.answer.entry] = shown
                self._not_recorded(failed)

    def _not_recorded(self, failed: NotRecordedAnswer | PassdeskError) -> None:
        self._pace.calm.stop()
        self.play("not-recorded")
        self.become(changing.put_aside(self.picture))
        self.show(moment=NotRecorded(failed.happened, failed.kept, failed.remedy))

    def _placed(self, result: Result[LanePlace | None]) -> None:
        if isinstance(result, Ok) and result.value != self.picture.place:
            self.become(changing.placed(self.picture, result.value))

    def _remembered(self, result: Result[Remembered]) -> None:
        if isinstance(result, Ok) and not self._goes_on:
            self._goes_on = True
            held = changing.still_to_come(self.picture, result.value)
            self._kept |= {one.answer.entry: one for one in held.waiting}
            self.become(changing.remembered(self.picture, held))

    # Parts

    def _be_calm(self) -> None:
        if not isinstance(self.picture.moment, TurningAway):
            self.show(moment=Waiting())

    def _expire_awaiting(self) -> None:
        self.opened.gate_jobs.run(self.work.expire, self._expired)

    def _expired(self, result: Result[dict[Mark, str]]) -> None:
        if isinstance(result, Ok) and result.value:
            for mark in result.value:
                self._kept.pop(mark, None)
            self.become(changing.expired(self.picture, result.value))

    def show(self, **changes: object) -> None:
        self.become(replace(self.picture, **changes))

    def become(self, picture: GatePicture) -> None:
        self.picture = changing.headed(replace(picture, now=self.opened.now_us()))
        self.pictured.emit(self.picture)
