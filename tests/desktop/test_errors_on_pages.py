"""A page of each workspace with something a service refused: said in the language of the page, and in no other."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from passdesk.administration import desks
from passdesk.desktop.admin.exchange_words import try_detail
from passdesk.desktop.admin.told import told_of
from passdesk.desktop.admin.workspace import AdminWorkspace
from passdesk.desktop.checkpoint.state import NotRecorded
from passdesk.desktop.checkpoint.workspace import GateWorkspace
from passdesk.desktop.desk_folder import Opening
from passdesk.desktop.devices import Scans
from passdesk.desktop.issuing.parts import Asking
from passdesk.desktop.issuing.workspace import IssuingWorkspace
from passdesk.desktop.jobs import Jobs
from passdesk.desktop.line_status import LineStatus, lights
from passdesk.desktop.look import Look
from passdesk.desktop.opened_desk import OpenedDesk
from passdesk.desktop.overlays.account import Account, AccountPicture
from passdesk.desktop.overlays.bodies import PasswordBody
from passdesk.desktop.records.state import Problem
from passdesk.desktop.records.workspace import RecordsWorkspace
from passdesk.desktop.settings import Settings
from passdesk.desktop.sign_in.door import Door
from passdesk.desktop.starting.window import StartWindow
from passdesk.desktop.theme import Language, Theme
from passdesk.desktop.wizard.checks import wrong_in
from passdesk.desktop.wizard.state import Answers
from passdesk.desktop.wizard.wizard import WizardTools
from passdesk.desktop.wizard.wording import said as wizard_words
from passdesk.errors import PassdeskError
from passdesk.issuing import passes
from passdesk.records import cases
from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from passdesk.store.signing_in import change_password
from passdesk.sync.exchange import ExchangeReport
from passdesk.sync.exchanging import Exchanged
from passdesk.sync.wire import Refusal
from tests.desktop.conftest import Come
from tests.factories.clocks import FakeClock
from tests.factories.zones import CHEAP, PASSWORD


def looking(language: Language) -> Look:
    return Look(Theme(dark=False, scale=1.0, language=language))


def words_on(page: QWidget) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def refused(act: Callable[[], object]) -> PassdeskError:
    with pytest.raises(PassdeskError) as met:
        act()
    return met.value


@pytest.fixture
def acting(store: DeskStore, clock: FakeClock, come: Come) -> Acting:
    return Acting(store, come("admin", PASSWORD), clock)


@pytest.mark.parametrize(
    ("language", "said"), [
        ("zh-Hant", "姓名與密碼不符。請再輸入；留意大寫鎖定鍵。"),
        ("zh-Hans", "姓名与密码不符。请再输入；留意大写锁定键。"),
        ("en", "This name and password do not fit. Type it again; watch caps lock."),
    ],
)  # fmt: skip
def test_a_wrong_password(qtbot: QtBot, opened: OpenedDesk, language: Language, said: str) -> None:
    door = Door(opened)
    page = door.page(looking(language))
    qtbot.addWidget(page)
    door.sign_in("admin", "wrong password")
    qtbot.waitUntil(lambda: not door.picture.busy, timeout=20_000)
    assert said in words_on(page)
    door.close()


def test_a_pass_that_issuing_does_not_know(qtbot: QtBot, opened: OpenedDesk, acting: Acting) -> None:
    issuing = IssuingWorkspace(opened, Asking(lambda: None, lambda: None, lambda: None, lambda: ()), NoCamera())
    page = issuing.page(looking("zh-Hant"))
    qtbot.addWidget(page)
    issuing.stage.act(lambda _: passes.held(acting, bytes(16)), lambda _: None)
    qtbot.waitUntil(lambda: issuing.stage.picture.told is not None, timeout=20_000)
    assert "本枱沒有這張通行證。沒有更改任何資料。請檢查號碼。" in words_on(page)
    page.deleteLater()
    issuing.close()


class NoCamera:
    """A `Lender` of none."""

    def lend(self) -> None:
        return None

    def take_back(self) -> None:
        return


def test_a_case_that_records_do_not_have(qtbot: QtBot, opened: OpenedDesk, acting: Acting) -> None:
    records = RecordsWorkspace(opened)
    records.go("cases")
    page = records.page(looking("zh-Hans"))
    qtbot.addWidget(page)
    problem = Problem.of(refused(lambda: cases.close(acting, bytes(16))))
    records.cases.pictured.emit(replace(records.cases.picture, problem=problem))
    assert "本台没有这件事项。没有更改任何数据。请查看事项列表。" in words_on(page)
    page.deleteLater()
    records.close()


def test_a_desk_that_is_confirmed(qtbot: QtBot, opened: OpenedDesk, acting: Acting) -> None:
    admin = AdminWorkspace(opened, cost=CHEAP)
    page = admin.page(looking("zh-Hant"))
    qtbot.addWidget(page)
    error = refused(lambda: desks.confirm(acting, acting.store.journal.id))
    admin.operators.show(replace(admin.operators.picture, told=told_of(error)))
    assert "此檢查枱早已確認。沒有更改任何資料。" in words_on(page)
    page.deleteLater()
    admin.close()


def test_what_could_not_be_recorded_at_the_gate(qtbot: QtBot, opened: OpenedDesk, acting: Acting) -> None:
    del acting
    gate = GateWorkspace(opened, "F1-2", monotonic=lambda: 0.0, sound=lambda _: None)
    page = gate.page(looking("zh-Hant"))
    qtbot.addWidget(page)
    full = "NOT RECORDED. The disk is full: journal.db could not be opened or written."
    moment = NotRecorded(full, "The journal is whole up to entry 17.", "Free some space and try again.")
    gate.pictured.emit(replace(gate.picture, moment=moment))
    said = words_on(page)
    assert "未能記錄。磁碟已滿：無法開啟或寫入 journal.db。" in said
    assert "日誌至第 17 項紀錄完整。" in said
    assert "請騰出空間再試。" in said
    page.deleteLater()
    gate.close()


def test_a_new_password_that_is_too_short(qtbot: QtBot, opened: OpenedDesk, store: DeskStore, clock: FakeClock) -> None:
    body = PasswordBody(looking("zh-Hans"), Account(opened))
    qtbot.addWidget(body)
    error = refused(lambda: change_password(store, "admin", PASSWORD, "short", clock, CHEAP))
    body.paint(AccountPicture(wrong=error.happened, remedy=error.remedy, tries=1))
    assert "密码至少 8 个字符。" in words_on(body)


def test_a_server_that_does_not_answer() -> None:
    line = LineStatus(alone=False, offline_since=0, why_offline=(
        "The server at https://center:8443 does not answer: [Errno 111] Connection refused.",
        "The desk goes on by itself; what it records is sent later.",
    ))  # fmt: skip
    assert lights(looking("zh-Hant"), line, 0)[0].detail == (
        "伺服器 https://center:8443 沒有回應：連線被拒（111）。本枱自行繼續運作；紀錄稍後送出。"
    )


@pytest.fixture
def start(qapp: QApplication) -> Iterator[Callable[[Path], StartWindow]]:
    del qapp
    made: list[StartWindow] = []

    def begin(folder: Path) -> StartWindow:
        opening = Opening(folder, None, None, CHEAP)
        jobs, settings = Jobs(ThreadPoolExecutor(1)), Settings(camera=None, language="zh-Hant")
        made.append(StartWindow(opening, FakeClock(), jobs, settings, lambda: WizardTools(), scans=Scans()))
        made[0].begin()
        return made[0]

    yield begin
    for one in made:
        one.window.close()
        one.window.deleteLater()


def test_a_folder_that_is_no_folder(qtbot: QtBot, tmp_path: Path, start: Callable[[Path], StartWindow]) -> None:
    (tmp_path / "desk").write_text("not a folder")
    window = start(tmp_path / "desk")
    qtbot.waitUntil(lambda: window.starting.picture.stage == "trouble", timeout=20_000)
    assert "無法開啟檢查枱" in words_on(window.window)
    assert "維持原狀。請為檢查枱指定新資料夾。" in words_on(window.window)
    assert not re.search(r"[a-z]{3,} [a-z]{2,}", words_on(window.window).replace(str(tmp_path), ""))


def test_an_invitation_that_is_none(qtbot: QtBot, tmp_path: Path, start: Callable[[Path], StartWindow]) -> None:
    window = start(tmp_path / "desk")
    qtbot.waitUntil(lambda: window.wizard is not None, timeout=20_000)
    wizard = window.wizard
    assert wizard is not None
    wizard.choose("join")
    wizard.invite("passdesk-join:9:nothing")
    said = "這不是加入區域的邀請。這不是 Passdesk 的邀請。沒有送出任何資料。請使用為本枱列印的邀請。"
    assert said in words_on(window.window)


def test_the_mistakes_of_a_policy(tmp_path: Path) -> None:
    wrong = wrong_in("zone", Answers(policy=b"areas = 3", offline=str(tmp_path / "key")), tmp_path / "desk")
    assert wrong is not None
    said = wizard_words(looking("zh-Hant"), wrong)
    assert said.startswith("此政策有錯誤：\n")
    assert "areas: 需要：按編號分列的表；而非：整數" in said
    assert "rules.hold: 缺少；需要：true 或 false" in said


def test_why_a_server_did_not_take_an_entry() -> None:
    report = ExchangeReport(1, 2, 0, 0, 0, False, False, False, 0, 0,
                            Refusal(7, "gap", "The entry before it is not held here."), True)  # fmt: skip
    said = try_detail(looking("zh-Hant"), Exchanged(0, report, None))
    assert said.endswith("保留於本枱，未獲接收：伺服器沒有此前一項紀錄。")
