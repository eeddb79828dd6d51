import pytest

from balai.kernel.definition.numbers import parse_number
from balai.kernel.feel import FeelSyntaxError


def test_a_number_is_split_into_its_parts():
    parts = parse_number("{region}-{=kode_akta}-{date:DDMMYYYY}-{serial:4}")

    assert [part.kind for part in parts] == ["region", "text", "value", "text", "date", "text", "serial"]
    assert parts[-1].digits == 4
    assert parts[4].text == "DDMMYYYY"


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "AB",
        "{serial:4}{serial:4}",
        "{serial:4}-X",
        "{serial}",
        "{serial:0}",
        "{date:W}-{serial:4}",
        "{x}{serial:1}",
        "}{serial:1}",
    ],
)
def test_a_pattern_that_gives_no_serial_number_is_refused(pattern):
    with pytest.raises(ValueError, match=r"serial|stands alone|is none of"):
        parse_number(pattern)


def test_an_expression_that_does_not_parse_is_refused():
    with pytest.raises(FeelSyntaxError):
        parse_number("{=1 +}{serial:4}")
