"""Any damage to a form is refused with problems, or leaves a form that works; nothing else is raised."""

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from balai.kernel.forms import keywords, load, missing, next_page, validate
from balai.kernel.problem import Refused
from tests.kernel.forms.sample import FACTS, TEXT, answers

WORDS = st.sampled_from(
    sorted(keywords.ROOT | keywords.GROUP | keywords.FIELD | keywords.PAGE | {"$ref", "if", "x"})
)
TEXTS = (
    "",
    "x",
    "string",
    "array",
    "object",
    "date",
    "#/$defs/orang",
    "#/$defs/x",
    "form.x",
    "form.ayah_dicatat",
    "(",
)
OTHERS: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    2**70,
    [],
    {},
    ["x"],
    [1],
    {"a": 1},
    {"title": "A", "type": "string"},
    [{"const": 1}],
)
VALUES = st.sampled_from([*TEXTS, *OTHERS])


def places(node, path=()):
    found = [path]
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        found += places(value, (*path, key))
    return found


WHOLE = json.loads(TEXT)
PLACES = st.sampled_from(places(WHOLE)[1:])


def strike(form, path, word, value):
    """Replace what stands at a path, or put a member into it if it is an object and a word is given."""
    holder = form
    for step in path[:-1]:
        holder = holder[step]
    target = holder[path[-1]]
    if word is not None and isinstance(target, dict):
        target[word] = value
    else:
        holder[path[-1]] = value


def outcome(form):
    try:
        return load(json.dumps(form, indent=1).encode(), "form.json"), ()
    except Refused as refused:
        return None, refused.problems


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(PLACES, st.none() | WORDS, VALUES), min_size=1, max_size=2))
def test_a_damaged_form_is_refused_or_works(blows):
    form = copy.deepcopy(WHOLE)
    for path, word, value in blows:
        try:
            strike(form, path, word, copy.deepcopy(value))
        except (KeyError, IndexError, TypeError):
            continue
    loaded, problems = outcome(form)
    assert all(problem.line > 0 and problem.what for problem in problems)
    if loaded is None:
        assert problems
        return
    validate(loaded, answers(), FACTS)
    missing(loaded, answers(), FACTS)
    assert next_page(loaded, {}, FACTS) in {None, *(page.id for page in loaded.pages)}
