"""Where people are, how long they stay, and what their class asks beside: this presentation, that verdict."""

from hashlib import sha256

import pytest
from msgspec.structs import replace

from passdesk.domain.admission import Passage
from passdesk.domain.movements import NO_MOVEMENT, Escorted, Presence
from passdesk.domain.people import Note
from passdesk.domain.zone import Goods, Names, Stay, Tick, Travel, pair
from tests.domain.scenes import DAY, GOOD, INSTITUTION, LANE, NOON, PASS, PERSON, Scene

HOST, OTHER = b"h" * 16, b"o" * 16
SOFT, HARD, HELD = ("attention", "check"), ("refuse", "turn back"), ("attention", "hold")
ADMIT = ("admit", "pass")
MIDNIGHT = NOON - 12 * 3600
"""The local one today."""
Row = tuple[Scene, tuple[str, str], tuple[str, ...]]


def spells(*days: tuple[float, float]) -> bytes:
    """Stays from and until so many days ago, oldest first."""
    times = [int(NOON - ago * DAY) for spell in days for ago in spell]
    return b"".join(time.to_bytes(4) for time in times)


def stayed(*days: tuple[float, float], inside: bool = False, ago_days: float = 1.0) -> Scene:
    """Last moved so many days ago; earlier stays as told."""
    scene = GOOD.last(inside=inside, ago_s=ago_days * DAY)
    return scene.presence_but(spells=spells(*days), since=int((NOON - ago_days * DAY) * 1e6) if inside else 0)


def staying(scene: Scene, **asked: int) -> Scene:
    return scene.class_but(stay=Stay(**asked))


def leaves(ago_days: float, *days: tuple[float, float], **asked: int) -> Scene:
    return staying(stayed(*days, inside=True, ago_days=ago_days), **asked).but(direction="exit")


def entered(count: int, pass_id: bytes = PASS) -> Scene:
    return GOOD.last(inside=False).presence_but(entries=((pass_id, count),)).class_but(stay=Stay(entries=2))


def kind(anti_passback: str, minutes: int = 0) -> Scene:
    return GOOD.rules_but(anti_passback=anti_passback, anti_passback_s=minutes * 60)


def came(scene: Scene, ago_s: float) -> Scene:
    """Inside since so many seconds, by a lane of the second line."""
    return scene.last(inside=True, ago_s=ago_s)


TOO_FAR = ("impossible_travel",)
APART = GOOD.policy_but(travel={pair("F1", "S1"): Travel(("S1", "F1"), 20 * 60)})
LANES_APART = APART.policy_but(
    travel={
        pair("F1", "S1"): Travel(("S1", "F1"), 20 * 60), pair("F1-1", "F1-2"): Travel(("F1-1", "F1-2"), 300),
        pair("F1", "S1-1"): Travel(("F1", "S1-1"), 300),
    }
)  # fmt: skip
INSIDE = (
    Presence(key=HOST, inside=True, at=1, lane="F1-1", movement=(b"j" * 16, 1)),
    Presence(key=OTHER, inside=True, at=1, lane="F1-1", movement=(b"j" * 16, 1)),
)
VISITOR = GOOD.class_but(escort_within_s=60).class_but(2, hosts=True).beside(*INSIDE)
LED = Passage(HOST, 2, INSTITUTION, int((NOON - 30) * 1e6), "entry")


def led(**changes: object) -> Scene:
    return VISITOR.now_but(passed_here=(replace(LED, **changes),))


LEADER = GOOD.class_but(hosts=True)
LIST = Goods(1, (Tick("declared", Names("Declared", "已申報", "已申报")),))
GOODS = GOOD.class_but(goods=LIST)
NOTED = Note(key=PERSON, note=b"n" * 32)

UNHEARD_INSIDE = ("unknown_pass", "already_inside")


def unheard_of(*, inside: bool) -> Scene:
    """Whoever shows the pass stands under its id."""
    return kind("hard").last(inside=inside).presence_but(key=PASS).unknown()


WHEREABOUTS: dict[str, Row] = {
    "soft: already inside": (came(kind("soft"), 3600), SOFT, ("already_inside",)),
    "soft: outside": (kind("soft").last(inside=False), ADMIT, ()),
    "soft: shown twice": (kind("soft").last(inside=True, lane=LANE, ago_s=5), SOFT, ("shown_just_now",)),
    "soft: leaving without having come": (kind("soft").but(direction="exit"), SOFT, ("not_inside",)),
    "shown again in the same instant": (GOOD.last(inside=True, lane=LANE, ago_s=0), SOFT, ("shown_just_now",)),
    "timed: inside since a moment": (came(kind("timed", 30), 60), HARD, ("already_inside",)),
    "timed: the last second": (came(kind("timed", 30), 1799.9), HARD, ("already_inside",)),
    "timed: over": (came(kind("timed", 30), 1800), ADMIT, ()),
    "timed: a lane not heard": (came(kind("timed", 30).now_but(heard={}), 60), SOFT, ("already_inside",)),
    "timed: shown twice": (kind("timed", 30).last(inside=True, lane=LANE, ago_s=5), SOFT, ("shown_just_now",)),
    "timed: leaving again at once": (
        kind("timed", 30).last(inside=False, ago_s=60).but(direction="exit"),
        HELD,
        ("not_inside",),
    ),
    "timed: leaving, never seen": (kind("timed", 30).but(direction="exit"), ADMIT, ()),
    "timed: the last movement lies in what now is the future": (
        came(kind("timed", 30), -60),
        HARD,
        ("already_inside",),
    ),
    "every movement undone: entering": (GOOD.last(inside=True).presence_but(movement=NO_MOVEMENT), ADMIT, ()),
    "every movement undone: leaving": (
        kind("hard").last(inside=True).presence_but(movement=NO_MOVEMENT).but(direction="exit"),
        HELD,
        ("not_inside",),
    ),
    "off by one line, hard by the other": (came(kind("off").but(lane="S1-1"), 3600), HARD, ("already_inside",)),
    "a pass not heard of, shown again while its bearer is inside": (unheard_of(inside=True), HARD, UNHEARD_INSIDE),
    "a pass not heard of, its bearer outside": (unheard_of(inside=False), HARD, ("unknown_pass",)),
    "a pass not heard of, leaving without having come": (
        unheard_of(inside=False).but(direction="exit"), HELD, ("not_inside", "unknown_pass"),
    ),
    "a pass not heard of, leaving, never seen": (
        kind("hard").unknown().but(direction="exit"), SOFT, ("unknown_pass",),
    ),
    "too far for the time": (APART.last(inside=False, ago_s=60), SOFT, ("impossible_travel",)),
    "too far, one second short": (APART.last(inside=False, ago_s=1199), SOFT, ("impossible_travel",)),
    "time enough": (APART.last(inside=False, ago_s=1200), ADMIT, ()),
    "the same checkpoint": (APART.last(inside=False, lane="F1-2", ago_s=1), ADMIT, ()),
    "lanes too far, of one checkpoint": (LANES_APART.last(inside=False, lane="F1-2", ago_s=60), SOFT, TOO_FAR),
    "lanes: time enough": (LANES_APART.last(inside=False, lane="F1-2", ago_s=300), ADMIT, ()),
    "a lane near, though its checkpoint is far": (LANES_APART.last(inside=False, lane="S1-1", ago_s=300), ADMIT, ()),
    "the other lanes of that checkpoint": (LANES_APART.last(inside=False, lane="S1-2", ago_s=300), SOFT, TOO_FAR),
    "a checkpoint without a time": (APART.last(inside=False, lane="S2-1", ago_s=1), ADMIT, ()),
    "a lane that is gone": (APART.last(inside=False, lane="S9-9", ago_s=1), ADMIT, ()),
    "too far, where the line refuses": (
        APART.rules_but(impossible_travel="refuse").last(inside=False, ago_s=60),
        HARD,
        ("impossible_travel",),
    ),
    "too far to have moved in a moment from now": (
        APART.last(inside=False, ago_s=-60),
        SOFT,
        ("impossible_travel",),
    ),
    "a movement in a far future says nothing of the way": (APART.last(inside=False, ago_s=-DAY), ADMIT, ()),
    "leaving too far from where they came in": (
        APART.last(inside=True, ago_s=60).but(direction="exit"),
        SOFT,
        ("impossible_travel",),
    ),
    "leaving too far, where the line refuses": (
        APART.rules_but(impossible_travel="refuse").last(inside=True, ago_s=60).but(direction="exit"),
        HELD,
        ("impossible_travel",),
    ),
}

STAYS: dict[str, Row] = {
    "one entry of two left": (entered(1), ADMIT, ()),
    "both entries used": (entered(2), HARD, ("entries_used_up",)),
    "more than allowed": (entered(8), HARD, ("entries_used_up",)),
    "entries of the pass before": (entered(8, OTHER), ADMIT, ()),
    "both entries used, by a pass not heard of": (
        entered(2).presence_but(key=PASS).unknown(), HARD, ("unknown_pass", "entries_used_up"),
    ),
    "never came": (GOOD.class_but(stay=Stay(entries=2)), ADMIT, ()),
    "entries used, leaving": (entered(2).but(direction="exit"), ADMIT, ()),
    "the last entry, shown twice": (
        entered(2).last(inside=True, lane=LANE, ago_s=5).presence_but(entries=((PASS, 2),)),
        SOFT,
        ("shown_just_now",),
    ),
    "the last entry, shown again later": (
        entered(2).last(inside=True, lane=LANE, ago_s=60).presence_but(entries=((PASS, 2),)),
        HARD,
        ("already_inside", "entries_used_up"),
    ),
    "days left": (staying(stayed((5, 4), (3, 2)), days_in=5, within=10), ADMIT, ()),
    "today would be one too many": (
        staying(stayed((5, 4), (3, 2)), days_in=4, within=10),
        HARD,
        ("stay_used_up",),
    ),
    "was in today already: today counts once": (
        staying(stayed((5, 4), (3, 2), (0.3, 0.2)), days_in=5, within=10),
        ADMIT,
        (),
    ),
    "the oldest day counts no more": (staying(stayed((5, 4), (3, 2)), days_in=4, within=5), ADMIT, ()),
    "a stay that began before the window": (
        staying(stayed((30, 2)), days_in=8, within=10),
        HARD,
        ("stay_used_up",),
    ),
    "that stay, one day more allowed": (staying(stayed((30, 2)), days_in=9, within=10), ADMIT, ()),
    "days used, leaving without a stay": (
        staying(stayed((5, 4), (3, 2)), days_in=4, within=10).but(direction="exit"),
        ADMIT,
        (),
    ),
    "a class that asks nothing": (stayed((30, 2)), ADMIT, ()),
    "leaving on the seventh day of seven": (leaves(6, days=7), ADMIT, ()),
    "leaving on the eighth day of seven": (leaves(7, days=7), HELD, ("overstayed",)),
    "leaving on the eighth day, where an officer only looks": (
        leaves(7, days=7).rules_but(hold=False),
        SOFT,
        ("overstayed",),
    ),
    "leaving within the window": (leaves(2, (8, 7), days_in=5, within=10), ADMIT, ()),
    "leaving with too many days in the window": (
        leaves(2, (8, 6), days_in=5, within=10),
        HELD,
        ("overstayed",),
    ),
    "entering again while overstayed": (
        staying(stayed(inside=True, ago_days=9), days=7).rules_but(anti_passback="off"),
        ADMIT,
        (),
    ),
    "by the token's class and not the register's": (
        leaves(7, days=7).pass_but(class_number=2),
        HELD,
        ("overstayed",),
    ),
}

CONDITIONS: dict[str, Row] = {
    "a visitor after a host": (led(), ADMIT, ()),
    "a visitor alone": (VISITOR, HARD, ("escort_required",)),
    "a visitor alone, where an officer looks": (VISITOR.rules_but(escort="attention"), SOFT, ("escort_required",)),
    "a visitor after somebody who is no host": (led(class_number=1), HARD, ("escort_required",)),
    "a visitor after somebody of a class that is gone": (led(class_number=9), HARD, ("escort_required",)),
    "a visitor after a host of another institution": (led(institution=OTHER), HARD, ("escort_required",)),
    "a visitor after a host who left": (led(direction="exit"), HARD, ("escort_required",)),
    "a visitor after themselves": (led(person=PERSON), HARD, ("escort_required",)),
    "a visitor in the last second": (led(at=int((NOON - 60) * 1e6)), ADMIT, ()),
    "a visitor in the same instant": (led(at=NOON * 1_000_000), ADMIT, ()),
    "a visitor by two classes: the shorter time holds": (
        led(at=int((NOON - 90) * 1e6)).class_but(4, escort_within_s=120).pass_but(class_number=4),
        HARD,
        ("escort_required",),
    ),
    "a visitor too late": (led(at=int((NOON - 60.1) * 1e6)), HARD, ("escort_required",)),
    "a visitor before the host": (led(at=int((NOON + 1) * 1e6)), HARD, ("escort_required",)),
    "a visitor leaving alone": (VISITOR.leaving(), ADMIT, ()),
    "a visitor this desk does not know, after their host": (
        led().unknown().but(lane="S1-1").token_but(tag=sha256(INSTITUTION).digest()[:4]),
        SOFT,
        ("unknown_pass",),
    ),
    "a visitor this desk does not know, of another institution": (
        led().unknown().but(lane="S1-1"),
        HARD,
        ("escort_required", "unknown_pass"),
    ),
    "a host leaving with visitors inside": (
        LEADER.leaving().beside(Escorted(key=OTHER, host=PERSON, at=0)),
        HELD,
        ("visitors_inside",),
    ),
    "a host leaving with visitors inside, where an officer only looks": (
        LEADER.leaving().beside(Escorted(key=OTHER, host=PERSON, at=0)).rules_but(hold=False),
        SOFT,
        ("visitors_inside",),
    ),
    "a host by the register only, leaving with visitors inside": (
        GOOD.class_but(2, hosts=True).pass_but(class_number=2).leaving().beside(Escorted(key=OTHER, host=PERSON, at=0)),
        HELD,
        ("visitors_inside",),
    ),
    "a host leaving, another host's visitors inside": (
        LEADER.leaving().beside(Escorted(key=OTHER, host=HOST, at=0)),
        ADMIT,
        (),
    ),
    "a host coming back to visitors inside": (LEADER.beside(Escorted(key=OTHER, host=PERSON, at=0)), ADMIT, ()),
    "no host leaving": (GOOD.leaving().beside(Escorted(key=OTHER, host=PERSON, at=0)), ADMIT, ()),
    "goods coming in": (GOODS, HELD, ("goods_to_check",)),
    "goods going out": (GOODS.leaving(), HELD, ("goods_to_check",)),
    "goods going out, where else an officer only looks": (
        GOODS.leaving().rules_but(hold=False),
        HELD,
        ("goods_to_check",),
    ),
    "goods by the other line": (GOODS.but(lane="S1-1"), ADMIT, ()),
    "goods, and something that refuses": (
        GOODS.pass_but(state="revoked"),
        HARD,
        ("revoked", "goods_to_check"),
    ),
    "goods, and something to look at": (
        GOODS.now_but(suspect=True),
        HELD,
        ("goods_to_check", "clock_suspect"),
    ),
    "a note coming in": (GOOD.beside(NOTED), SOFT, ("officer_note",)),
    "a note going out": (GOOD.leaving().beside(NOTED), SOFT, ("officer_note",)),
    "a note that was lifted": (GOOD.beside(replace(NOTED, state="lifted")), ADMIT, ()),
    "a note about another": (GOOD.beside(replace(NOTED, key=OTHER)), ADMIT, ()),
    "a note too new to read": (GOOD.but(too_new=frozenset({("note", PERSON)})), HARD, ("row_too_new",)),
}

TABLE = {**WHEREABOUTS, **STAYS, **CONDITIONS}


@pytest.mark.parametrize(("scene", "said", "codes"), TABLE.values(), ids=TABLE)
def test_the_verdict(scene: Scene, said: tuple[str, str], codes: tuple[str, ...]) -> None:
    verdict = scene.verdict()
    assert tuple(reason.code for reason in verdict.reasons) == codes
    assert (verdict.word, verdict.instruction) == said


def test_the_newest_host_is_named_and_only_where_one_is_asked() -> None:
    older = replace(LED, person=OTHER, at=LED.at - 1)
    assert VISITOR.now_but(passed_here=(older, LED)).verdict().host == HOST
    assert VISITOR.now_but(passed_here=(LED, older)).verdict().host == HOST
    assert GOOD.now_but(passed_here=(LED,)).verdict().host is None
    assert VISITOR.leaving().now_but(passed_here=(LED,)).verdict().host is None
    assert VISITOR.verdict().host is None


LEFT: dict[str, Presence | None] = {
    "left again": replace(INSIDE[0], inside=False),
    "every crossing undone": replace(INSIDE[0], movement=NO_MOVEMENT),
    "nothing known": None,
}


@pytest.mark.parametrize("where", LEFT.values(), ids=LEFT)
def test_a_host_who_is_not_inside_brings_nobody(where: Presence | None) -> None:
    here = () if where is None else (where,)
    scene = VISITOR.but(others=here).now_but(passed_here=(LED,))
    assert scene.verdict().host is None
    assert [reason.code for reason in scene.verdict().reasons] == ["escort_required"]


def test_a_stay_is_counted_in_local_days() -> None:
    """In since one minute before midnight: that minute is a day."""
    scene = staying(GOOD.last(inside=True, ago_s=NOON - MIDNIGHT + 60), days=1).but(direction="exit")
    assert scene.now_but(at=(MIDNIGHT - 1) * 1_000_000).verdict().reasons == ()
    assert [reason.code for reason in scene.now_but(at=MIDNIGHT * 1_000_000).verdict().reasons] == ["overstayed"]
