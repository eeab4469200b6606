"""What the gate says below the band."""

from typing import Any

import pytest
from msgspec.structs import replace

from passdesk.checkpoint.clock_guard import ClockStanding
from passdesk.checkpoint.turning_away import TURNED_AWAY
from passdesk.desktop.checkpoint.state import GatePicture, NotRead, NotRecorded, Settled, TurningAway, Waiting
from passdesk.desktop.checkpoint.strip import clock_words, strip_words
from passdesk.desktop.checkpoint.telling import act_keys, last_seen, rests_on, turned_away_words
from passdesk.desktop.line_status import LineStatus
from passdesk.desktop.look import Look
from passdesk.domain.admission import Provenance
from passdesk.domain.clock_watch import Moved
from passdesk.domain.movements import Presence
from tests.desktop.checkpoint.pictures import ADMIT, ATTENTION, CHECK, HOLD, REFUSE

NOW = 1_800_000_000_000_000
HOUR = 3_600_000_000
WELL: dict[str, Any] = {"signature": "verified", "exchange_age_s": 40, "unheard": (), "clock_suspect": False,
                        "restored": False}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "words", "tone"),
    [
        ({}, "Signature good  ·  exchanged 40 s ago  ·  all lanes heard", "plain"),
        ({"exchange_age_s": None}, "never exchanged", "attention"),
        ({"exchange_age_s": 14_401}, "no exchange for 4 h", "attention"),
        ({"unheard": ("S1-1",)}, "1 lane not heard", "attention"),
        ({"unheard": ("S1-1", "S1-2")}, "2 lanes not heard", "attention"),
        ({"clock_suspect": True}, "clock in doubt", "attention"),
        ({"vouched": True}, "time vouched for by two", "attention"),
        ({"restored": True}, "server was restored", "attention"),
        ({"signature": "forged"}, "Signature false", "plain"),
        ({"signature": "unknown_key"}, "Key not known", "plain"),
        ({"signature": "none"}, "No signature", "plain"),
    ],
)
def test_what_a_verdict_rests_on(look: Look, changed: dict[str, Any], words: str, tone: str) -> None:
    said, told_tone = rests_on(look, Provenance(**WELL | changed), alone=False, warns_after_s=14_400)
    assert words in said
    assert told_tone == tone


def test_a_zone_of_one_desk_misses_nobody(look: Look) -> None:
    said, tone = rests_on(look, Provenance(**WELL | {"unheard": ("S1-1",)}), alone=True, warns_after_s=60)
    assert (said, tone) == ("Signature good  ·  this desk is the whole zone", "plain")


def seen(at: int, *, inside: bool) -> Presence:
    return Presence(key=bytes(16), inside=inside, at=at, lane="F1-1", movement=(bytes(16), 1))


def test_where_somebody_was_last_seen(look: Look) -> None:
    assert last_seen(look, None, None, NOW) == "Never seen here"
    assert last_seen(look, seen(NOW - HOUR, inside=True), None, NOW) == "In the park, 07:00"
    assert last_seen(look, seen(NOW - 24 * HOUR, inside=False), None, NOW) == "Out, yesterday 08:00"
    assert last_seen(look, seen(NOW - 72 * HOUR, inside=False), None, NOW) == "Out, 12 Jan 08:00"


def keys(look: Look, picture: GatePicture) -> list[str]:
    return [key for key, _ in act_keys(look, picture)]


def test_the_keys_that_are_offered_are_those_that_count(look: Look) -> None:
    at = GatePicture("F1-2", None, "entry")
    assert keys(look, replace(at, moment=CHECK)) == ["+", "−"]
    assert keys(look, replace(at, moment=ATTENTION)) == ["+", "−"]
    assert keys(look, replace(at, moment=HOLD)) == ["+", "−"]
    assert keys(look, replace(at, moment=REFUSE)) == ["−"]
    assert keys(look, replace(at, moment=TurningAway(CHECK, ("other",)))) == ["↑ ↓", "−", "+"]
    for moment in (Waiting(), NotRead(""), ADMIT, Settled(CHECK, "passed"), NotRecorded("", "", "")):
        assert keys(look, replace(at, moment=moment)) == []
    assert keys(look, replace(at, moment=NotRead("", offer_number=True))) == ["F3"]


@pytest.mark.parametrize(
    ("line", "words", "tone"),
    [
        (LineStatus(), "This desk is the whole zone", "plain"),
        (LineStatus(alone=False), "Connecting", "plain"),
        (LineStatus(alone=False, exchanged_at=NOW - 40_000_000, unsent=0), "Exchanged 40 s ago  ·  0 unsent", "plain"),
        (LineStatus(alone=False, offline_since=NOW - 3 * HOUR, unsent=1204), "Offline for 3 h  ·  1,204 unsent",
         "attention"),
        (LineStatus(alone=False, offline_since=0), "Never exchanged", "attention"),
        (LineStatus(alone=False, exchanged_at=NOW, quarantined=1), "1 act did not count", "attention"),
        (LineStatus(alone=False, exchanged_at=NOW, clock_off_s=-120), "Clock off by 2 min", "attention"),
    ],
)  # fmt: skip
def test_the_strip_says_how_the_line_is_while_nobody_is_shown(
    look: Look, line: LineStatus, words: str, tone: str
) -> None:
    said, told_tone = strip_words(look, GatePicture("F1-2", None, "entry", line=line, now=NOW))
    assert words in said
    assert told_tone == tone


def test_every_reason_to_turn_somebody_away_has_words(look: Look) -> None:
    said = [turned_away_words(look, reason) for reason in TURNED_AWAY]
    assert len(set(said)) == len(TURNED_AWAY)


BACK, AHEAD, OFF = Moved("back", 10_920_000_000), Moved("ahead", 4 * 365 * 24 * HOUR), Moved("drift", HOUR // 6)


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (ClockStanding(NOW), ""),
        (ClockStanding(NOW, signed=True), ""),
        (ClockStanding(NOW, BACK, signed=True),
         "This PC's clock went back by 3 h 2 min. Verdicts go by the time the server signed."),
        (ClockStanding(NOW, AHEAD, signed=True),
         "This PC's clock went ahead by 1,460 days. Verdicts go by the time the server signed."),
        (ClockStanding(NOW, OFF, signed=True),
         "This PC's clock is off by 10 min. Verdicts go by the time the server signed."),
        (ClockStanding(NOW, BACK, asks=True), "This PC's clock went back by 3 h 2 min. The menu asks what time it is."),
        (ClockStanding(NOW, asks=True), "This PC's clock is wrong. The menu asks what time it is."),
        (ClockStanding(NOW, vouched=True), "Verdicts go by the time two people vouched for."),
        (ClockStanding(NOW, BACK), "This PC's clock went back by 3 h 2 min."),
    ],
)  # fmt: skip
def test_how_the_clock_stands(look: Look, clock: ClockStanding, words: str) -> None:
    assert clock_words(look, clock) == words
    shown = strip_words(look, GatePicture("F1-1", None, "entry", clock=clock))
    assert (shown == (words, "attention")) is bool(words)


def test_a_clock_that_was_set_stands_first_below_a_verdict(look: Look) -> None:
    words, tone = strip_words(look, GatePicture("F1-1", None, "entry", ADMIT, clock=ClockStanding(NOW, BACK)))
    assert words.startswith("This PC's clock went back by 3 h 2 min  ·  Signature good")
    assert tone == "attention"
