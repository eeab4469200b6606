"""Acting: operators of a desk's zone who are signed in, as the services take them."""

from msgspec import Struct

from passdesk.store.acts import Acting
from passdesk.store.desk_store import DeskStore
from tests.factories.clocks import FakeClock
from tests.factories.people import Office
from tests.factories.zones import Zone


class Staff(Struct, frozen=True):
    """One of each role, at one desk, by one clock."""

    store: DeskStore
    clock: FakeClock
    admin: Acting
    hr: Acting
    approver: Acting
    chief: Acting


def a_staff(store: DeskStore, zone: Zone, clock: FakeClock) -> Staff:
    """Add HR, an approver and a supervisor at a desk that was founded with `zone`."""
    office = Office(store, zone, clock)
    added = {role: office.operator(role, role) for role in ("hr", "approver", "supervisor")}
    acting = {role: Acting(store, signer, clock) for role, signer in added.items()}
    admin = Acting(store, zone.admin, clock)
    return Staff(store, clock, admin, acting["hr"], acting["approver"], acting["supervisor"])
