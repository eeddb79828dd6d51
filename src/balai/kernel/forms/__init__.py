"""Pages and fields from form.json: load, read what was typed, validate, say what is wrong in plain words."""

from balai.kernel.forms.answers import changed, from_values, get, merge, with_defaults
from balai.kernel.forms.conditions import facts, missing, next_page, page_shown, prune, shown
from balai.kernel.forms.describing import codes, describe
from balai.kernel.forms.loading import load
from balai.kernel.forms.messages import message
from balai.kernel.forms.reading import Taken, read, take
from balai.kernel.forms.types import (
    Answers,
    Choice,
    Field,
    FieldError,
    Form,
    Group,
    Lists,
    Page,
    Reading,
    Texts,
)
from balai.kernel.forms.validation import validate

__all__ = [
    "Answers",
    "Choice",
    "Field",
    "FieldError",
    "Form",
    "Group",
    "Lists",
    "Page",
    "Reading",
    "Taken",
    "Texts",
    "changed",
    "codes",
    "describe",
    "facts",
    "from_values",
    "get",
    "load",
    "merge",
    "message",
    "missing",
    "next_page",
    "page_shown",
    "prune",
    "read",
    "shown",
    "take",
    "validate",
    "with_defaults",
]
