"""Institutions with how many people each has."""

from msgspec import Struct

from passdesk.domain.people import Institution
from passdesk.records.people_listing import keep_up
from passdesk.store import people_list
from passdesk.store.desk_store import DeskStore


class InstitutionLine(Struct, frozen=True):
    """`people`: those with a live filing there."""

    institution: Institution
    people: int


def list_institutions(store: DeskStore) -> list[InstitutionLine]:
    """Every institution, by its Latin name."""
    keep_up(store)
    with store.registers.lease() as register, register.file.reader() as reader:
        counts = people_list.counted(reader, "institution")
    with store.view() as view:
        rows = sorted(view.all(Institution), key=lambda row: (row.name_latin.casefold(), row.key))
    return [InstitutionLine(row, counts.get(row.key, 0)) for row in rows]
