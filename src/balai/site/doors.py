"""The mark that every view carries: who may enter. The house test reads it from every route.

Only the open door stands here; the doors that ask who somebody is stand in `people.access`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def open_door(view: View) -> View:
    """Let everybody in, signed in or not: sets `view.door = "public"`."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    entered.door = "public"  # type: ignore[attr-defined]  # a mark that the house's tests read
    return entered
