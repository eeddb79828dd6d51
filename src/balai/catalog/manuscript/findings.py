"""What the check says of a service: what is wrong, what to know, and what is proved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from balai.catalog.manuscript.reached import Found
from balai.catalog.types import Words
from balai.kernel import check
from balai.kernel.problem import Problem
from balai.site.types import Tone

_TABLES = "rules.dmn"
_DUTIES = frozenset({"duty-unmet", "absence"})


@dataclass(frozen=True)
class Finding:
    """A problem or a note, in the words of `balai check`. `stops`: the folder could not be published with it today."""

    place: str
    what: str
    mend: str
    code: str
    stops: bool


@dataclass(frozen=True)
class Notes:
    """Notes of one kind, which are mended in the same way."""

    mend: str
    notes: tuple[Finding, ...]


@dataclass(frozen=True)
class Claim:
    """Something that was tried or proved: what, with which result."""

    title: str
    text: str
    result: str
    tone: Tone


@dataclass(frozen=True)
class Checked:
    """The result of a check."""

    problems: tuple[Finding, ...]
    notes: tuple[Notes, ...]
    claims: tuple[Claim, ...]

    @property
    def stopping(self) -> int:
        """How many problems would stop a publication."""
        return sum(one.stops for one in self.problems)


def checked(words: Words, found: Found) -> Checked:
    """Return what the check of a service found."""
    report = found.report
    return Checked(
        tuple(_finding(one, stops=one.code not in check.FINDINGS) for one in report.problems),
        tuple(_notes(report.notes)),
        (
            _sound(found),
            _complete(words, found),
            _separable(words, found),
            _examples(words, found),
            _cited(words),
        ),
    )


def _finding(one: Problem, *, stops: bool) -> Finding:
    place = f"{one.file}:{one.line}" if one.line else one.file
    return Finding(place, one.what, one.mend, one.code, stops)


def _notes(notes: Iterable[Problem]) -> Iterator[Notes]:
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in notes:
        found.setdefault((one.code, one.mend), []).append(_finding(one, stops=False))
    for (_code, mend), each in found.items():
        yield Notes(mend, tuple(each))


def _sound(found: Found) -> Claim:
    title, proof = _("Proses dapat selesai"), found.report.proof
    if proof is None or not proof.complete:
        return Claim(
            title, _("Keadaannya terlalu banyak untuk diperiksa semua."), _("belum terbukti"), "warning"
        )
    if proof.flaws:
        return Claim(
            title, _("Ada keadaan yang tidak membawa ke akhir; lihat masalah di bawah."), _("tidak"), "danger"
        )
    text = _(
        "Setiap keadaan proses diperiksa (%(count)d): dari mana pun akhir dapat dicapai, tidak ada yang tertinggal,"
        " dan tidak ada bagian yang mati."
    )
    return Claim(title, text % {"count": proof.states}, _("terbukti"), "success")


def _complete(words: Words, found: Found) -> Claim:
    title = _("Tabel lengkap dan tidak bertabrakan")
    tables = sum(bool(one.rows) for one in words.service.rules.decisions.values())
    codes = {one.code for one in found.report.problems if one.file == _TABLES}
    if codes - check.FINDINGS:
        return Claim(title, _("Ada masalah di tabel; lihat di bawah."), _("tidak"), "danger")
    if "not-proved" in codes:
        return Claim(
            title, _("Ada sel yang hanya dapat dicoba, tidak dihitung."), _("belum terbukti"), "warning"
        )
    text = _("%(count)d tabel: setiap nilai yang mungkin punya jawaban, tanpa baris yang sia-sia.")
    return Claim(title, text % {"count": tables}, _("terbukti"), "success")


def _separable(words: Words, found: Found) -> Claim:
    title, duties = _("Tugas dapat dipisah"), words.service.duties
    if any(one.code in _DUTIES for one in found.report.problems):
        return Claim(title, _("Ada tugas yang tidak dapat dibagi; lihat di bawah."), _("tidak"), "danger")
    text = _("%(count)d kewajiban memisahkan orang dapat dipenuhi kantor yang semua jabatannya terisi.")
    return Claim(title, text % {"count": len(duties)}, _("terbukti"), "success")


def _examples(words: Words, found: Found) -> Claim:
    title = _("Contoh berjalan seperti tertulis")
    if not found.tried:
        return Claim(
            title, _("Contoh baru dijalankan bila tidak ada masalah lain."), _("belum dijalankan"), "warning"
        )
    if any(one.code == "example-fails" for one in found.report.problems):
        return Claim(title, _("Ada contoh yang hasilnya lain; lihat di bawah."), _("tidak"), "danger")
    text = _("%(count)d contoh dijalankan dari awal sampai akhir.") % {"count": len(words.service.examples)}
    return Claim(title, text, _("semua cocok"), "success")


def _cited(words: Words) -> Claim:
    known = words.service.citations.values()
    sure = sum(one.status == "verified" for one in known)
    text = _("%(sure)d dari %(count)d pasal sudah dicocokkan dengan naskah resminya.")
    said = text % {"sure": sure, "count": len(known)}
    if sure == len(known):
        return Claim(_("Dasar hukum dicocokkan"), said, _("semua"), "success")
    return Claim(_("Dasar hukum dicocokkan"), said, _("sebagian"), "warning")
