"""The server's tables. `NUMBER` tells which schema a database has; `migrating` brings an older one up to it."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text

NUMBER = 2
metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("schema", Integer, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("change", Integer, nullable=False),
    Column("acceptance", Integer, nullable=False),
)
secrets = Table(
    "secrets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""Private keys and certificates of the server; enrolment codes not used up yet."""

journals = Table(
    "journals",
    metadata,
    Column("journal", LargeBinary, primary_key=True),
    Column("branch", LargeBinary, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("heard_at", Integer, nullable=False),
)
entries = Table(
    "entries",
    metadata,
    Column("acceptance", Integer, primary_key=True, autoincrement=False),
    Column("journal", LargeBinary, nullable=False),
    Column("branch", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("judgement", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("judged", Integer, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Index("entries_by_place", "journal", "branch", "seq", unique=True),
    Index("entries_by_hash", "journal", "hash", unique=True),
    Index("entries_by_kind", "kind"),
)
waiting = Table("waiting", metadata, Column("acceptance", Integer, primary_key=True, autoincrement=False))

rows = Table(
    "rows",
    metadata,
    Column("tbl", Text, primary_key=True),
    Column("key", LargeBinary, primary_key=True),
    Column("change", Integer, nullable=False, unique=True),
    Column("needs", Integer, nullable=False),
    Column("body", LargeBinary),
)
idx = Table(
    "idx",
    metadata,
    Column("tbl", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", LargeBinary, primary_key=True),
    Column("key", LargeBinary, primary_key=True),
    Index("idx_by_row", "tbl", "key"),
)
attachments = Table(
    "attachments",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("raw", LargeBinary, nullable=False),
)
erased = Table(
    "erased",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("change", Integer, nullable=False, index=True),
)
crossings = Table(
    "crossings",
    metadata,
    Column("acceptance", Integer, primary_key=True, autoincrement=False),
    Column("journal", LargeBinary, nullable=False),
    Column("branch", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Integer, nullable=False, index=True),
    Column("boot", Integer, nullable=False),
    Column("boot_id", LargeBinary, nullable=False),
    Column("anchored", Boolean, nullable=False),
    Column("presentation", LargeBinary, nullable=False),
    Column("person", LargeBinary, index=True),
    Column("pass_id", LargeBinary),
    Column("institution", LargeBinary, index=True),
    Column("class_number", Integer),
    Column("line", Text),
    Column("checkpoint", Text),
    Column("lane", Text, nullable=False, index=True),
    Column("direction", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("instruction", Text, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("input", Text, nullable=False),
    Column("outcome", Text),
    Column("outcome_at", Integer),
    Column("outcome_by", LargeBinary),
    Column("ms", Integer),
    Column("override", Boolean, nullable=False),
    Column("movement", LargeBinary),
    Index("crossings_by_place", "journal", "branch", "seq", unique=True),
)
"""`movement`: the 24-byte key of the entry that said its outcome, as far as there is one: what can be undone."""
annulments = Table(
    "annulments",
    metadata,
    Column("movement", LargeBinary, primary_key=True),
    Column("person", LargeBinary, nullable=False),
    Column("by", LargeBinary, nullable=False),
)
"""Which entry undid which movement, by their 24-byte keys."""
