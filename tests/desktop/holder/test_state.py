"""What the holder reads: every moment in every language, green only with the gate's, and nothing of anybody's."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from passdesk.checkpoint.holders import Holder
from passdesk.checkpoint.turning_away import TURNED_AWAY
from passdesk.desktop.checkpoint.banding import band
from passdesk.desktop.checkpoint.state import (
    GatePicture,
    Moment,
    NotRead,
    NotRecorded,
    Settled,
    Shown,
    TurningAway,
    Waiting,
)
from passdesk.desktop.holder.reason_words import told
from passdesk.desktop.holder.state import ORDER, HolderPicture, holder_picture
from passdesk.desktop.look import Look
from passdesk.desktop.theme import LANGUAGES, Language, Theme
from passdesk.domain.admission import Instruction, Word
from passdesk.domain.attachments import SPOKEN, Names
from passdesk.domain.movements import Direction
from passdesk.domain.reasons import CODES, ENGLISH, SEVERITIES, Code
from passdesk.scanning.hints import Hint
from tests.desktop.checkpoint.pictures import ADMIT, ATTENTION, CHAN, CHECK, HOLD, LEAVING, REFUSE, shown

LOOKS = {one: Look(Theme(dark=False, scale=1.0, language=one)) for one in LANGUAGES}
NOT_TOLD = (
    "unknown_key", "forged", "unknown_pass", "row_too_new", "watchlisted", "person_suspended", "already_inside",
    "not_inside", "shown_just_now", "register_stale", "clock_suspect", "no_policy", "by_hand", "no_pass",
    "impossible_travel", "stay_used_up", "overstayed", "visitors_inside", "officer_note",
)  # fmt: skip
WAIT = "Please wait for an officer"
EXPIRED = shown("refuse", "turn back", ("expired", "refuse"))
WATCHED = shown("refuse", "turn back", ("watchlisted", "refuse"))
FAILED = NotRecorded("The disk is full.", "Nothing was written.", "Call somebody.")

# moment -> band, shape, direction, head, lines
SHOWN: dict[str, tuple[Moment, tuple[str, str, str | None, str, tuple[str, ...]]]] = {
    "idle": (Waiting(), ("quiet", "code", "entry", "Show your pass", ("Hold it flat and still",))),
    "reading": (Waiting(reading=True), ("quiet", "code", "entry", "One moment", ())),
    "two at once": (NotRead("one at a time"), ("attention", "code", None, "Show one pass at a time", ())),
    "not read": (NotRead("closer"), ("attention", "code", None, "Hold it closer", ("Hold the pass flat",))),
    "not read at all": (
        NotRead("", offer_number=True),
        ("attention", "code", None, "Hold it still", ("Hold the pass flat", "Or give the officer the short number")),
    ),
    "admitted": (ADMIT, ("admit", "tick", "entry", "Please go on", ())),
    "check": (CHECK, ("check", "glass", "entry", "One moment, please", ("Please look at the officer",))),
    "settling": (replace(CHECK, settling=True), ("check", "glass", "entry", "One moment, please",
                                                 ("Please look at the officer",))),
    "leaving": (LEAVING, ("check", "glass", "exit", "One moment, please", ("Please look at the officer",))),
    "attention": (ATTENTION, ("attention", "hand", "entry", WAIT, ())),
    "hold": (HOLD, ("attention", "hand", "exit", WAIT, ("This pass does not hold at present.",))),
    "revoked": (REFUSE, ("refuse", "octagon", None, "Not accepted",
                         ("This pass does not hold at present.", "Ask your institution."))),
    "expired": (EXPIRED, ("refuse", "octagon", None, "Not accepted",
                          ("This pass has expired.", "Ask your institution for a new pass."))),
    "filing": (
        shown("refuse", "turn back", ("filing_expired", "refuse")),
        ("refuse", "octagon", None, "Not accepted",
         ("Your institution's filing has expired.", "Ask your institution to renew the filing.")),
    ),
    "goods": (
        shown("attention", "hold", ("goods_to_check", "hold")),
        ("attention", "hand", "entry", WAIT,
         ("The goods are to be checked first.", "Show the goods and their papers.")),
    ),
    "evacuation": (
        shown("refuse", "turn back", ("evacuation", "refuse"), ("watchlisted", "refuse")),
        ("refuse", "octagon", None, "Do not enter",
         ("The area is being evacuated: nobody enters.", "Stay outside and do as the officers say.")),
    ),
    "note": (shown("attention", "check", ("officer_note", "attention")), ("attention", "hand", "entry", WAIT, ())),
    "watchlisted": (WATCHED, ("attention", "hand", "entry", WAIT, ())),
    "expired and watchlisted": (
        shown("refuse", "turn back", ("expired", "refuse"), ("watchlisted", "attention")),
        ("attention", "hand", "entry", WAIT, ()),
    ),
    "asked why": (TurningAway(CHECK, TURNED_AWAY), ("check", "glass", "entry", "One moment, please",
                                                    ("Please look at the officer",))),
    "let pass": (Settled(CHECK, "passed"), ("admit", "tick", "entry", "Please go on", ())),
    "let leave": (Settled(HOLD, "left"), ("admit", "tick", "exit", "Please go on", ())),
    "turned away": (Settled(CHECK, "turned_away"), ("refuse", "octagon", None, "Please turn back",
                                                    ("An officer can tell you why",))),
    "turned away for good reason": (
        Settled(EXPIRED, "turned_away"),
        ("refuse", "octagon", None, "Not accepted",
         ("This pass has expired.", "Ask your institution for a new pass.")),
    ),
    "watchlisted and turned away": (Settled(WATCHED, "turned_away"), ("refuse", "octagon", None, "Please turn back",
                                                                      ("An officer can tell you why",))),
    "kept here": (Settled(HOLD, "kept_here"), ("attention", "hand", "exit", WAIT,
                                               ("This pass does not hold at present.",))),
    "nobody knows": (Settled(CHECK, "unknown"), ("quiet", "code", "entry", "Show your pass",
                                                 ("Hold it flat and still",))),
    "not recorded": (FAILED, ("refuse", "crossed", None, WAIT, ("It could not be recorded",))),
}  # fmt: skip


def at(moment: Moment, direction: Direction = "entry") -> GatePicture:
    return GatePicture("F1-2", None, direction, moment)


def spoken(moment: Moment, language: str) -> Moment:
    """The same, of a holder who speaks it."""
    match moment:
        case Shown(holder=Holder() as holder):
            return replace(moment, holder=replace(holder, names=replace(holder.names, language=language)))
        case TurningAway(shown=inner) | Settled(shown=inner):
            return replace(moment, shown=spoken(inner, language))
        case _:
            return moment


@pytest.mark.parametrize("name", SHOWN)
def test_every_moment_in_english(name: str) -> None:
    moment, expected = SHOWN[name]
    found = holder_picture(at(moment), LOOKS)
    (english,) = [one for one in found.said if one.language == "en"]
    assert (found.band, found.shape, found.direction, english.head, english.lines) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_every_moment_in_the_holders_language_alone(name: str, language: Language) -> None:
    moment, _ = SHOWN[name]
    found = holder_picture(at(spoken(moment, language)), LOOKS)
    has_holder = isinstance(moment, (TurningAway, Settled)) or (isinstance(moment, Shown) and moment.holder is not None)
    assert [one.language for one in found.said] == ([language] if has_holder else list(ORDER))
    for one in found.said:
        words = [one.head, *one.lines]
        assert all(words)
        assert one.language == "en" or not any("a" <= letter <= "z" for text in words for letter in text)


def test_all_three_where_nobody_knows_the_language_say_the_same_with_equal_weight() -> None:
    for moment, _ in SHOWN.values():
        for unknown in ("", "fr"):
            found = holder_picture(at(spoken(moment, unknown)), LOOKS)
            assert [one.language for one in found.said] == ["zh-Hant", "zh-Hans", "en"]
            assert len({len(one.lines) for one in found.said}) == 1
            assert len({bool(one.way) for one in found.said}) == 1


def test_nobody_at_the_lane() -> None:
    found = holder_picture(None, LOOKS)
    assert (found.band, found.shape, found.direction, len(found.said)) == ("quiet", "lock", None, 3)
    assert (found.said[-1].head, found.said[-1].lines) == ("This lane is closed", ("Use another lane.",))


@pytest.mark.parametrize(("direction", "way"), [("entry", "Entry"), ("exit", "Exit")])
def test_the_way_is_said_and_drawn(direction: Direction, way: str) -> None:
    found = holder_picture(at(Waiting(), direction), LOOKS)
    assert (found.direction, found.said[-1].way) == (direction, way)


@pytest.mark.parametrize("code", CODES)
def test_a_reason_is_about_the_pass_or_reads_as_all_the_others_do(code: Code) -> None:
    found = told(LOOKS["en"], (code,))
    assert (found is None) == (code in NOT_TOLD), "a new reason: may bystanders read it?"
    hidden = holder_picture(at(shown("refuse", "turn back", (code, "refuse"))), LOOKS)
    if code in NOT_TOLD:
        assert hidden == holder_picture(at(WATCHED), LOOKS)
    if found is not None:
        assert found.remedy == ENGLISH[code].remedy


def test_a_reason_this_page_has_never_heard_of_is_not_told() -> None:
    assert told(LOOKS["en"], ("of a newer program",)) is None
    assert told(LOOKS["en"], ("expired", "of a newer program")) is None
    assert told(LOOKS["en"], ()) is None


# Anything that could be shown, of somebody whose every field is unmistakable

NAMES = Names("Zacharias Quixote", "甲乙丙丁")
PLACE = Names("Umbrella Xylophone Works", "戊己庚辛")
SECRET = Holder(NAMES, PLACE, 9, 3, 1_987_654_321, known=True, photo=b"\xff\xd8jpeg", short_number="46464646469")
PRIVATE = ("Zacharias", "Quixote", "甲", "乙", "Umbrella", "Xylophone", "戊", "己", "46464646469", "F1-2",
           "watchlist", "Watchlist", "名單", "名单", "留意")  # fmt: skip
reasons = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(SEVERITIES)), max_size=4)
shown_ones = st.builds(
    lambda word, instruction, codes, direction, awaiting, language, known: shown(
        word, instruction, *codes, direction=direction, awaiting=awaiting,
        holder=replace(SECRET, names=replace(NAMES, language=language)) if known else None,
    ),
    st.sampled_from(get_args(Word)), st.sampled_from(get_args(Instruction)), reasons,
    st.sampled_from(get_args(Direction)), st.booleans(), st.sampled_from(["", *SPOKEN]), st.booleans(),
)  # fmt: skip
OUTCOMES = ("passed", "left", "turned_away", "kept_here", "abandoned", "unknown", "set_aside")
moments = st.one_of(
    st.builds(Waiting, st.booleans()),
    st.builds(NotRead, st.sampled_from(["", *get_args(Hint)]), st.booleans()),
    shown_ones,
    st.builds(TurningAway, shown_ones, st.just(TURNED_AWAY)),
    st.builds(Settled, shown_ones, st.sampled_from(OUTCOMES)),
    st.just(FAILED),
)


def everything(found: HolderPicture) -> str:
    return "\n".join(text for one in found.said for text in (one.head, *one.lines, one.way))


@given(moments, st.sampled_from(get_args(Direction)))
def test_nothing_of_the_holder_is_ever_shown(moment: Moment, direction: Direction) -> None:
    said = everything(holder_picture(at(moment, direction), LOOKS))
    assert [word for word in PRIVATE if word in said] == []
    assert not any(letter.isdigit() for letter in said)
    watched = ENGLISH["watchlisted"].wording
    assert not any(look.tr(watched) in said for look in LOOKS.values())


@given(moments)
def test_green_is_only_what_is_recorded_and_green_at_the_gate(moment: Moment) -> None:
    picture = at(moment)
    if holder_picture(picture, LOOKS).band == "admit":
        assert band(LOOKS["en"], picture).band == "admit"
        assert isinstance(moment, Settled) or (isinstance(moment, Shown) and moment.answer.admitted)


@given(shown_ones)
def test_whoever_is_watched_looks_like_whoever_the_desk_cannot_judge(one: Shown) -> None:
    verdict = one.answer.verdict
    reasons = {reason.code for reason in verdict.reasons}
    if verdict.instruction == "pass" or "watchlisted" not in reasons:
        return
    instead = tuple(replace(reason, code="clock_suspect") if reason.code == "watchlisted" else reason
                    for reason in verdict.reasons)  # fmt: skip
    other = replace(one, answer=replace(one.answer, verdict=replace(verdict, reasons=instead)))
    assert holder_picture(at(one), LOOKS) == holder_picture(at(other), LOOKS)


def test_the_holder_of_the_moment_before_is_forgotten() -> None:
    chan = replace(CHAN, names=replace(CHAN.names, language="zh-Hans"))
    before = holder_picture(at(replace(CHECK, holder=chan)), LOOKS)
    assert len(before.said) == 1
    assert len(holder_picture(at(Waiting()), LOOKS).said) == 3
