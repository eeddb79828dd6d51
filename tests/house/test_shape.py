"""What a reader can hold in mind: short files, short functions, names and words that say something."""

import ast
import re

from tests.house.source import ROOT, SOURCE, functions, modules

LONGEST_FILE, LONGEST_FUNCTION = 400, 40
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base", "stuff"}


def test_no_file_is_longer_than_a_reader_keeps_in_mind() -> None:
    lengths = {
        module.place: len(module.path.read_text(encoding="utf-8").splitlines())
        for module in modules().values()
    }
    long = {place: length for place, length in lengths.items() if length > LONGEST_FILE}
    assert not long, f"split by what it is about: {long}"


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{module.place}:{function.lineno} {function.name}": length
        for module in modules().values()
        for function in functions(module.tree)
        if (length := _length(function)) > LONGEST_FUNCTION
    }
    assert not long, f"name its parts: {long}"


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of the body, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_the_median_function_is_short() -> None:
    lengths = sorted(
        _length(function) for module in modules().values() for function in functions(module.tree)
    )
    assert lengths[len(lengths) // 2] < 10


def test_no_file_has_a_name_that_says_nothing() -> None:
    paths = [path for path in SOURCE.rglob("*") if "__pycache__" not in path.parts]
    empty = [path.relative_to(ROOT).as_posix() for path in paths if path.stem in EMPTY_NAMES]
    assert not empty, f"name the idea: {empty}"


def test_every_module_and_every_public_function_and_class_says_what_it_is_for() -> None:
    mute = [
        f"{module.place}:{getattr(node, 'lineno', 1)}"
        for module in modules().values()
        for node in [module.tree, *_public(module.tree)]
        if not ast.get_docstring(node) and module.path.stat().st_size
    ]
    assert not mute, f"write one sentence: {mute}"


def _public(tree: ast.Module) -> list[ast.FunctionDef | ast.ClassDef]:
    kinds = (ast.FunctionDef, ast.ClassDef)
    return [node for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]


def test_nothing_is_left_to_be_done_in_the_code() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
    left = [
        f"{module.place}:{number}"
        for module in modules().values()
        for number, line in enumerate(module.path.read_text(encoding="utf-8").splitlines(), 1)
        if mark.search(line)
    ]
    assert not left, f"do it, or open an issue: {left}"
