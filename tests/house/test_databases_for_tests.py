"""The fixtures that other tests stand on."""

from __future__ import annotations

import sqlalchemy as sa


def test_each_test_gets_an_empty_database_of_either_kind(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        assert sa.inspect(connection).get_table_names() == []
        connection.execute(sa.text("CREATE TABLE union_name (name TEXT)"))
        connection.execute(sa.text("INSERT INTO union_name VALUES ('呈贡区总工会')"))
        names = connection.execute(sa.text("SELECT name FROM union_name")).scalars().all()
    engine.dispose()

    assert names == ["呈贡区总工会"]


def test_the_next_test_finds_nothing_left_behind(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()
