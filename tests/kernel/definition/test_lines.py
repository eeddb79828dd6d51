from balai.kernel.definition.lines import find, nearest

TEXT = '''# a comment = 1
title = "x"
body = """
not_a_key = 1
"""
list = [
  { inside = 1 },
]
[task.a]
due = "1 day" # [b]
with = { register = "r" }
[[duty]]
basis = "one"
[[duty]]
basis = "two"
["UU 1/2026"]
in_force = 2026-01-01
a.b = 1
'''


def test_keys_and_tables_answer_with_their_line():
    lines = find(TEXT)

    assert lines["title",] == 2
    assert lines["task", "a"] == 9
    assert lines["task", "a", "due"] == 10
    assert lines["UU 1/2026", "in_force"] == 17
    assert lines["UU 1/2026", "a", "b"] == 18


def test_text_inside_a_string_or_a_list_is_no_key():
    assert not {("not_a_key",), ("inside",)} & set(find(TEXT))


def test_rows_of_an_array_are_told_apart():
    lines = find(TEXT)

    assert (lines["duty", "0", "basis"], lines["duty", "1", "basis"]) == (13, 15)


def test_a_key_inside_an_inline_table_answers_with_the_line_around_it():
    lines = find(TEXT)

    assert nearest(lines, ("task", "a", "with", "register")) == 11
    assert nearest(lines, ("nowhere",)) == 0
    assert nearest(lines, ("task",)) == 9
