"""What is kept about people, for how long, and whose it is."""

import inspect

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("balai.") and not model._meta.auto_created
]
# Rows that belong to no government, and why.
OF_THE_HALL = {
    "people.Government": "it is the boundary itself",
    "people.Account": "a way to sign in belongs to the hall; the person behind it has a government",
    "keys.SubjectKey": "the key store knows numbers only, so that it tells nothing by itself",
    "jobs.Job": "work of the program; what it is about has a government",
    "limits.AttemptWindow": "counts of attempts, by a keyed hash",
    "ledger.Leaf": "one tree for the hall; each entry names its government",
    "ledger.Head": "as ledger.Leaf",
    "ledger.Checkpoint": "as ledger.Leaf",
    "catalog.Blob": "bytes by their hash, the same for all",
    "catalog.ServiceVersion": "a service is one for all; an offer of it has a government",
    "catalog.CalendarVersion": "as catalog.ServiceVersion",
    "catalog.Estimate": "as catalog.ServiceVersion",
}
SEALED = {"sealed", "state", "nik_index"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_the_model_says_what_is_personal_in_it_and_how_it_is_retired(model: type[models.Model]) -> None:
    said = inspect.getdoc(model) or ""
    assert "Personal data:" in said, (
        f"{model._meta.label}: write `Personal data: none` or which kinds, and where"
    )
    assert "Retired:" in said, (
        f"{model._meta.label}: write `Retired:` and when and how its rows go, or why never"
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_with_a_sealed_column_does_not_say_that_nothing_is_personal(
    model: type[models.Model],
) -> None:
    sealed = SEALED & {field.name for field in model._meta.concrete_fields}
    claims_none = "Personal data: none" in (inspect.getdoc(model) or "")
    assert not (claims_none and sealed), f"{model._meta.label}: say what is personal in {sealed}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_row_belongs_to_a_government(model: type[models.Model]) -> None:
    label = model._meta.label
    field = next((field for field in model._meta.concrete_fields if field.name == "government"), None)
    if label in OF_THE_HALL:
        assert field is None, f"{label} has a government now: take it from OF_THE_HALL"
        return
    assert field is not None, f"{label}: add `government`, or say in OF_THE_HALL why it has none"
    assert not field.null
    assert isinstance(field, models.ForeignKey)
    assert field.remote_field.on_delete is models.PROTECT


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_is_unique_is_unique_within_a_government(model: type[models.Model]) -> None:
    """A number or a name may repeat elsewhere; a random reference may not, and belongs to one government."""
    if model._meta.label in OF_THE_HALL:
        return
    fields = model._meta.concrete_fields
    within = {field.name for field in fields if field.many_to_one or isinstance(field, models.UUIDField)}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert within & set(constraint.fields), f"{model._meta.label}.{constraint.name}: add `government`"


def test_the_lists_of_this_file_name_models_that_exist() -> None:
    assert set(OF_THE_HALL) <= {model._meta.label for model in MODELS}


@pytest.mark.django_db
def test_the_migrations_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    except SystemExit:
        pytest.fail(f"balai makemigrations: {capsys.readouterr().out}")
