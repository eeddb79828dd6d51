"""Read rows by columns with statements that are made once: for what every request asks.

For a handful of rows the ORM spends ten times longer on working out the SQL than the database on answering it.
Anything with a join, an order or a comparison is the ORM's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connections
from django.db.models import Model
from django.db.models.base import ModelState

RowT = TypeVar("RowT", bound=Model)
_Readers = dict[int, tuple[list[Callable[..., Any]], Any]]


def find(model: type[RowT], using: str = "default", along: tuple[str, ...] = (), **where: Any) -> list[RowT]:
    """Return the rows whose columns (named by attribute: `person_id`) have these values, by their key; None is NULL.

    `along` names foreign keys, never null, whose rows are read in the same statement.
    """
    connection, fields = connections[using], _fields(model)
    values = [
        fields[name].get_db_prep_value(value, connection)
        for name, value in where.items()
        if value is not None
    ]
    empty = tuple(name for name, value in where.items() if value is None)
    with connection.cursor() as cursor:
        cursor.execute(_selection(model, tuple(where), empty, along, using), values)
        rows = cursor.fetchall()
    return [_made(model, row, along, using) for row in rows]


def _made(model: type[RowT], row: Sequence[Any], along: tuple[str, ...], using: str) -> RowT:
    """Return a row, with those it was read along with put in."""
    found, start = _one(model, row, 0, using)
    for name in along:
        target, start = _one(_target(model, name), row, start, using)
        setattr(found, name, target)
    return found


def _one(model: type[RowT], row: Sequence[Any], start: int, using: str) -> tuple[RowT, int]:
    """Return the model in these columns and where the next begins; made as `from_db` does, without running `__init__`."""
    columns, readers = _reading(model, using)
    end = start + len(columns)
    found = model.__new__(model)
    found.__dict__.update(zip(columns, _read(row[start:end], readers, connections[using]), strict=True))
    found._state = ModelState()  # noqa: SLF001
    found._state.adding, found._state.db = False, using  # noqa: SLF001
    return found, end


def _target(model: type[Model], name: str) -> type[Model]:
    target: type[Model] = model._meta.get_field(name).related_model  # type: ignore[assignment]  # noqa: SLF001
    return target


def _read(row: Any, readers: _Readers, connection: Any) -> list[Any]:
    values = list(row)
    for place, (converters, column) in readers.items():
        for converter in converters:
            values[place] = converter(values[place], column, connection)
    return values


@lru_cache(maxsize=256)
def _fields(model: type[Model]) -> dict[str, Any]:
    """Return the fields by attribute; `pk` is the key, where it is one column."""
    own = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    return own | {"pk": model._meta.pk}  # noqa: SLF001


@lru_cache(maxsize=256)
def _selection(
    model: type[Model], names: tuple[str, ...], empty: tuple[str, ...], along: tuple[str, ...], using: str
) -> str:
    quoted, meta = connections[using].ops.quote_name, model._meta  # noqa: SLF001
    table = quoted(meta.db_table)
    asked = {name: f"{table}.{quoted(str(field.column))}" for name, field in _fields(model).items()}
    tests = " AND ".join(
        f"{asked[name]} IS NULL" if name in empty else f"{asked[name]} = %s" for name in names
    )
    columns, joins = _columns_of(model, quoted), ""
    for name in along:
        target = _target(model, name)
        other, key = quoted(target._meta.db_table), quoted(str(target._meta.pk.column))  # noqa: SLF001
        columns += _columns_of(target, quoted)
        joins += f" INNER JOIN {other} ON {other}.{key} = {table}.{quoted(str(meta.get_field(name).column))}"  # type: ignore[union-attr]
    keys = ", ".join(f"{table}.{quoted(str(field.column))}" for field in meta.pk_fields)
    return f"SELECT {', '.join(columns)} FROM {table}{joins} WHERE {tests} ORDER BY {keys}"  # noqa: S608 - names of models


def _columns_of(model: type[Model], quoted: Callable[[str], str]) -> list[str]:
    table = quoted(model._meta.db_table)  # noqa: SLF001
    return [f"{table}.{quoted(str(field.column))}" for field in model._meta.concrete_fields]  # noqa: SLF001


@lru_cache(maxsize=256)
def _reading(model: type[Model], using: str) -> tuple[list[str], _Readers]:
    """Return the attributes in the order of the columns, and what turns a driver's values into the fields' own."""
    fields = list(model._meta.concrete_fields)  # noqa: SLF001
    compiler = model._default_manager.using(using).query.get_compiler(using)  # noqa: SLF001
    columns = [field.get_col(model._meta.db_table) for field in fields]  # noqa: SLF001
    return [field.attname for field in fields], compiler.get_converters(columns)
