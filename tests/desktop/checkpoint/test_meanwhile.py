"""Whoever is on screen or in a list while something about them changes: a revoked pass, an erased person, a policy."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from passdesk.administration.policies import publish
from passdesk.checkpoint.answers import Recorded
from passdesk.desktop.checkpoint.state import Settled, Shown, TurningAway
from passdesk.desktop.checkpoint.strip import strip_words
from passdesk.desktop.line_status import LineStatus
from passdesk.desktop.look import Look
from passdesk.domain.attachments import Names
from passdesk.domain.people import Desk
from passdesk.domain.reasons import Code
from passdesk.domain.register import Row
from passdesk.store.acts import Acting
from tests.checkpoint.conftest import account_for_all
from tests.desktop.checkpoint.conftest import AUTOMATIC, CONFIRM, Make, Stand
from tests.desktop.checkpoint.test_workspace import at_a_check, inside, look_at_the_face, page_of
from tests.factories.people import names_of
from tests.factories.zones import policy_toml

Act = Callable[[Stand], object]
NAMES = names_of("Chan Siu Ming", "陳小明")
NOBODY = Names("", "")


def revoked(at: Stand) -> None:
    at.office.act("pass_revoked", {"pass": at.holder.pass_id, "reason": "lost"}, at.holder.hr)


def erased(at: Stand) -> None:
    at.office.act("person_erased", {"person": at.holder.person, "hashes": [NAMES.hash], "reason": None})


def suspended(at: Stand) -> None:
    at.office.act("institution_suspended", {"institution": at.holder.institution, "reason": None})


def withdrawn(at: Stand) -> None:
    at.office.act("filing_withdrawn", {"filing": at.holder.filing, "reason": None}, at.holder.hr)


CHANGES: list[tuple[Act, Code]] = [
    (revoked, "revoked"), (suspended, "institution_suspended"), (withdrawn, "filing_withdrawn"),
]  # fmt: skip


def comes(at: Stand, act: Act) -> None:
    """It happened elsewhere, and an exchange brought it."""
    act(at)
    at.gate.line_is(LineStatus())
    at.qtbot.waitUntil(lambda: at.idle, timeout=10_000)


def on_screen(at: Stand) -> Shown:
    moment = at.moment()
    shown = moment.shown if isinstance(moment, (TurningAway, Settled)) else moment
    assert isinstance(shown, Shown)
    return shown


def turned_away(at: Stand) -> None:
    """Two keys do it, and it is the one outcome there is."""
    at.gate.act("turn", lone=True)
    at.gate.act("turn", lone=True)
    at.until(Settled)
    assert [entry.body["outcome"] for entry in at.entries("outcome")] == ["turned_away"]


@pytest.mark.parametrize(("act", "code"), CHANGES)
def test_who_is_let_in_no_more_is_not_let_in_by_the_verdict_of_a_moment_ago(
    stand: Make, look: Look, act: Act, code: Code
) -> None:
    at = at_a_check(stand, look)
    before = on_screen(at).answer.entry
    comes(at, act)
    now = on_screen(at)
    assert (now.answer.entry, now.changed, now.answer.verdict.word) == (before, True, "refuse")
    assert code in [reason.code for reason in now.answer.verdict.reasons]
    assert strip_words(look, at.gate.picture)[0].startswith("Changed since the pass was shown")
    assert at.heard[-1] == "refuse"
    look_at_the_face(at)
    at.gate.act("let", lone=True)
    assert not inside(at)
    turned_away(at)


def test_a_key_pressed_as_it_changes_does_not_count_yet(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    at.gate.turn_to("exit")
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    look_at_the_face(at)
    comes(at, suspended)
    at.gate.act("let", lone=True)
    at.qtbot.waitUntil(lambda: at.idle)
    assert at.entries("outcome") == []


def test_who_leaves_may_leave_whatever_came_meanwhile(stand: Make, look: Look) -> None:
    at = stand(CONFIRM)
    at.gate.turn_to("exit")
    page_of(at, look)
    at.gate.scanned(at.text, "wedge")
    at.until(Shown)
    comes(at, revoked)
    assert (on_screen(at).changed, on_screen(at).answer.verdict.word) != (True, "refuse")
    look_at_the_face(at)
    at.gate.act("let", lone=True)
    at.until(Settled)
    assert [entry.body["outcome"] for entry in at.entries("outcome")] == ["left"]


def test_who_waits_in_the_list_is_told_of_when_taken_up(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    at.gate.scanned("https://example.org", "wedge")
    at.until(Shown)
    comes(at, revoked)
    (waits,) = at.gate.picture.unsettled
    assert (waits.word, waits.reason) == ("refuse", "revoked")
    at.gate.take_up(waits)
    assert on_screen(at).changed


@pytest.mark.parametrize("lane", [AUTOMATIC, CONFIRM])
def test_who_is_erased_is_gone_from_the_screen_and_from_the_lists(stand: Make, look: Look, lane: str) -> None:
    at = stand(lane)
    at.gate.turn_to("entry")
    page_of(at, look)
    for _ in range(2):
        at.gate.scanned(at.text, "wedge")
        at.until(Shown)
    at.gate.find("Chan")
    at.qtbot.waitUntil(lambda: bool(at.gate.picture.finding.found))
    comes(at, erased)
    holder = on_screen(at).holder
    assert holder is None or (holder.names, holder.photo) == (NOBODY, None)
    picture = at.gate.picture
    for one in (*picture.recent, *picture.unsettled):
        assert (one.names, one.photo) == (NOBODY, None)
    at.qtbot.waitUntil(lambda: at.gate.picture.finding.found == ())


def test_an_outcome_can_still_be_said_of_who_was_erased(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    comes(at, erased)
    look_at_the_face(at)
    turned_away(at)


def test_what_is_asked_stays_asked(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    at.gate.act("turn", lone=True)
    comes(at, revoked)
    moment = at.moment()
    assert isinstance(moment, TurningAway)
    assert moment.shown.changed


def test_a_crossing_is_no_news_and_neither_is_time(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    before = on_screen(at)
    comes(at, lambda _: None)
    assert on_screen(at) is before
    at.gate.act("let", lone=True)
    at.until(Settled)
    comes(at, lambda _: None)
    assert not on_screen(at).changed


def only_lane(lane: str) -> Callable[[Row], Row]:
    return lambda row: replace(row, lanes=(lane,)) if isinstance(row, Desk) else row


def test_at_a_lane_that_was_taken_away_nobody_is_admitted_any_more_and_exits_are_recorded(stand: Make) -> None:
    at = stand(CONFIRM)
    comes(at, lambda at: account_for_all(at.store, only_lane(AUTOMATIC)))
    assert at.gate.picture.place is None
    for direction, word in (("entry", "refuse"), ("exit", "attention")):
        answer = at.gate.work.present(at.text, "wedge", direction).answer  # type: ignore[arg-type]
        assert isinstance(answer, Recorded)
        assert (answer.verdict.word, answer.verdict.reasons[0].code) == (word, "no_policy")


def test_that_what_is_known_grew_old_is_no_news_of_anybody(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    comes(at, lambda at: account_for_all(at.store))  # never exchanged before: by that all of it is old
    assert not on_screen(at).changed


def shut_now(at: Stand) -> None:
    """A policy by which nobody of their class crosses at this hour."""
    held = b"[classes.talent]\nnumber = 1\n"
    policy = policy_toml()
    assert held in policy
    admin = at.office.zone.admin
    publish(Acting(at.store, admin, at.opened.clock), policy.replace(held, held + b'hours_on = { fri = "closed" }\n'))


def test_a_policy_that_comes_into_force_meanwhile_is_the_one_they_are_let_in_by(stand: Make, look: Look) -> None:
    at = at_a_check(stand, look)
    comes(at, shut_now)
    assert [reason.code for reason in on_screen(at).answer.verdict.reasons] == ["outside_hours"]
    look_at_the_face(at)
    at.gate.act("let", lone=True)
    at.qtbot.waitUntil(lambda: at.idle)
    assert not inside(at)
