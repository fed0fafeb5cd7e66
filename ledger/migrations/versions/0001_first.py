"""The first tables: event, ledger_head, event_tag, scope_state, command_key, and their guards."""

from typing import Final

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE: Final = (
    """
    CREATE TABLE event (
        ledger TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        data BLOB NOT NULL,
        recorded_at TEXT NOT NULL,
        leaf BLOB NOT NULL,
        PRIMARY KEY (ledger, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE ledger_head (
        ledger TEXT NOT NULL PRIMARY KEY,
        size INTEGER NOT NULL,
        folded_to INTEGER NOT NULL,
        frontier BLOB NOT NULL,
        recorded_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE event_tag (
        ledger TEXT NOT NULL,
        tag TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (ledger, tag, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE scope_state (
        ledger TEXT NOT NULL,
        scope TEXT NOT NULL,
        position INTEGER NOT NULL,
        fold INTEGER NOT NULL,
        state BLOB NOT NULL,
        PRIMARY KEY (ledger, scope)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE command_key (
        ledger TEXT NOT NULL,
        key TEXT NOT NULL,
        digest BLOB NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY (ledger, key)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'event is append-only: no UPDATE'); END
    """,
    """
    CREATE TRIGGER event_no_delete BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'event is append-only: no DELETE'); END
    """,
    # INSERT OR REPLACE deletes without the DELETE trigger; so a taken position is refused here.
    # ROLLBACK, not ABORT: an ABORT makes SQLite journal every single row of a bulk append.
    """
    CREATE TRIGGER event_no_insert_over BEFORE INSERT ON event
    WHEN EXISTS (SELECT 1 FROM event WHERE ledger = NEW.ledger AND position = NEW.position)
    BEGIN SELECT RAISE(ROLLBACK, 'event is append-only: this position is taken'); END
    """,
)

POSTGRESQL: Final = (
    """
    CREATE TABLE event (
        ledger text COLLATE "C" NOT NULL,
        position bigint NOT NULL,
        name text COLLATE "C" NOT NULL,
        data bytea NOT NULL,
        recorded_at text COLLATE "C" NOT NULL,
        leaf bytea NOT NULL,
        PRIMARY KEY (ledger, position)
    )
    """,
    """
    CREATE TABLE ledger_head (
        ledger text COLLATE "C" NOT NULL PRIMARY KEY,
        size bigint NOT NULL,
        folded_to bigint NOT NULL,
        frontier bytea NOT NULL,
        recorded_at text COLLATE "C" NOT NULL
    ) WITH (fillfactor = 50)
    """,
    """
    CREATE TABLE event_tag (
        ledger text COLLATE "C" NOT NULL,
        tag text COLLATE "C" NOT NULL,
        position bigint NOT NULL,
        PRIMARY KEY (ledger, tag, position)
    )
    """,
    """
    CREATE TABLE scope_state (
        ledger text COLLATE "C" NOT NULL,
        scope text COLLATE "C" NOT NULL,
        position bigint NOT NULL,
        fold bigint NOT NULL,
        state bytea NOT NULL,
        PRIMARY KEY (ledger, scope)
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE TABLE command_key (
        ledger text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        digest bytea NOT NULL,
        first bigint NOT NULL,
        last bigint NOT NULL,
        PRIMARY KEY (ledger, key)
    )
    """,
    """
    CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'event is append-only: no %', TG_OP; END
    $$
    """,
    """
    CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION event_is_append_only()
    """,
    """
    CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only()
    """,
    # ALWAYS: the guards also fire under session_replication_role = replica.
    "ALTER TABLE event ENABLE ALWAYS TRIGGER event_no_change",
    "ALTER TABLE event ENABLE ALWAYS TRIGGER event_no_truncate",
)


def upgrade() -> None:
    """Create the tables and their guards."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Refuse: the log is never dropped."""
    raise NotImplementedError("the first tables hold the log; there is nothing to go back to")
