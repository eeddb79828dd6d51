import pytest

from balai.kernel.definition.letters import paths, pieces


def test_facts_stand_between_braces():
    assert pieces("Nomor {case.number}, {jalur}.") == ("Nomor ", ("case", "number"), ", ", ("jalur",), ".")
    assert paths("{a.b}{c}") == (("a", "b"), ("c",))


@pytest.mark.parametrize("text", ["{", "}", "{a b}", "{1 + 1}", "{}", "{a.}", "{{a}}"])
def test_a_brace_that_holds_no_path_is_refused(text):
    with pytest.raises(ValueError, match=r"brace|path"):
        pieces(text)
