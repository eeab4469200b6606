"""Admin: operators, desks, keys, the policy, the exchange, this desk."""

from collections.abc import Iterator

from passdesk import config
from passdesk.administration.desks import Place
from passdesk.desktop.admin.desks_state import AskDesk, Enrolled, NamePlaces, PickLanes
from passdesk.desktop.admin.keys_state import WithdrawKey
from passdesk.desktop.admin.operators_state import AddOperator, ChangeOperator, HandOver
from passdesk.desktop.admin.workspace import AdminWorkspace
from passdesk.errors import Unreachable
from tests.gallery.studio import DeskSubject, Studio
from tests.gallery.subjects import until

LONG = "Second desk at the crossing of the northern pedestrian bridge"


def admin(studio: Studio) -> Iterator[str]:
    with studio.desk("office", "admin") as at:
        at.desk.go_to("admin")
        page = at.workspace("admin", AdminWorkspace)
        until(lambda: page.operators.picture.lines)
        studio.settle()
        yield from _operators(studio, page)
        yield from _desks(studio, page)
        yield from _keys(studio, page)
        yield from _policy(studio, at, page)
        yield from _exchange(studio, at, page)
        page.go_to("desk")
        studio.settle()
        yield "admin-this-desk"


def _operators(studio: Studio, page: AdminWorkspace) -> Iterator[str]:
    yield "admin-operators"
    part = page.operators
    line = next(one for one in part.picture.lines or () if one.operator.name.startswith("Alexandra"))
    part.choose(line.key)
    yield "admin-operator-long-name"
    part.ask_add()
    until(lambda: isinstance(part.picture.asking, AddOperator))
    yield "admin-add-operator"
    part.add("Tai Lo", ("checkpoint",), ())
    until(lambda: isinstance(part.picture.asking, HandOver))
    yield "admin-one-time-password"
    part.cancel()
    studio.settle()
    for change in ("disable", "renew", "withdraw card"):
        part.ask(ChangeOperator(change, line.key, line.operator.name))
        yield f"admin-operator-{change.replace(' ', '-')}"
        part.cancel()


def _desks(studio: Studio, page: AdminWorkspace) -> Iterator[str]:
    page.go_to("desks")
    part = page.desks
    until(lambda: part.picture.lines)
    studio.settle()
    yield "admin-desks"
    key = part.overview.desks[0].key
    part.ask_change(key)
    until(lambda: part.picture.asking is not None)
    yield "admin-change-desk"
    part.cancel()
    part.ask(AskDesk("disable", key, part.overview.desks[0].row.name))
    yield "admin-disable-desk"
    part.cancel()
    part.ask(PickLanes(("F1-1", "S2-1")))
    yield "admin-enrol-lanes"
    places = tuple(Place(name=f"gate-{lane}", roles=("checkpoint",), lanes=(lane,)) for lane in ("F1-2", "S2-1"))
    part.ask(NamePlaces(places))
    yield "admin-enrol-names"
    part.open_places(places)
    until(lambda: isinstance(part.picture.asking, Enrolled))
    studio.settle()
    yield "admin-enrolled"
    part.save(studio.folder / "no such folder")
    studio.settle()
    yield "admin-enrolled-not-saved"
    part.save(studio.folder)
    studio.settle()
    yield "admin-enrolled-saved"
    part.cancel()
    part.open_places([Place(name=f"{LONG} {n}", roles=("checkpoint",), lanes=("S2-1",)) for n in range(30)])
    until(lambda: isinstance(part.picture.asking, Enrolled))
    studio.settle()
    yield "admin-enrolled-many"
    part.cancel()


def _keys(studio: Studio, page: AdminWorkspace) -> Iterator[str]:
    page.go_to("keys")
    part = page.keys
    until(lambda: part.picture.lines)
    studio.settle()
    yield "admin-keys"
    part.ask_make()
    until(lambda: part.picture.asking is not None)
    yield "admin-make-key"
    part.cancel()
    assert part.picture.lines is not None
    part.ask(WithdrawKey(part.picture.lines[0].key))
    yield "admin-withdraw-key"
    part.cancel()


def _policy(studio: Studio, at: DeskSubject, page: AdminWorkspace) -> Iterator[str]:
    page.go_to("policy")
    until(lambda: page.policy.picture.standing is not None)
    yield "admin-policy"
    text = config.resource("zones", "hetao.toml").read_text(encoding="utf-8")
    wrong, changed = studio.folder / "hetao-wrong.toml", studio.folder / "hetao-next.toml"
    wrong.write_text(text.replace("bit = 2", "bit = 1").replace('line = "second"', 'line = "third"'), encoding="utf-8")
    changed.write_text(text.replace("longest_validity_days = 7\n", "longest_validity_days = 14\n").replace(
        'mode = "confirm"                        #', 'mode = "automatic" #'), encoding="utf-8")  # fmt: skip
    page.policy.load(wrong)
    until(lambda: page.policy.picture.mistakes)
    yield "admin-policy-mistakes"
    page.policy.load(changed)
    until(lambda: page.policy.picture.next is not None)
    yield "admin-policy-difference"
    page.policy.ask()
    yield "admin-policy-publish"
    page.policy.cancel()
    del at


def _exchange(studio: Studio, at: DeskSubject, page: AdminWorkspace) -> Iterator[str]:
    page.go_to("exchange")
    studio.settle()
    yield "admin-exchange"
    at.exchanged(Unreachable("The server does not answer.", kept="What waits stays here.", remedy="Look at the cable."))
    studio.settle()
    yield "admin-exchange-offline"
