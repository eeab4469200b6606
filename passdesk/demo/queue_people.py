"""The people of the queue, made at an issuing desk: filed by one, approved by another, a pass for each, and what of it
the gate gets to see. Nobody here is real."""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from passdesk.credential.qr_picture import draw_qr
from passdesk.demo import camera
from passdesk.demo.made_up_camera import HELD
from passdesk.demo.photographing import Conditions, photograph
from passdesk.demo.portraits import drawn_face
from passdesk.demo.queue_script import BAD, InLine, Kind
from passdesk.domain.attachments import Names
from passdesk.issuing import filings, passes, people
from passdesk.issuing.photos import prepare_photo
from passdesk.store.acts import Acting
from passdesk.store.told import seconds

FACES = 6
_APART = 15  # so far apart, at least, do photographs stand in the queue: each is taken in another way
_DAY_S = 86_400
_TELEPHONE = replace(HELD, width=400)
_AS_IT_IS = Conditions(camera.PHOTOGRAPH[0])
"""A photograph fills the camera's picture and is not blurred again."""
_LATIN = (
    "Abbott", "Baptista", "Chiu", "Dalgaard", "Eng", "Fong", "Guo", "Hui", "Ip", "Jiang", "Kan", "Luo",
    "Mak", "Nie", "Okafor", "Pang", "Qiu", "Ruan", "Siu", "Tong",
)  # fmt: skip
_GIVEN = (("Wing Yan", "詠欣"), ("Jiahui", "嘉慧"), ("Tin Lok", "天樂"))
_CHINESE = "區白趙狄吳方郭許葉江簡羅麥聶柯彭邱阮蕭唐"
_FOUND_BY_NAME = (("Dongfang Wen", "東方文"), ("Fogarty Ann", ""), ("Ishikawa Ken", "石川健"), ("Mbatha Joy", ""))


class Comer(Struct, frozen=True, eq=False):
    """Somebody with a pass. `picture`, held so before the camera: None where a camera sees nothing of them."""

    place: InLine
    names: Names
    person: bytes
    pass_id: bytes
    text: str
    picture: camera.Pixels | None = None
    held: Conditions = _TELEPHONE


def make(
    hr: Acting, approver: Acting, institution: bytes, line: Iterable[InLine], *, last_s: int, seed: int = 840
) -> list[Comer]:
    """Whoever of the line has a pass of their own. `last_s`: how long the passes last that are to have expired."""
    rng, line = np.random.default_rng(seed), list(line)
    photos = [prepare_photo(drawn_face(rng)) for _ in range(min(FACES, len(line)))]
    by_name = iter(_FOUND_BY_NAME)
    made = []
    for one in line:
        if one.kind == "twice":
            continue
        names = Names(*next(by_name)) if one.by_hand else _names(one.number)
        person = people.add(hr, people.Details(names=names, photo=photos[one.number % len(photos)]))
        made.append(_with_pass(hr, approver, institution, Comer(one, names, person, b"", ""), last_s))
    return [_seen(one, rng) for one in made]


def in_order(line: Sequence[InLine], made: Iterable[Comer]) -> list[Comer]:
    """The queue as it stands; whoever comes twice has the pass of the one before."""
    comers = {one.place.number: one for one in made}
    queue: list[Comer] = []
    for one in line:
        queue.append(_again(queue[-1], one) if one.kind == "twice" else comers[one.number])
    return queue


def _again(before: Comer, place: InLine) -> Comer:
    return replace(before, place=place, picture=None if place.by == "scanner" else before.picture)


def without(line: Iterable[InLine], kind: Kind) -> list[InLine]:
    return [one for one in line if one.kind != kind]


def only(line: Iterable[InLine], kind: Kind) -> list[InLine]:
    return [one for one in line if one.kind == kind]


def _names(number: int) -> Names:
    latin, chinese = _GIVEN[number // len(_LATIN) % len(_GIVEN)]
    place = number % len(_LATIN)
    return Names(f"{_LATIN[place]} {latin}", _CHINESE[place] + chinese)


def _with_pass(hr: Acting, approver: Acting, institution: bytes, one: Comer, last_s: int) -> Comer:
    now = seconds(hr.store, hr.clock())
    filing = filings.file(
        hr, one.person, institution, "talent", valid_from=now, valid_until=now + 200 * _DAY_S,
        lines=["second"] if one.place.kind == "other line" else None,
    )  # fmt: skip
    filings.approve(approver, filing)
    expires = now + last_s if one.place.kind == "expired" else None
    issued = passes.issue(hr, one.person, filing=filing, expires=expires)
    return replace(one, pass_id=issued.pass_id, text=issued.qr_text)


def _seen(one: Comer, rng: np.random.Generator) -> Comer:
    match one.place.by:
        case "telephone":
            turned = replace(_TELEPHONE, roll=float(rng.uniform(-20, 20)), yaw=float(rng.uniform(-12, 12)))
            return replace(one, picture=_code(one.text), held=turned)
        case "photograph":
            how = BAD[one.place.number // _APART]
            card = camera.card_with(draw_qr(one.text, pixels_per_module=8))
            return replace(one, picture=photograph(card, how, rng, size=camera.PHOTOGRAPH), held=_AS_IT_IS)
        case "broken glass":
            code = _code(one.text)
            code[code.shape[0] // 2 :] = 30
            return replace(one, picture=code)
        case "scanner" | "nothing":
            return one


def _code(text: str) -> camera.Pixels:
    return np.array(draw_qr(text, pixels_per_module=7).convert("RGB"), np.uint8)
