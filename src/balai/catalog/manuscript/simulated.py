"""The figures of a simulated service, as tables and plots in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from balai.catalog import spoken
from balai.catalog.models import Estimate
from balai.catalog.types import Words
from balai.kernel.case import wording
from balai.kernel.simulation.plots import Bar, Curve, bars, curves
from balai.site.types import Cell, Column, Table, Text

Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Plot:
    """One plot, with its name for those who do not see it."""

    title: str
    picture: SafeString


@dataclass(frozen=True)
class Simulated:
    """What a simulation came to. `facts`: (figure, what it is) in brief; `guessed`: gateways whose shares nobody wrote."""

    facts: tuple[tuple[str, str], ...]
    plots: tuple[Plot, ...]
    tables: tuple[Table, ...]
    cases: int
    per_day: str
    seed: int
    guessed: tuple[str, ...]


def simulated(words: Words, kept: Estimate) -> Simulated | None:
    """Return the figures that are kept of a version; None when it could not be simulated."""
    if "refused" in kept.figures:
        return None
    return _Teller(words, kept.figures).told()


class _Teller:
    def __init__(self, words: Words, figures: Figures) -> None:
        self.words, self.figures = words, figures
        self.base: Figures = figures["runs"][0]
        self.runs: Sequence[Figures] = figures["runs"]

    def told(self) -> Simulated:
        return Simulated(
            facts=tuple(self.facts()),
            plots=(self.waits(), self.people(), self.times(), self.what_if()),
            tables=(self.task_table(), self.post_table(), self.run_table()),
            cases=self.figures["cases"],
            per_day=self.number(self.figures["per_day"]),
            seed=self.figures["seed"],
            guessed=tuple(self.words.label(self.words.task(name)) for name in self.figures["guessed"]),
        )

    def facts(self) -> list[tuple[str, str]]:
        base = self.base
        found = [
            (self.days(base["days_median"]), _("separuh berkas selesai dalam waktu ini")),
            (self.days(base["days_90"]), _("sembilan dari sepuluh berkas")),
            (self.share(base["in_time"]), _("selesai dalam batas waktu")),
        ]
        if base["bottleneck"]:
            found.append((self.post(base["bottleneck"]), _("leher botol")))
        return found

    # -- words

    def number(self, value: float, places: int = 1) -> str:
        text = f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"
        return text if self.words.language == "en" else text.replace(".", ",")

    def days(self, value: float) -> str:
        return _("%(count)s hari kantor") % {"count": self.number(value, 2)}

    def share(self, value: float | None) -> str:
        return "–" if value is None else f"{self.number(100 * value)} %"

    def post(self, post: Sequence[str]) -> str:
        agency, position = post
        known = self.words.service.positions.get(position)
        title = known.title if known else position
        return title if agency == self.words.service.agency else f"{title} ({agency})"

    def change(self, run: Figures) -> str:
        """Return a what-if in words: its own title where the folder wrote it."""
        if run is self.base:
            return _("seperti sekarang")
        if self.figures["written"]:
            return str(run["title"])
        posts = [one["post"] for one in self.base["posts"] if one["post"][1] in run["staff"]]
        if posts:
            return _("satu orang lagi: %(post)s") % {"post": self.post(posts[0])}
        if run["without"]:
            return _("tanpa: %(task)s") % {"task": ", ".join(map(self.words.task, run["without"]))}
        pairs = [_("%(one)s bersamaan dengan %(other)s") % self.pair(pair) for pair in run["parallel"]]
        return "; ".join(pairs) or str(run["title"])

    def pair(self, pair: Sequence[str]) -> dict[str, str]:
        return {"one": self.words.task(pair[0]), "other": self.words.task(pair[1])}

    # -- plots

    def waits(self) -> Plot:
        rows = [
            Bar(self.words.task(one["task"]), one["half"], self.both(one), one["most"])
            for one in self.base["tasks"]
        ]
        legend = _("gelap: separuh menunggu paling lama ini; pucat: sembilan dari sepuluh")
        return _plot(_("Menunggu sebelum tiap langkah"), bars, rows, _("jam kantor"), legend)

    def both(self, one: Figures) -> str:
        return f"{self.number(one['half'])} / {self.number(one['most'])}"

    def people(self) -> Plot:
        rows = [
            Bar(
                f"{self.post(one['post'])}: {one['count']}",
                one["used"] * 100,
                self.share(one["used"]),
                marked=one["post"] == self.base["bottleneck"],
            )
            for one in self.base["posts"]
        ]
        unit = _("% waktu kerja untuk layanan ini")
        return _plot(_("Kesibukan tiap jabatan"), bars, rows, unit, _("merah: leher botol"), 100)

    def times(self) -> Plot:
        lines = [Curve(self.change(one), one["curve"]) for one in self.runs]
        limit = self.words.service.clock.limit
        said = _("batas: %(limit)s") % {"limit": spoken.limit(limit)}
        mark = (float(limit.count), said) if limit.unit == "working days" else None
        return _plot(_("Bagian berkas yang selesai dalam waktu"), curves, lines, _("hari kantor"), mark)

    def what_if(self) -> Plot:
        rows = [
            Bar(
                self.change(one),
                one["days_median"],
                self.share(one["in_time"]),
                one["days_90"],
                marked=bool(one["overloaded"]),
            )
            for one in self.runs
        ]
        legend = _("di ujung: bagian yang selesai dalam batas; merah: ada yang tidak sanggup")
        return _plot(_("Seandainya"), bars, rows, _("hari kantor"), legend)

    # -- tables

    def task_table(self) -> Table:
        columns = [
            Column(_("Langkah")), Column(_("Kali"), numeric=True), Column(_("Separuh menunggu"), numeric=True),
            Column(_("Sembilan dari sepuluh"), numeric=True), Column(_("Dalam batas"), numeric=True),
        ]  # fmt: skip
        rows = [
            [
                self.words.task(one["task"]),
                wording.plain(one["count"], self.words.language),
                _("%(hours)s jam") % {"hours": self.number(one["half"])},
                _("%(hours)s jam") % {"hours": self.number(one["most"])},
                self.share(one["in_time"]),
            ]
            for one in self.base["tasks"]
        ]
        return Table(_("Menunggu sebelum tiap langkah, dalam jam kantor"), columns, rows)

    def post_table(self) -> Table:
        columns = [
            Column(_("Jabatan")), Column(_("Orang"), numeric=True), Column(_("Sibuk"), numeric=True),
            Column(_("Antrean rata-rata"), numeric=True),
        ]  # fmt: skip
        rows: list[list[Cell | Text]] = [
            [
                Cell(self.post(one["post"]), note=self.about(one["post"])),
                str(one["count"]),
                self.share(one["used"]),
                self.number(one["queue"]),
            ]
            for one in self.base["posts"]
        ]
        return Table(_("Jabatan"), columns, rows)

    def about(self, post: Sequence[str]) -> str:
        if post in self.base["overloaded"]:
            return _("tidak sanggup: antrean terus tumbuh")
        return _("leher botol") if post == self.base["bottleneck"] else ""

    def run_table(self) -> Table:
        columns = [
            Column(_("Seandainya")), Column(_("Separuh berkas"), numeric=True),
            Column(_("Sembilan dari sepuluh"), numeric=True), Column(_("Dalam batas"), numeric=True),
            Column(_("Tersibuk"), numeric=True),
        ]  # fmt: skip
        rows = [
            [
                self.change(one),
                self.days(one["days_median"]),
                self.days(one["days_90"]),
                self.share(one["in_time"]),
                self.share(max((post["used"] for post in one["posts"]), default=0.0)),
            ]
            for one in self.runs
        ]
        return Table(_("Seandainya"), columns, rows)


def _plot(title: str, paint: Any, rows: Sequence[Any], *rest: Any) -> Plot:
    return Plot(title, mark_safe(paint(title, rows, *rest)))  # noqa: S308 - the plots escape every word
