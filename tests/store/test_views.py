"""The register's file answers like a register in memory."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from passdesk.domain.register import MemoryView, Row, View
from passdesk.store.register_file import RegisterFile
from tests.contracts.views import ServerRowsContract, ViewContract
from tests.factories.desks import DATABASE_KEY
from tests.factories.zones import id_of


class TestMemoryView(ViewContract):
    @contextmanager
    def holding(self, rows: Iterable[Row]) -> Iterator[View]:
        yield MemoryView(rows)


class TestRegisterFile(ServerRowsContract):
    @pytest.fixture(autouse=True)
    def _made(self, tmp_path: Path) -> Iterator[None]:
        self.register = RegisterFile.create(tmp_path / "register-1-1.db", DATABASE_KEY, id_of("journal"), 1, 1)
        yield
        self.register.close()

    def apply(self, table: str, key: bytes, needs: int, body: dict[str, object] | None) -> None:
        self.register.apply_page([(table, key, needs, body)], 1)

    @contextmanager
    def holding(self, rows: Iterable[Row]) -> Iterator[View]:
        self.register.apply_page([(row.TABLE, row.key, row.NEEDS, row.to_map()) for row in rows], 1)
        with self.register.snapshot() as snapshot:
            yield snapshot
