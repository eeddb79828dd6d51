import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "src/balai/site/static/site"
CSS = (STATIC / "balai.css").read_text()
SCRIPT = (STATIC / "balai.js").read_text()
PAIRS = [
    ("ink", "ground"), ("ink", "paper"), ("soft", "ground"), ("soft", "paper"), ("primary", "ground"),
    ("primary", "paper"), ("primary-deep", "info-ground"), ("primary", "info-ground"),
    ("on-primary", "primary"), ("on-primary", "primary-deep"), ("on-hall", "hall"),
    ("info", "info-ground"), ("success", "success-ground"),
    ("warning", "warning-ground"), ("danger", "danger-ground"), ("danger", "paper"), ("danger", "ground"),
    ("ink", "info-ground"), ("ink", "success-ground"), ("ink", "warning-ground"), ("ink", "danger-ground"),
    ("paper", "danger"), ("paper", "success"), ("soft", "info-ground"),
]  # fmt: skip
EDGES = [("edge", "paper"), ("edge", "ground"), ("primary", "paper"), ("focus-ink", "focus")]


def tokens(theme):
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", blocks[0]))
    dark = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", blocks[1]))
    return {**light, **dark} if theme == "dark" else light


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(left, right):
    low, high = sorted((luminance(left), luminance(right)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("name", "limit"), [("balai.css", 12_000), ("balai.js", 6_000)])
def test_style_and_script_stay_small(name, limit):
    assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= limit


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(theme, text, ground):
    colours = tokens(theme)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(theme, edge, ground):
    colours = tokens(theme)
    assert contrast(colours[edge], colours[ground]) >= 3


def test_the_script_builds_no_markup_and_evaluates_nothing():
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.style\b"
    assert not re.findall(forbidden, SCRIPT)


def test_the_style_fetches_nothing_from_elsewhere():
    assert set(re.findall(r"url\(([^)]*)\)", CSS)) == {'"hall.svg"'}
    assert "@import" not in CSS


def test_the_style_knows_no_left_and_right():
    sides = r"(?<![\w-])(?:margin|padding|border|inset)-(?:left|right|top|bottom)\s*:"
    physical = sides + r"|text-align:\s*(?:left|right)"
    assert not re.findall(physical, CSS)
