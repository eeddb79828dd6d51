"""Read rows by columns with statements that are made once: for what every request asks.

For a handful of rows the ORM spends ten times longer on working out the SQL than the database on answering it.
Anything with a join, an order or a comparison is the ORM's business.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connections
from django.db.models import Model

RowT = TypeVar("RowT", bound=Model)
_Readers = dict[int, tuple[list[Callable[..., Any]], Any]]


def find(model: type[RowT], using: str = "default", **where: Any) -> list[RowT]:
    """Return the rows whose columns (named by attribute: `person_id`) have these values, by their key; None is NULL."""
    connection, names = connections[using], tuple(where)
    fields = _fields(model)
    values = [
        fields[name].get_db_prep_value(value, connection)
        for name, value in where.items()
        if value is not None
    ]
    empty = tuple(name for name, value in where.items() if value is None)
    with connection.cursor() as cursor:
        cursor.execute(_selection(model, names, empty, using), values)
        rows = cursor.fetchall()
    columns, readers = _reading(model, using)
    return [model.from_db(using, columns, _read(row, readers, connection)) for row in rows]


def follow(row: Model, *names: str, using: str = "default") -> None:
    """Read the rows that the foreign keys `names` of a row point to, and put them in. Raises ValueError for a missing one."""
    for name in names:
        field = row._meta.get_field(name)  # noqa: SLF001
        key = getattr(row, field.attname)  # type: ignore[union-attr]
        (target,) = find(field.related_model, using, pk=key)  # type: ignore[arg-type]
        setattr(row, name, target)


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
def _selection(model: type[Model], names: tuple[str, ...], empty: tuple[str, ...], using: str) -> str:
    quoted, meta = connections[using].ops.quote_name, model._meta  # noqa: SLF001
    columns = {field.attname: quoted(str(field.column)) for field in meta.concrete_fields}
    asked = {name: quoted(str(field.column)) for name, field in _fields(model).items()}
    tests = [f"{asked[name]} IS NULL" if name in empty else f"{asked[name]} = %s" for name in names]
    keys = ", ".join(quoted(str(field.column)) for field in meta.pk_fields)
    table, all_columns = quoted(meta.db_table), ", ".join(columns.values())
    return f"SELECT {all_columns} FROM {table} WHERE {' AND '.join(tests)} ORDER BY {keys}"  # noqa: S608 - names of models


@lru_cache(maxsize=256)
def _reading(model: type[Model], using: str) -> tuple[list[str], _Readers]:
    """Return the attributes in the order of the columns, and what turns a driver's values into the fields' own."""
    fields = list(model._meta.concrete_fields)  # noqa: SLF001
    compiler = model._default_manager.using(using).query.get_compiler(using)  # noqa: SLF001
    columns = [field.get_col(model._meta.db_table) for field in fields]  # noqa: SLF001
    return [field.attname for field in fields], compiler.get_converters(columns)
