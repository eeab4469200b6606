"""What comes back late: two codes at once, somebody taken up meanwhile, an outcome on its way to the disk."""

from passdesk.desktop.checkpoint.state import NotRecorded, Settled, Shown
from passdesk.desktop.look import Look
from passdesk.domain.movements import Shown as ShownRow
from passdesk.domain.register import Mark
from tests.desktop.checkpoint.conftest import AUTOMATIC, CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_workspace import FOREIGN, fill_up, inside, look_at_the_face, page_of


def on_screen(at: Stand) -> Mark:
    moment = at.moment()
    assert isinstance(moment, Shown)
    return moment.answer.entry


def two_who_wait(at: Stand, look: Look) -> tuple[Mark, Mark]:
    """The holder shown twice: the first waits in the list, the second stands there, looked at."""
    at.gate.turn_to("entry")
    page_of(at, look)
    for _ in range(2):
        at.gate.scanned(at.text, "camera")
        at.until(Shown)
    look_at_the_face(at)
    first, second = at.entries("shown")
    return first.mark, second.mark


def test_two_codes_read_at_once_both_await_their_outcome(stand: Make) -> None:
    at = stand(CONFIRM)
    at.gate.scanned(at.text, "camera")
    at.gate.scanned(FOREIGN, "camera")
    at.until(Shown)
    first, second = at.entries("shown")
    assert on_screen(at) == second.mark
    assert [one.entry for one in at.gate.picture.unsettled] == [first.mark]


def test_whoever_came_back_before_a_failure_goes_on_waiting(stand: Make) -> None:
    at = stand(CONFIRM)
    at.gate.scanned(at.text, "camera")
    at.opened.gate_jobs.run(lambda: fill_up(at.opened), lambda _: None)
    at.gate.scanned(at.text, "camera")
    at.until(NotRecorded)
    assert [one.entry for one in at.gate.picture.unsettled] == [at.entries("shown")[0].mark]


def test_the_green_of_one_is_never_shown_over_another(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    first, second = two_who_wait(at, look)
    (waits,) = at.gate.picture.unsettled
    at.gate.act("let", lone=True)  # for the second; before it is on disk the first is taken up
    at.gate.take_up(waits)
    at.qtbot.waitUntil(lambda: at.idle)
    assert inside(at)
    assert on_screen(at) == first
    assert [entry.body["shown"] for entry in at.entries("outcome")] == [list(second)]
    assert [one.entry for one in at.gate.picture.unsettled] == [first]


def test_nobody_is_settled_twice_by_taking_them_up_again(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    first, second = two_who_wait(at, look)
    (waits,) = at.gate.picture.unsettled
    at.gate.act("let", lone=True)
    at.gate.take_up(waits)
    (again,) = [one for one in at.gate.picture.unsettled if one.entry == second]
    at.gate.take_up(again)
    at.gate.settle("turned_away", "other")
    at.until(Settled)
    assert "not-recorded" not in at.heard
    assert [(entry.body["shown"], entry.body["outcome"]) for entry in at.entries("outcome")] == [
        (list(second), "passed")
    ]
    assert first != second


def test_the_next_code_stays_on_screen_when_the_outcome_before_it_comes_back(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    _, second = two_who_wait(at, look)
    at.gate.act("let", lone=True)
    at.gate.scanned(FOREIGN, "camera")
    at.until(Shown)
    assert on_screen(at) == at.entries("shown")[-1].mark
    assert second not in [one.entry for one in at.gate.picture.unsettled]


def test_what_is_recorded_is_said_also_when_the_name_can_not_be_read(stand: Make) -> None:
    at = stand(AUTOMATIC)
    with at.store.journal.file.write() as writer:
        writer.execute("UPDATE attachments SET content = x'00'")
    at.gate.scanned(at.text, "camera")
    at.until(Shown)
    assert inside(at)
    with at.store.view() as view:
        assert list(view.all(ShownRow)) == []
