import re
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from balai.kernel import process as p
from balai.kernel.problem import Refused
from tests.kernel.process.draw import draw
from tests.kernel.process.grow import PROCESSES, grown
from tests.kernel.process.walk import Case

PARTS = re.compile(rb'<\w+[^<>]*/>|<(\w+)[^<>]*>[^<>]*</\1>| \w+="[^"]*"|\w*\d+')


def damaged(xml, place, other):
    """Cut out one element, attribute or id, or put another of its kind in its place."""
    parts = list(PARTS.finditer(xml))
    part = parts[place % len(parts)]
    alike = [one[0] for one in parts if one[0][:2] == part[0][:2]]
    new = b"" if other % 3 == 0 else alike[other % len(alike)]
    return xml[: part.start()] + new + xml[part.end() :]


def read(xml):
    """Return the process and no problems, or no process and its problems."""
    try:
        return p.load(xml, "process.bpmn"), ()
    except Refused as refused:
        return None, refused.problems


@settings(max_examples=150, deadline=None)
@given(PROCESSES.map(grown), st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_damaged_drawing_is_refused_with_a_line_or_runs(words, place, other):
    xml = damaged(draw(words), place, other)
    process, problems = read(xml)
    assert (process is None) == bool(problems)
    assert all(1 <= one.line <= xml.count(b"\n") + 1 and one.what and one.mend for one in problems)
    if process:
        with suppress(p.Stuck):
            case = Case(process, rules={one.id: one.id for one in process.elements.values()})
            assert case.over == (case.waiting == [])


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_refused(data):
    process, problems = read(data)
    assert process is None
    assert len(problems) == 1
