"""Write the closed days of Indonesia as data, from the `holidays` package: a developer's tool, once a year.

    .venv/bin/python tools/make_calendar.py 2025 2027 > reference/calendars/hari-libur.toml

The decrees stand here because the package does not name them; add the year's decree when it is issued.
"""

import sys
from collections.abc import Iterator

import holidays

CATEGORIES = {"public": "public", "joint_leave": "government"}
# The yearly joint decree (SKB) of three ministers (Religion, Manpower, Administrative Reform), and whether
# its numbers are checked.
DECREES = {
    2025: (
        "SKB Nomor 1017 Tahun 2024, Nomor 2 Tahun 2024, Nomor 2 Tahun 2024; diubah Agustus 2025 (18 Agustus)",
        "to_confirm",
    ),
    2026: ("SKB Nomor 1497 Tahun 2025, Nomor 2 Tahun 2025, Nomor 5 Tahun 2025", "verified"),
    2027: ("SKB Nomor 1205 Tahun 2026, Nomor 3 Tahun 2026, Nomor 2 Tahun 2026", "verified"),
}
HEAD = """\
# Closed days of Indonesia. Written by tools/make_calendar.py; correct the tool or its source, not this file.
# `public` is hari libur nasional. `joint_leave` is cuti bersama: it binds the civil service, and an agency's
# calendar says whether it closes on it. Years outside this list are not guessed."""


def lines(year: int) -> Iterator[str]:
    """Yield one year's tables.

    The package calls a date estimated until the moon is seen; the decree has fixed it.
    """
    decree, status = DECREES[year]
    yield f'\n[year.{year}]\ndecree = "{decree}"\nstatus = "{status}"'
    for table, category in CATEGORIES.items():
        yield f"\n[year.{year}.{table}]"
        days = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        for day, name in sorted(days.items()):
            yield f'{day.isoformat()} = "{name.removesuffix(" (perkiraan)")}"'


def main(first: str, last: str) -> None:
    """Print the tables of the years from first to last. A year without a decree is refused."""
    years = range(int(first), int(last) + 1)
    missing = [year for year in years if year not in DECREES]
    if missing:
        raise SystemExit(f"no decree is known for {missing}: add it to DECREES")
    sys.stdout.write("\n".join([HEAD, *(line for year in years for line in lines(year))]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
