"""Lists: CSV tables that an agency publishes. The first column holds the codes, the second their titles."""

import csv
import io
from collections.abc import Mapping

from balai.kernel.problem import Problem

MOST_ROWS = 20_000

Rows = tuple[Mapping[str, str], ...]


def read_csv(file: str, content: bytes, problems: list[Problem]) -> Rows:
    """Return the rows as texts by column name; a table that does not hold together gives problems instead."""
    text = content.decode("utf-8-sig", errors="replace")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        problems.append(Problem(file, 0, "bad-csv", f"The file is not CSV: {error}", "Save it as plain CSV."))
        return ()
    if not lines or not _header(file, lines[0], problems):
        return ()
    return _rows(file, lines, problems)


def _header(file: str, header: list[str], problems: list[Problem]) -> bool:
    if len(set(header)) == len(header) and all(name.isidentifier() and name.islower() for name in header):
        return True
    mend = "Use different ids (a-z, 0-9, _) as column names."
    problems.append(Problem(file, 1, "bad-csv", "The first line does not name the columns.", mend))
    return False


def _rows(file: str, lines: list[list[str]], problems: list[Problem]) -> Rows:
    header, rows, seen = lines[0], [], set[str]()
    for number, cells in enumerate(lines[1 : MOST_ROWS + 1], start=2):
        if not cells:
            continue
        if len(cells) != len(header):
            what = f"This row has {len(cells)} cells; the header has {len(header)}."
            problems.append(Problem(file, number, "bad-csv", what, "Fill or remove cells."))
        elif cells[0] in seen:
            what = f'The code "{cells[0]}" stands twice.'
            problems.append(Problem(file, number, "bad-csv", what, "Keep one row for each code."))
        else:
            seen.add(cells[0])
            rows.append(dict(zip(header, cells, strict=True)))
    if len(lines) > MOST_ROWS + 1:
        problems.append(Problem(file, 0, "bad-csv", f"More than {MOST_ROWS} rows.", "Make the list shorter."))
    return tuple(rows)
