"""Files in answers: whose they must be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from balai.documents import selectors as documents
from balai.kernel import forms
from balai.kernel.forms.types import UPLOADED

if TYPE_CHECKING:
    from balai.people.models import Person


def foreign(form: forms.Form, answers: Mapping[str, Any], owner: Person) -> tuple[forms.FieldError, ...]:
    """Return the fields that name a file which does not lie in the owner's vault as what the field asks for."""
    found = []
    for path, asked in form.fields.items():
        value = forms.get(answers, path) if asked.kind in UPLOADED else None
        refs = {str(one) for one in (value if isinstance(value, list) else [value] if value else [])}
        if refs and not refs <= {str(one.ref) for one in documents.vault(owner, asked.element or asked.path)}:
            found.append(forms.FieldError(path, "not_a_document"))
    return tuple(found)
