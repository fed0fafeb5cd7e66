from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import inspect

from ledger import events
from ledger.events import NAMES, Event, UnknownEvent, decode, encode
from ledger.scopes._scope import KINDS, Scope
from tests.conftest import Golden
from tests.counting import canonical

ONE_OF_EACH = pytest.mark.parametrize("name", sorted(NAMES))


def sample(kind: inspect.Type, name: str, *, full: bool) -> Any:
    """Return a value of a type, the same each time; texts say what they are."""

    def inner(item: inspect.Type) -> Any:
        return sample(item, name, full=full)

    made: dict[type[inspect.Type], Callable[[Any], Any]] = {
        inspect.StructType: lambda k: k.cls(
            **{f.name: sample(f.type, f.name, full=full) for f in k.fields if full or f.required}
        ),
        inspect.UnionType: lambda k: inner(without_none(k)) if full else None,
        inspect.VarTupleType: lambda k: (inner(k.item_type),),
        inspect.TupleType: lambda k: tuple(map(inner, k.item_types)),
        inspect.DictType: lambda k: {"b": inner(k.value_type), "a": inner(k.value_type)},
        inspect.LiteralType: lambda k: k.values[0],
    }
    plain = type(kind) in PLAIN
    return PLAIN[type(kind)](name) if plain else made[type(kind)](kind)


def without_none(kind: inspect.UnionType) -> inspect.Type:
    return next(t for t in kind.types if not isinstance(t, inspect.NoneType))


PLAIN: dict[type[inspect.Type], Any] = {
    inspect.IntType: len,
    inspect.StrType: "某{}".format,
    inspect.BoolType: lambda _: True,
    inspect.DateType: lambda _: date(2023, 5, 10),
    inspect.BytesType: str.encode,
    inspect.AnyType: lambda name: name,
}


def event_of(name: str, *, full: bool) -> Event:
    event: Event = sample(inspect.type_info(NAMES[name]), name, full=full)
    return event


def anything(kind: inspect.Type) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a type."""
    made: dict[type[inspect.Type], Callable[[Any], st.SearchStrategy[Any]]] = {
        inspect.StructType: structs,
        inspect.UnionType: lambda k: st.one_of([anything(t) for t in k.types]),
        inspect.VarTupleType: lambda k: st.lists(anything(k.item_type), max_size=3).map(tuple),
        inspect.TupleType: lambda k: st.tuples(*map(anything, k.item_types)),
        inspect.DictType: lambda k: st.dictionaries(TEXT, anything(k.value_type), max_size=3),
        inspect.LiteralType: lambda k: st.sampled_from(k.values),
    }
    plain = type(kind) in ANYTHING
    return ANYTHING[type(kind)] if plain else made[type(kind)](kind)


def structs(kind: inspect.StructType) -> st.SearchStrategy[Any]:
    needed = {f.name: anything(f.type) for f in kind.fields if f.required}
    other = {f.name: anything(f.type) for f in kind.fields if not f.required}
    return st.fixed_dictionaries(needed, optional=other).map(lambda found: kind.cls(**found))


TEXT = st.text(st.characters(codec="utf-8"), max_size=6)
ANYTHING: dict[type[inspect.Type], st.SearchStrategy[Any]] = {
    inspect.IntType: st.integers(-(10**15), 10**15),
    inspect.StrType: TEXT,
    inspect.BoolType: st.booleans(),
    inspect.DateType: st.dates(),
    inspect.BytesType: st.binary(max_size=20),
    inspect.AnyType: st.one_of(TEXT, st.integers(0, 9), st.none()),
    inspect.NoneType: st.none(),
}


def any_event() -> st.SearchStrategy[Event]:
    return st.sampled_from(sorted(NAMES)).flatmap(
        lambda name: anything(inspect.type_info(NAMES[name]))
    )


# --- bytes ---------------------------------------------------------------------------------------


def test_the_bytes_of_each_kind_of_event_are_those_that_were_reviewed(golden: Golden) -> None:
    stored = {
        name: [encode(event_of(name, full=full)).decode() for full in (True, False)]
        for name in sorted(NAMES)
    }

    golden("events.json", json.dumps(stored, ensure_ascii=False, indent=1) + "\n")


@given(any_event())
def test_an_event_is_read_as_it_was_written(event: Event) -> None:
    stored = encode(event)

    again = decode(event.NAME, stored)

    assert again == event
    assert type(again) is type(event)
    assert encode(again) == stored


@given(any_event())
def test_bytes_are_canonical(event: Event) -> None:
    stored = encode(event)

    assert canonical(json.loads(stored)) == stored
    assert not any(isinstance(value, float) for value in leaves(json.loads(stored)))


def leaves(value: Any) -> list[Any]:
    """Return every value that holds no other."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


@ONE_OF_EACH
def test_no_field_of_an_event_can_hold_a_float(name: str) -> None:
    kinds = list(types_in(inspect.type_info(NAMES[name]), set()))

    assert not [kind for kind in kinds if isinstance(kind, inspect.FloatType | inspect.DecimalType)]


def types_in(kind: inspect.Type, seen: set[type]) -> list[inspect.Type]:
    """Return a type and all that it is made of."""
    inner: list[inspect.Type] = []
    match kind:
        case inspect.StructType():
            inner = [] if kind.cls in seen else [f.type for f in kind.fields]
            seen.add(kind.cls)
        case inspect.UnionType():
            inner = list(kind.types)
        case inspect.VarTupleType():
            inner = [kind.item_type]
        case inspect.TupleType():
            inner = list(kind.item_types)
        case inspect.DictType():
            inner = [kind.value_type]
    return [kind, *(deeper for item in inner for deeper in types_in(item, seen))]


# --- what is refused -----------------------------------------------------------------------------


def test_an_unknown_name_is_not_guessed() -> None:
    with pytest.raises(UnknownEvent, match="thing"):
        decode("thing.done/9", b"{}")


@ONE_OF_EACH
def test_an_unknown_field_is_not_dropped(name: str) -> None:
    body = {**json.loads(encode(event_of(name, full=True))), "surprise": 1}

    with pytest.raises(msgspec.ValidationError, match="surprise"):
        decode(name, json.dumps(body).encode())


@ONE_OF_EACH
def test_nor_is_one_inside_a_part(name: str) -> None:
    body = json.loads(encode(event_of(name, full=True)))
    parts = [v for v in body.values() if isinstance(v, dict) and set(v) != {"a", "b"}]
    parts += [v[0] for v in body.values() if isinstance(v, list) and isinstance(v[0], dict)]
    for part in parts:
        part["surprise"] = 1
        with pytest.raises(msgspec.ValidationError, match="surprise"):
            decode(name, json.dumps(body).encode())
        del part["surprise"]


@ONE_OF_EACH
def test_a_missing_field_is_not_made_up(name: str) -> None:
    body = json.loads(encode(event_of(name, full=False)))

    for field in body:
        with pytest.raises(msgspec.ValidationError, match=field):
            decode(name, json.dumps({k: v for k, v in body.items() if k != field}).encode())


@pytest.mark.parametrize("wrong", [1.0, "1", True, None])
def test_an_amount_is_a_whole_number(wrong: Any) -> None:
    name = events.rosters.RosterRowListed.NAME
    body = {**json.loads(encode(event_of(name, full=True))), "amount_fen": wrong}

    with pytest.raises(msgspec.ValidationError, match="amount_fen"):
        decode(name, json.dumps(body).encode())


@ONE_OF_EACH
def test_an_event_never_changes(name: str) -> None:
    event = event_of(name, full=True)

    with pytest.raises(AttributeError):
        event.by = "another"  # type: ignore[misc]


# --- what an event touches -----------------------------------------------------------------------


@given(any_event())
def test_what_an_event_touches_is_told_by_its_bytes_alone(event: Event) -> None:
    touched = event.touches()

    assert decode(event.NAME, encode(event)).touches() == touched
    assert event.touches() == touched
    assert len(set(touched)) == len(touched)
    assert all(isinstance(scope, Scope) for scope in touched)
    assert all(type(scope) is KINDS[scope.partition(":")[0]] for scope in touched)


@given(any_event())
def test_every_scope_folds_what_touches_it(event: Event) -> None:
    for scope in event.touches():
        state = scope.evolve(scope.initial(), event)
        assert type(state) is type(scope.INITIAL)
