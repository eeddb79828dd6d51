"""Plots of a simulation as SVG: bars and curves, readable without colour, with their words as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LABEL, RIGHT = 820, 260, 110
ROW, TOP, BOTTOM = 34, 52, 44
INK, PALE, DARK, WARN, RULE = "#14272b", "#b5d7da", "#0b5f68", "#a33a1c", "#c6d2d1"
DASHES = ("", "7 4", "2 3", "9 3 2 3", "1 5")


@dataclass(frozen=True)
class Bar:
    """One row: `value` dark, `further` (0: none) pale behind it; `said` stands at its end; `marked` draws the eye."""

    label: str
    value: float
    said: str
    further: float = 0.0
    marked: bool = False


@dataclass(frozen=True)
class Curve:
    """One line of a distribution: its sorted values."""

    label: str
    values: Sequence[float]


def bars(title: str, rows: Sequence[Bar], unit: str, legend: str = "", most: float | None = None) -> str:
    """Return horizontal bars; `most` ends the axis, else the greatest value does."""
    top = nice(most or max((max(row.value, row.further) for row in rows), default=1.0))
    height = TOP + ROW * len(rows) + BOTTOM
    parts = [_axis(top, height, unit)]
    for number, row in enumerate(rows):
        y = TOP + ROW * number
        ink = WARN if row.marked else DARK
        parts.append(_text(LABEL - 10, y + 20, _short(row.label), anchor="end", bold=row.marked))
        if row.further:
            parts.append(_bar(y + 5, _x(row.further, top), 22, PALE))
        parts.append(
            _bar(y + 9 if row.further else y + 5, _x(row.value, top), 14 if row.further else 22, ink)
        )
        parts.append(_text(_x(max(row.value, row.further), top) + 8, y + 20, row.said))
    return _svg(title, legend, height, parts)


def curves(title: str, lines: Sequence[Curve], unit: str, mark: tuple[float, str] | None = None) -> str:
    """Return distributions: for each value, the share of cases that took at most so long; `mark` is an upright line."""
    ends = [one.values[int(0.99 * (len(one.values) - 1))] for one in lines if one.values]
    top = nice(max([*ends, mark[0] * 1.1 if mark else 0.0], default=1.0))
    plot = TOP + 248 + BOTTOM
    height = plot + 22 * len(lines) + 6
    parts = [_axis(top, plot, unit)]
    for share in (0, 25, 50, 75, 100):
        y = _y(share / 100)
        parts.append(f'<line x1="{LABEL}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="{RULE}"/>')
        parts.append(_text(LABEL - 10, y + 5, f"{share} %", anchor="end"))
    if mark:
        x = _x(mark[0], top)
        parts.append(
            f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{_y(0):.1f}" stroke="{WARN}" stroke-width="2"/>'
        )
        parts.append(_text(x + 6, _y(0.6), mark[1]))
    for number, one in enumerate(lines):
        parts += _curve(one, top, number, plot)
    return _svg(title, "", height, parts)


def nice(value: float) -> float:
    """Return the next number at or above a value that four even steps divide into round ones."""
    if value <= 0:
        return 1.0
    power = 10.0 ** len(str(int(value))) / 10 if value >= 1 else 0.1
    while power > value:
        power /= 10
    return next(
        step * power for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if step * power >= value * 0.9999
    )


def _curve(one: Curve, top: float, number: int, below: int) -> list[str]:
    shares = [step / 100 for step in range(101)]
    values = (
        [one.values[min(len(one.values) - 1, int(share * len(one.values)))] for share in shares]
        if one.values
        else []
    )
    points = " ".join(
        f"{_x(min(value, top), top):.1f},{_y(share):.1f}"
        for value, share in zip(values, shares, strict=False)
    )
    ink, dash = (DARK, "") if number == 0 else (INK, f' stroke-dasharray="{DASHES[number % len(DASHES)]}"')
    y, wide = below + 22 * number + 12, 3 if number == 0 else 1.6
    stroke = f'stroke="{ink}" stroke-width="{wide}"{dash}'
    return [
        f'<polyline points="{points}" fill="none" {stroke}/>',
        f'<line x1="{LABEL}" y1="{y - 4}" x2="{LABEL + 40}" y2="{y - 4}" {stroke}/>',
        _text(LABEL + 50, y, one.label),
    ]


def _axis(top: float, height: int, unit: str) -> str:
    base, parts = height - BOTTOM + 4, []
    for step in range(5):
        value = top * step / 4
        x = _x(value, top)
        parts.append(f'<line x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{base}" stroke="{RULE}"/>')
        parts.append(_text(x, base + 16, f"{value:g}", anchor="middle"))
    parts.append(_text((LABEL + WIDTH - RIGHT) / 2, base + 34, unit, anchor="middle"))
    return "".join(parts)


def _svg(title: str, legend: str, height: int, parts: Sequence[str]) -> str:
    said = _text(14, 24, title, size=17, bold=True) + (_text(14, 43, legend) if legend else "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" font-family="system-ui, sans-serif" font-size="13"><title>{escape(title)}</title>'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{said}{"".join(parts)}</svg>\n'
    )


def _x(value: float, top: float) -> float:
    return LABEL + (WIDTH - RIGHT - LABEL) * value / top


def _y(share: float) -> float:
    return TOP + 240 * (1 - share)


def _bar(y: float, x: float, height: int, ink: str) -> str:
    return f'<rect x="{LABEL}" y="{y:.1f}" width="{max(x - LABEL, 1):.1f}" height="{height}" fill="{ink}"/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 13, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"{weight} fill="{INK}" '
        f'paint-order="stroke" stroke="#ffffff" stroke-width="3">'
        f"{escape(text)}</text>"
    )


def _short(label: str, most: int = 31) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"
