"""The store's tables as SQLAlchemy knows them, for views that join them and for migrations.

Why: the tables are made by `migrations/`, whose text never changes once it is released; a test
holds the two together. The hot path (`_database.py`) does not come through here.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

# Keys compare by code point on both databases, whatever the server's language.
TEXT: Final[TypeEngine[str]] = Text().with_variant(Text(collation="C"), "postgresql")
NUMBER: Final[TypeEngine[int]] = BigInteger().with_variant(Integer(), "sqlite")

metadata: Final = MetaData()

event: Final = Table(
    "event",
    metadata,
    Column("ledger", TEXT, primary_key=True),
    Column("position", NUMBER, primary_key=True),
    Column("name", TEXT, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("recorded_at", TEXT, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
)

ledger_head: Final = Table(
    "ledger_head",
    metadata,
    Column("ledger", TEXT, primary_key=True),
    Column("size", NUMBER, nullable=False),
    Column("folded_to", NUMBER, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("recorded_at", TEXT, nullable=False),
)

event_tag: Final = Table(
    "event_tag",
    metadata,
    Column("ledger", TEXT, primary_key=True),
    Column("tag", TEXT, primary_key=True),
    Column("position", NUMBER, primary_key=True),
)

scope_state: Final = Table(
    "scope_state",
    metadata,
    Column("ledger", TEXT, primary_key=True),
    Column("scope", TEXT, primary_key=True),
    Column("position", NUMBER, nullable=False),
    Column("fold", NUMBER, nullable=False),
    Column("state", LargeBinary, nullable=False),
)

command_key: Final = Table(
    "command_key",
    metadata,
    Column("ledger", TEXT, primary_key=True),
    Column("key", TEXT, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("first", NUMBER, nullable=False),
    Column("last", NUMBER, nullable=False),
)
