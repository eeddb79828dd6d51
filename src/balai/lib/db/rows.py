"""Write rows with statements that are made once per table: the hot path of every act.

The ORM works out its SQL anew for each call, which costs more than the disk. Here a model's columns are looked up once;
what each field does with a value is still the field's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeVar

from django.db import connections
from django.db.models import AutoField, Model
from django.db.models.base import ModelState

ModelT = TypeVar("ModelT", bound=Model)
_Column = tuple[str, Callable[..., Any], str]
_AS_THEY_ARE = {"CharField", "TextField", "BooleanField", "IntegerField", "BigIntegerField", "BigAutoField"}
_AS_THEY_ARE |= {"PositiveIntegerField", "PositiveSmallIntegerField"}
"""Kinds of fields of which every driver takes a plain value as it is."""
_PLAIN = {str, int, bool, type(None)}
_REPEATED = {"DateTimeField", "DateField", "UUIDField"}


def made(model: type[ModelT], **columns: Any) -> ModelT:
    """Return a row that is not stored yet, its columns named by attribute (`case_id`); what is not named has its default.

    As `model(...)`, without the signals and the checks of its arguments, which cost more than the rest of a row.
    """
    row = model.__new__(model)
    row._state = ModelState()  # noqa: SLF001 - what Model.__init__ sets
    row.__dict__.update(
        (name, columns.pop(name) if name in columns else default()) for name, default in _defaults(model)
    )
    if columns:
        raise TypeError(f"{model.__name__} has no column {', '.join(columns)}")
    return row


def insert(rows: Sequence[Model], using: str = "default") -> None:
    """Insert the rows in order, neighbours of one table by one statement; sets keys that the database gives.

    Call inside a transaction. No signal is sent and no default of the database is used: every column is written.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        for model, group in groupby(rows, key=type):
            given, returns = list(group), _given_key(model)
            cursor.execute(_insertion(model, len(given), using), _values(given, _columns(model), connection))
            for row, key in zip(given, cursor.fetchall() if returns else given, strict=True):
                if returns:
                    setattr(row, returns, key[0])
                row._state.adding, row._state.db = False, using  # noqa: SLF001 - as the ORM does after an insert


def update(row: Model, where: Mapping[str, Any] | None = None, using: str = "default") -> int:
    """Write every column outside the key where the key and the columns in `where` fit; return how many rows did."""
    connection, model, where = connections[using], type(row), where or {}
    columns, keys = _columns(model, keys=False), _keys(model)
    values = _values([row], columns + keys, connection)
    with connection.cursor() as cursor:
        cursor.execute(_updating(model, tuple(where), using), [*values, *where.values()])
        return int(cursor.rowcount)


def _values(rows: Sequence[Model], columns: tuple[_Column, ...], connection: Any) -> list[Any]:
    values: list[Any] = []
    known: dict[tuple[str, Any], Any] = {}  # one act writes the same instant and the same case into many rows
    for row in rows:
        for name, prepared, kind in columns:
            value = getattr(row, name)
            if kind in _AS_THEY_ARE and type(value) in _PLAIN:
                values.append(value)
            elif kind in _REPEATED:
                asked = (kind, value)
                if asked not in known:
                    known[asked] = prepared(value, connection)
                values.append(known[asked])
            else:
                values.append(prepared(value, connection))
    return values


# -- what is worked out once per table


@lru_cache(maxsize=256)
def _defaults(model: type[Model]) -> tuple[tuple[str, Callable[[], Any]], ...]:
    return tuple((field.attname, field.get_default) for field in model._meta.concrete_fields)  # noqa: SLF001


@lru_cache(maxsize=256)
def _given_key(model: type[Model]) -> str:
    """Return the attribute of a key that the database gives ("" when rows bring their own)."""
    key = model._meta.pk  # noqa: SLF001
    return str(key.attname) if isinstance(key, AutoField) else ""


@lru_cache(maxsize=256)
def _columns(model: type[Model], *, keys: bool = True) -> tuple[_Column, ...]:
    own = set(model._meta.pk_fields)  # noqa: SLF001
    return tuple(
        _column(field)
        for field in model._meta.concrete_fields  # noqa: SLF001
        if not isinstance(field, AutoField) and (keys or field not in own)
    )


@lru_cache(maxsize=256)
def _keys(model: type[Model]) -> tuple[_Column, ...]:
    return tuple(_column(field) for field in model._meta.pk_fields)  # noqa: SLF001


def _column(field: Any) -> _Column:
    """Return attribute, preparation and kind of a field, of a relation those of what it points to."""
    kind = field.target_field if field.is_relation else field
    return field.attname, field.get_db_prep_save, kind.get_internal_type()


@lru_cache(maxsize=1024)
def _insertion(model: type[Model], count: int, using: str) -> str:
    quoted = connections[using].ops.quote_name
    names = _names(model, _columns(model), quoted)
    places = f"({', '.join(['%s'] * len(names))})"
    returning = f" RETURNING {quoted(str(model._meta.pk.column))}" if _given_key(model) else ""  # noqa: SLF001
    table = quoted(model._meta.db_table)  # noqa: SLF001
    values = ", ".join([places] * count)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES {values}{returning}"  # noqa: S608 - names of models


@lru_cache(maxsize=256)
def _updating(model: type[Model], where: tuple[str, ...], using: str) -> str:
    quoted = connections[using].ops.quote_name
    sets = ", ".join(f"{name} = %s" for name in _names(model, _columns(model, keys=False), quoted))
    keys = [*_names(model, _keys(model), quoted), *map(quoted, where)]
    table = quoted(model._meta.db_table)  # noqa: SLF001
    where_all = " AND ".join(f"{name} = %s" for name in keys)
    return f"UPDATE {table} SET {sets} WHERE {where_all}"  # noqa: S608 - names of models


def _names(model: type[Model], columns: tuple[_Column, ...], quoted: Callable[[str], str]) -> list[str]:
    by_attname = {field.attname: str(field.column) for field in model._meta.concrete_fields}  # noqa: SLF001
    return [quoted(by_attname[name]) for name, _, _ in columns]
