"""What founding, desks, operators, keys and policy do to their rows."""

from collections.abc import Mapping
from hashlib import sha256

from msgspec.structs import replace

from passdesk.domain.people import POLICY_KEY, TAKEN_BACK, ZONE_KEY, Desk, Enrolment, IssuingKey, Operator, Policy, Zone
from passdesk.domain.scene import Change, Scene

KEYS_KEPT = 16


def _zone_founded(scene: Scene) -> None:
    body = scene.body
    scene.draft.put(
        Zone(
            key=ZONE_KEY,
            last=scene.mark,
            zone=body["zone"],
            root=body["root"],
            recovery=body["recovery"],
            server_certificate=body.get("server_certificate"),
        )
    )
    signed = body["policy"]
    scene.draft.put(Policy(key=POLICY_KEY, last=scene.mark, signed=signed, hash=sha256(signed).digest()))
    scene.draft.put(
        Operator(
            key=body["operator"],
            last=scene.mark,
            name=body["operator_name"],
            public_key=body["operator_key"],
            certificate=body["operator_certificate"],
            roles=("administrator",),
            wrapped=body["wrapped"],
        )
    )
    scene.draft.put(_desk(scene))


def _server_adopted(scene: Scene) -> None:
    zone = scene.draft.held(Zone, ZONE_KEY)
    if zone is not None:
        scene.draft.put(replace(zone, last=scene.mark, server_certificate=scene.body["server_certificate"]))
    scene.draft.put(_desk(scene))


def _desk(scene: Scene) -> Desk:
    body = scene.body
    return Desk(
        key=body["desk"],
        last=scene.mark,
        name=body["name"],
        public_key=body["public_key"],
        certificate=body["certificate"],
        roles=tuple(body["roles"]),
        lanes=tuple(body["lanes"]),
        institutions=tuple(body.get("institutions") or ()),
    )


def _desk_enrolled(scene: Scene) -> None:
    scene.draft.put(_desk(scene))
    place = scene.row(Enrolment, "enrolment")
    if place is not None:
        scene.draft.put(replace(place, last=scene.mark, used_by=scene.body["desk"]))


def _journal_continued(scene: Scene) -> None:
    """The lane goes on under a new key; what was disabled stays so."""
    body, journal = scene.body, scene.entry.content.journal
    old = scene.row(Desk, "continues")
    if old is None or scene.draft.get(Desk, journal) is not None:
        return
    scene.draft.put(
        replace(
            old,
            key=journal,
            last=scene.mark,
            public_key=body["public_key"],
            certificate=b"",
            state="disabled" if old.state == "disabled" else "unconfirmed",
            continues=old.key,
            scope=1,
        )
    )


def _desk_changed(scene: Scene) -> None:
    old, body = scene.row(Desk, "desk"), scene.body
    if old is not None:
        scene.draft.put(
            replace(
                old,
                last=scene.mark,
                name=body["name"],
                roles=tuple(body["roles"]),
                lanes=tuple(body["lanes"]),
                institutions=tuple(body.get("institutions") or ()),
                scope=old.scope + 1,
            )
        )


def _desk_confirmed(scene: Scene) -> None:
    """Names, photos and wrapped keys come again: what the desk may see has changed."""
    row = scene.row(Desk, "desk")
    if row is not None:
        scene.draft.put(replace(row, last=scene.mark, state="active", scope=row.scope + 1))


def _desk_disabled(scene: Scene) -> None:
    row = scene.row(Desk, "desk")
    if row is not None:
        scene.draft.put(replace(row, last=scene.mark, state="disabled"))


def _operator_disabled(scene: Scene) -> None:
    row = scene.row(Operator, "operator")
    if row is not None:
        scene.draft.put(replace(row, last=scene.mark, state="disabled"))


def _enrolment_opened(scene: Scene) -> None:
    body = scene.body
    scene.draft.put(
        Enrolment(
            key=body["enrolment"],
            last=scene.mark,
            name=body["name"],
            roles=tuple(body["roles"]),
            lanes=tuple(body["lanes"]),
            institutions=tuple(body.get("institutions") or ()),
        )
    )


def _enrolment_withdrawn(scene: Scene) -> None:
    """Where a desk has taken the place already, it is the desk that has to be disabled."""
    row = scene.row(Enrolment, "enrolment")
    if row is not None:
        used_by = TAKEN_BACK if row.is_open else row.used_by
        scene.draft.put(replace(row, last=scene.mark, used_by=used_by))


def _operator_added(scene: Scene) -> None:
    body = scene.body
    scene.draft.put(
        Operator(
            key=body["operator"],
            last=scene.mark,
            name=body["name"],
            public_key=body["public_key"],
            certificate=body["certificate"],
            roles=tuple(body["roles"]),
            wrapped=body["wrapped"],
            institutions=tuple(body.get("institutions") or ()),
        )
    )


def _operator_rewrapped(scene: Scene) -> None:
    """What a key that has ended was wrapped under opens nothing any more."""
    row = scene.row(Operator, "operator")
    if row is not None and not (row.former and scene.at < row.former[-1][2]):
        scene.draft.put(replace(row, wrapped=scene.body["wrapped"], rewrapped=True))


def _operator_card_made(scene: Scene) -> None:
    """The newest counts, not the one that was heard last: an older card may be lost by then."""
    row = scene.row(Operator, "operator")
    if row is not None and scene.at >= row.card_at:
        scene.draft.put(replace(row, card=scene.body["card"], card_at=scene.at))


def _operator_card_withdrawn(scene: Scene) -> None:
    """The card that is named goes, whatever the clocks say; so does any that was made before."""
    row, named = scene.row(Operator, "operator"), scene.body.get("withdrawn")
    if row is None or (row.card != named and scene.at < row.card_at):
        return
    scene.draft.put(replace(row, card=None, card_at=max(row.card_at, scene.at)))


def _operator_renewed(scene: Scene) -> None:
    """A new key: what the old one signed until now stands, and neither its password nor its card opens anything."""
    row, body = scene.row(Operator, "operator"), scene.body
    if row is None:
        return
    former = (*row.former, (row.public_key, row.certificate, scene.at))[-KEYS_KEPT:]
    new = {"public_key": body["public_key"], "certificate": body["certificate"], "wrapped": body["wrapped"]}
    card_at = max(row.card_at, scene.at)
    scene.draft.put(replace(row, last=scene.mark, **new, rewrapped=False, card=None, card_at=card_at, former=former))


def _issuing_key_added(scene: Scene) -> None:
    body = scene.body
    scene.draft.put(
        IssuingKey(
            key=body["key"],
            last=scene.mark,
            public_key=body["public_key"],
            certificate=body["certificate"],
            desk=body["desk"],
        )
    )


def _policy_published(scene: Scene) -> None:
    body = scene.body
    scene.draft.put(
        Policy(key=POLICY_KEY, last=scene.mark, signed=body["signed"], hash=body["hash"], number=body["number"])
    )


ZONE_CHANGES: Mapping[str, Change] = {
    "zone_founded": _zone_founded,
    "server_adopted": _server_adopted,
    "desk_enrolled": _desk_enrolled,
    "journal_continued": _journal_continued,
    "desk_changed": _desk_changed,
    "desk_confirmed": _desk_confirmed,
    "desk_disabled": _desk_disabled,
    "operator_disabled": _operator_disabled,
    "enrolment_opened": _enrolment_opened,
    "enrolment_withdrawn": _enrolment_withdrawn,
    "operator_added": _operator_added,
    "operator_rewrapped": _operator_rewrapped,
    "operator_card_made": _operator_card_made,
    "operator_card_withdrawn": _operator_card_withdrawn,
    "operator_renewed": _operator_renewed,
    "issuing_key_added": _issuing_key_added,
    "policy_published": _policy_published,
}
