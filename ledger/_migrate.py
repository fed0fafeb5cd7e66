"""Bring a store's tables to the newest revision: alembic, driven from here, one transaction.

Why: a module of its own, because alembic and SQLAlchemy cost 0.4 s to import and only the making
and upgrading of a store needs them.
"""

from __future__ import annotations

from importlib.resources import as_file, files

import sqlalchemy
from alembic import command
from alembic.config import Config

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('union-ledger upgrade'))"


def upgrade(engine: sqlalchemy.Engine) -> None:
    """Run the missing revisions; who comes second finds nothing left to do."""
    with engine.begin() as connection, as_file(files("ledger").joinpath("migrations")) as scripts:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(_LOCK)
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
