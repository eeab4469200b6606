"""Every key this desk knows, with what it is for and whether its certificate leads to the root."""

from msgspec import Struct

from passdesk.clock import Clock
from passdesk.credential import keys
from passdesk.credential.certificate_bodies import Purpose
from passdesk.credential.certificates import Certificate, open_certificate
from passdesk.domain.people import ZONE_KEY, Desk, IssuingKey, Operator, Zone
from passdesk.errors import Damaged, Declined
from passdesk.store.desk_store import DeskStore
from passdesk.store.told import seconds
from passdesk.store.trusted import Opened, administrators, check_held


class KeyLine(Struct, frozen=True):
    """One key: `purpose` root, recovery, server, operator, issuing or journal; `name` whose it is. Seconds UTC.

    state: as the register has it, "" where it has none. fault: why its certificate does not hold, "" where it does.
    """

    purpose: str
    kid: bytes
    public: bytes
    name: str
    not_before: int | None = None
    expires: int | None = None
    state: str = ""
    fault: str = ""
    certificate: bytes | None = None


class _Zone(Struct, frozen=True):
    """What certificates are checked by."""

    name: str
    root: bytes
    among: Opened
    at: int


def list_keys(store: DeskStore, clock: Clock) -> list[KeyLine]:
    """Root, recovery and server first, then operators, issuing keys and journals."""
    journal, at = store.journal, seconds(store, clock())
    with store.view() as view:
        found = view.get(Zone, ZONE_KEY)
        operators, issuing, desks = list(view.all(Operator)), list(view.all(IssuingKey)), list(view.all(Desk))
    server = found.server_certificate if isinstance(found, Zone) else None
    opened = _open(server, journal.zone) if server is not None else None
    among = dict(administrators(operators, journal.zone))
    if opened is not None:
        among[opened.id] = opened
    zone = _Zone(journal.zone, journal.root, among, at)
    lines = [KeyLine("root", keys.kid(journal.root), journal.root, "zone root")]
    if isinstance(found, Zone):
        lines.append(KeyLine("recovery", keys.kid(found.recovery), found.recovery, "recovery"))
    if opened is not None:
        lines.append(_line(zone, "server", opened.subject, "server", opened.encoded, ""))
    lines += [_line(zone, "operator", row.public_key, row.name, row.certificate, row.state) for row in operators]
    lines += [_line(zone, "issuing", row.public_key, row.key.hex(), row.certificate, row.state) for row in issuing]
    lines += [_line(zone, "journal", row.public_key, row.name, row.certificate, row.state) for row in desks]
    return lines


def _line(zone: _Zone, purpose: Purpose, public: bytes, name: str, encoded: bytes, state: str) -> KeyLine:
    certificate = _open(encoded, zone.name)
    if certificate is None:
        fault = "It has no certificate that reads."
        return KeyLine(purpose, keys.kid(public), public, name, state=state, fault=fault, certificate=encoded)
    return KeyLine(
        purpose,
        keys.kid(public),
        public,
        name,
        certificate.not_before,
        certificate.expires,
        state,
        _fault(zone, purpose, public, certificate),
        encoded,
    )


def _fault(zone: _Zone, purpose: Purpose, public: bytes, certificate: Certificate) -> str:
    if certificate.subject != public:
        return "Its certificate is for another key."
    try:
        check_held(certificate, zone.among, zone.root, purpose, zone.at)
    except (Damaged, Declined) as error:
        return error.happened
    return ""


def _open(encoded: bytes, zone: str) -> Certificate | None:
    try:
        return open_certificate(encoded, zone)
    except Damaged:
        return None
