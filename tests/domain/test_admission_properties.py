"""What holds of every verdict, whatever the scene."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from passdesk.domain.admission import Verdict
from passdesk.domain.movements import Escorted
from passdesk.domain.passes import ByHand, Forged, NotAPass, NothingRead, UnknownKey, Verified, WrongZone
from passdesk.domain.people import EVACUATION_KEY, Evacuation, Note, StaleAccepted, Watch
from passdesk.domain.reasons import SEVERITIES
from passdesk.domain.register import MemoryView
from passdesk.domain.zone import DAYS, Goods, Stay, Travel, pair
from tests.domain.scenes import CLAIMS, DAY, GOOD, LANE, NOON, PASS, PERSON, Scene

Change = Callable[[Scene], Scene]

RESTRICTIONS: dict[str, Change] = {
    "pass revoked": lambda s: s.pass_but(state="revoked"),
    "pass suspended": lambda s: s.pass_but(state="suspended"),
    "pass for one line less": lambda s: s.pass_but(lines=2),
    "pass shorter": lambda s: s.pass_but(expires=NOON),
    "token shorter": lambda s: s.token_but(expires=NOON) if isinstance(s.token, Verified) else s,
    "token later": lambda s: s.token_but(not_before=NOON + 1) if isinstance(s.token, Verified) else s,
    "key withdrawn": lambda s: s.token_but(withdrawn=True) if isinstance(s.token, Verified) else s,
    "key out of scope": lambda s: s.token_but(out_of_scope=True) if isinstance(s.token, Verified) else s,
    "person suspended": lambda s: s.person_but(state="suspended"),
    "institution suspended": lambda s: s.institution_but(state="suspended"),
    "filing withdrawn": lambda s: s.filing_but(state="withdrawn"),
    "filing over": lambda s: s.filing_but(valid_until=NOON - DAY),
    "filing for no line": lambda s: s.filing_but(lines=0),
    "watched": lambda s: s.but(watch=s.watch or Watch(key=PERSON, action="attention")),
    "stopped": lambda s: s.but(watch=Watch(key=PERSON, action="refuse")),
    "noted": lambda s: s.beside(Note(key=PERSON, note=b"n" * 32)),
    "needs an escort": lambda s: s.class_but(escort_within_s=60) if s.policy else s,
    "may not stay": lambda s: s.class_but(stay=Stay(days=1, days_in=1, within=1, entries=1)) if s.policy else s,
    "shut today": lambda s: s.class_but(hours_on=dict.fromkeys(DAYS, "closed")) if s.policy else s,
    "carries goods": lambda s: s.class_but(goods=Goods(3, ())) if s.policy else s,
    "far away": lambda s: s.policy_but(travel={pair("F1", "S1"): Travel(("F1", "S1"), 86_400)}),
    "host of somebody inside": lambda s: (
        s.class_but(hosts=True).beside(Escorted(key=b"v" * 16, host=PERSON, at=0)) if s.policy else s
    ),
    "later by another clock": lambda s: s.now_but(latest=(NOON + DAY) * 1_000_000),
    "stale": lambda s: s.now_but(exchanged_at=None),
    "clock suspect": lambda s: s.now_but(suspect=True),
    "too new to read": lambda s: s.but(too_new=s.too_new | {("watch", PERSON)}),
    "forged": lambda s: s.but(token=Forged(b"kid1", CLAIMS)),
    "no policy": lambda s: s.but(policy=None),
}
SURROUNDINGS: dict[str, Change] = {
    "inside": lambda s: s.last(inside=True),
    "inside by this lane just now": lambda s: s.last(inside=True, lane=LANE, ago_s=3),
    "outside": lambda s: s.last(inside=False),
    "inside for long": lambda s: s.last(inside=True, ago_s=9 * DAY),
    "came often": lambda s: s.last(inside=False).presence_but(entries=((PASS, 9),)),
    "found by hand": lambda s: s.but(token=ByHand(PERSON, PASS, "lost")),
    "found by hand, without a pass": lambda s: s.but(token=ByHand(PERSON, None, "lost")),
    "evacuated": lambda s: s.beside(Evacuation(key=EVACUATION_KEY, active=True, at=0, started=(b"j" * 16, 1))),
    "accepted while stale": lambda s: s.beside(
        StaleAccepted(key=s.lane.encode(), accepted_at=s.now.at, until=s.now.at + 10**9)
    ),
    "nobody heard": lambda s: s.now_but(heard={}),
    "unknown": lambda s: s.unknown(),
    "no person": lambda s: s.but(person=None),
    "confirm lane": lambda s: s.but(lane="F1-2"),
    "second line": lambda s: s.but(lane="S1-2"),
    "goods yard": lambda s: s.but(lane="S2-1"),
    "leaving": lambda s: s.but(direction="exit"),
    "pass row too new": lambda s: s.but(too_new=frozenset({("pass", PASS)})),
    "expired": lambda s: s.token_but(expires=NOON) if isinstance(s.token, Verified) else s,
}
UNVERIFIED = (
    NothingRead(), NotAPass("text"), WrongZone("lab"), UnknownKey(b"kid9", CLAIMS), Forged(b"kid1", CLAIMS)
)  # fmt: skip
surroundings = st.lists(st.sampled_from(sorted(SURROUNDINGS)), unique=True, max_size=5)
restrictions = st.lists(st.sampled_from(sorted(RESTRICTIONS)), unique=True, max_size=6)


def scene_of(around: list[str], restricted: list[str]) -> Scene:
    scene = GOOD
    for change in [SURROUNDINGS[name] for name in around] + [RESTRICTIONS[name] for name in restricted]:
        scene = change(scene)
    return scene


def severity(verdict: Verdict) -> int:
    return 1 + SEVERITIES.index(verdict.reasons[0].severity) if verdict.reasons else 0


@given(surroundings, restrictions, st.sampled_from(sorted(RESTRICTIONS)))
def test_one_restriction_more_never_makes_a_verdict_milder(around: list[str], restricted: list[str], more: str) -> None:
    before = scene_of(around, restricted)
    if before.policy is None:
        return
    assert severity(RESTRICTIONS[more](before).verdict()) >= severity(before.verdict())


@given(surroundings, restrictions)
def test_the_same_inputs_give_the_same_verdict(around: list[str], restricted: list[str]) -> None:
    scene = scene_of(around, restricted)
    assert scene.verdict() == scene_of(around, restricted).verdict() == Backwards(**asdict(scene)).verdict()


class Backwards(Scene, frozen=True):
    """The same scene with its rows in another order."""

    def view(self) -> MemoryView:
        view = super().view()
        view.rows = dict(reversed(view.rows.items()))
        return view


@given(surroundings, restrictions)
def test_an_exit_is_never_refused_and_an_entry_held_only_for_goods(around: list[str], restricted: list[str]) -> None:
    verdict = scene_of(around, restricted).verdict()
    severities = {reason.severity for reason in verdict.reasons}
    if verdict.direction == "exit":
        assert verdict.word != "refuse"
        assert verdict.instruction != "turn back"
        assert "refuse" not in severities
    else:
        held = {reason.code for reason in verdict.reasons if reason.severity == "hold"}
        assert held <= {"goods_to_check"}
        assert verdict.instruction != "hold" or held


@given(surroundings, restrictions)
def test_in_an_evacuation_nobody_enters_and_every_sound_pass_leaves(around: list[str], restricted: list[str]) -> None:
    scene = SURROUNDINGS["evacuated"](scene_of(around, restricted))
    verdict = scene.verdict()
    if verdict.direction == "entry":
        assert (verdict.word, verdict.instruction) == ("refuse", "turn back")
        assert verdict.reasons[0].code == "evacuation"
    elif verdict.verified:
        assert (verdict.word, verdict.instruction, verdict.reasons) == ("admit", "pass", ())
    else:
        assert (verdict.word, verdict.instruction) == ("attention", "check")
    assert verdict.evacuated == (verdict.direction == "exit")


@given(surroundings, restrictions, st.sampled_from(UNVERIFIED))
def test_no_token_but_a_verified_one_is_admitted(
    around: list[str], restricted: list[str], token: NothingRead | NotAPass | WrongZone | UnknownKey | Forged
) -> None:
    verdict = scene_of(around, restricted).but(token=token).verdict()
    assert verdict.word != "admit"
    assert not verdict.verified
    assert (verdict.person, verdict.pass_id) == (None, None)


@given(surroundings, restrictions)
def test_a_verdict_is_of_one_piece(around: list[str], restricted: list[str]) -> None:
    verdict = scene_of(around, restricted).verdict()
    assert (verdict.word == "admit") == (not verdict.reasons)
    ranks = [SEVERITIES.index(reason.severity) for reason in verdict.reasons]
    assert ranks == sorted(ranks, reverse=True)
    codes = [reason.code for reason in verdict.reasons]
    assert len(set(codes)) == len(codes)
    assert verdict.word != "admit" or verdict.verified
