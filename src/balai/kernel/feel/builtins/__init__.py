"""FEEL's built-in functions; importing this package declares them all."""

from balai.kernel.feel.builtins import contexts, dates, figures, lists, numbers, ranges, relations, texts
from balai.kernel.feel.builtins.registry import BUILTINS, Builtin, as_function

__all__ = [
    "BUILTINS",
    "Builtin",
    "as_function",
    "contexts",
    "dates",
    "figures",
    "lists",
    "numbers",
    "ranges",
    "relations",
    "texts",
]
