"""Which tables `ledger verify` answers for. Each module declares its own in apps.ready()."""

from collections.abc import Iterator

from django.db.models import Model, Q, QuerySet

from balai.ledger.rules import RowDigest, digest_row

_covered: dict[type[Model], list[str]] = {}
_only: dict[type[Model], Q] = {}


def cover(model: type[Model], *, without: tuple[str, ...] = (), only: Q | None = None) -> None:
    """Declare that every row of `model` (that `only` selects) is evidence, in every column but those named in `without`.

    From then on an action that saves such a row must hand it to `actions.record`, or `verify` reports the row.
    """
    if model in _covered:
        raise ValueError(f"{model.__name__} is covered already")
    fields = [field.attname for field in model._meta.concrete_fields if field.name not in without]  # noqa: SLF001
    _covered[model] = fields
    if only is not None:
        _only[model] = only


def covered() -> Iterator[type[Model]]:
    """Yield the covered models."""
    yield from _covered


def rows_of(model: type[Model]) -> QuerySet[Model]:
    """Return the rows of a model that are evidence."""
    return model._default_manager.filter(_only.get(model, Q()))  # noqa: SLF001


def other_rows_of(model: type[Model]) -> QuerySet[Model]:
    """Return the rows of a model that are no evidence."""
    manager = model._default_manager  # noqa: SLF001
    return manager.exclude(_only[model]) if model in _only else manager.none()


def columns_of(model: type[Model]) -> list[str]:
    """Return the covered columns of a model, in order."""
    return _covered[model]


def by_table() -> dict[str, type[Model]]:
    """Return the covered models by table name."""
    return {model._meta.db_table: model for model in _covered}  # noqa: SLF001


def row_name(row: Model) -> str:
    """Return a row's primary key in words (`<case>/<n>` for a key of two columns)."""
    return "/".join(str(part) for part in row.pk) if isinstance(row.pk, tuple) else str(row.pk)


def digest(row: Model) -> RowDigest:
    """Commit to a row as it stands in memory. Raises KeyError for a model that nobody covered."""
    model = type(row)
    columns = _covered[model]
    values = [getattr(row, name) for name in columns]
    return digest_row(model._meta.db_table, row_name(row), columns, values)  # noqa: SLF001
