"""The work at the issuing desk: staff, institutions, people filed by one and approved by another, passes, badges."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from passdesk.administration import operators, staff_cards
from passdesk.demo.cast import ADMINISTRATOR, INSTITUTIONS, STAFF, Player
from passdesk.demo.portraits import drawn_face
from passdesk.demo.stage import CHEAP, Stage
from passdesk.domain.attachments import Names
from passdesk.domain.passes import IssuingScope
from passdesk.issuing import badges, filings, institutions, passes, people
from passdesk.issuing.issuing_keys import create_issuing_key
from passdesk.issuing.photos import prepare_photo
from passdesk.store.acts import Acting
from passdesk.store.policy_here import policy_here
from passdesk.store.told import seconds

DAY_S = 86_400
SHORT_S = 3600
"""How long the pass lasts that is shown after its end."""


class Holder(Struct, frozen=True):
    """A person of the cast once filed: `number` in the cast, from 1. Pass, code and badge come with the pass."""

    number: int
    player: Player
    person: bytes
    filing: bytes
    pass_id: bytes = b""
    qr_text: str = ""

    @property
    def stem(self) -> str:
        """What files about this person are called."""
        plain = unicodedata.normalize("NFKD", self.player.latin).encode("ascii", "ignore").decode().lower()
        return f"{self.number:02d}-{plain.replace(' ', '-')}"


def add_staff(stage: Stage) -> dict[str, str]:
    """The administrator adds everybody; their one-time passwords by name."""
    acting = stage.issuing.sign_in(ADMINISTRATOR.name, ADMINISTRATOR.password)
    added = {one.name: operators.add(acting, one.name, one.roles, cost=CHEAP).one_time_password for one in STAFF}
    now = seconds(acting.store, stage.clock())
    create_issuing_key(acting, IssuingScope((), (), 366 * DAY_S, now, now + 3650 * DAY_S))
    return added


def first_sign_ins(stage: Stage, one_time: Mapping[str, str]) -> dict[str, Acting]:
    """Everybody comes to their desk and chooses a password of their own."""
    return {one.name: stage.desks[one.desk].first_sign_in(one.name, one_time[one.name], one.password) for one in STAFF}


def make_cards(staff: Mapping[str, Acting]) -> dict[str, bytes]:
    """Everybody's staff card, opened by the PIN that `Member.pin` says; PNGs by name."""
    pins = {one.name: one.pin for one in (ADMINISTRATOR, *STAFF)}
    return {name: staff_cards.make_card(acting, pins[name], cost=CHEAP).png for name, acting in staff.items()}


def add_institutions(hr: Acting) -> list[bytes]:
    """The three institutions, in the order of the cast's list."""
    return [institutions.add(hr, latin, chinese) for latin, chinese in INSTITUTIONS]


def file_everybody(
    hr: Acting, where: list[bytes], players: Iterable[Player], rng: np.random.Generator
) -> list[Holder]:
    """People with their drawn photos, each filed with an institution; nothing counts before it is approved."""
    now = seconds(hr.store, hr.clock())
    until = _midnight(hr, now, days=300)
    filed = []
    for number, player in enumerate(players, 1):
        names, photo = Names(player.latin, player.chinese), prepare_photo(drawn_face(rng))
        person = people.add(hr, people.Details(names=names, photo=photo))
        lines = ["second"] if player.part == "one line" else None
        filing = filings.file(
            hr, person, where[player.institution], player.class_code, valid_from=now, valid_until=until, lines=lines
        )  # fmt: skip
        filed.append(Holder(number, player, person, filing))
    return filed


def approve_everybody(approver: Acting, filed: Iterable[Holder]) -> int:
    """The second pair of eyes; how many it approved."""
    return len([filings.approve(approver, one.filing) for one in filed])


def issue(hr: Acting, one: Holder, folder: Path) -> Holder:
    """A pass for one person, and the badge it is printed on, read back before it is given out."""
    short = seconds(hr.store, hr.clock()) + SHORT_S if one.player.part == "expired" else None
    issued = passes.issue(hr, one.person, filing=one.filing, expires=short)
    (folder / f"{one.stem}.png").write_bytes(badges.print_badge(hr, issued.pass_id).png)
    return replace(one, pass_id=issued.pass_id, qr_text=issued.qr_text)


def _midnight(acting: Acting, now: int, *, days: int) -> int:
    """The end of a local day so many days from now, seconds UTC."""
    local = policy_here(acting.store, acting.clock).local
    day = datetime.fromtimestamp(now, local).replace(hour=0, minute=0, second=0) + timedelta(days=days)
    return int(day.timestamp())
