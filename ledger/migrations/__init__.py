"""How a store's tables come to be, step by step (alembic): one file a revision in `versions/`."""
