"""The published standard of a service: its 14 components, derived from what really runs, as plain data for pages.

UU 25/2009 pasal 21 and Permenpan RB 15/2014 name the components. Requirements come from the form and the completeness
rules, the procedure from the drawing, time, fee, product and legal basis from the definition; complaints are the
office's. Only the rest is written in the folder, so the standard cannot disagree with what runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.catalog import selectors, spoken
from balai.catalog.explaining import Explainer
from balai.catalog.legal import Article, Basis, Law
from balai.catalog.procedure import Procedure, Separation, Stage
from balai.catalog.requirements import Asked, Held, Need, Requirements, uncapitalised
from balai.catalog.rulings import Reasons, Ruling, Rulings
from balai.catalog.types import Words
from balai.kernel.definition.types import Certificate
from balai.site.templatetags.kit import rupiah
from balai.site.types import Tone


@dataclass(frozen=True)
class Said:
    """A sentence with the articles it rests on."""

    text: str
    articles: tuple[Article, ...]
    tone: Tone = ""


@dataclass(frozen=True)
class Product:
    """A document that the service issues. `shown`: all that others see when they verify it."""

    title: str
    number: str
    shown: tuple[str, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Written:
    """A component that the folder writes itself, under its number among the 14."""

    number: int
    title: str
    text: str


@dataclass(frozen=True)
class Standard:
    """Everything that a service publishes about itself, in one language; complaints apart, which are the office's."""

    applicants: tuple[str, ...]
    kept: tuple[str, ...]
    documents: list[Need]
    statements: list[Need]
    held: list[Held]
    questions: list[Asked]
    stages: list[Stage]
    separations: list[Separation]
    time: Said
    starts: str
    pauses: tuple[str, ...]
    silence: Said | None
    fee: Said
    products: list[Product]
    laws: list[Law]
    written: list[Written]
    decree: str
    survey: bool
    retention: Said
    rulings: list[Ruling]
    reasons: list[Reasons]

    @property
    def gives(self) -> str:
        """What one receives, in a few words."""
        return ", ".join(product.title for product in self.products)

    @property
    def facts_held(self) -> int:
        """How many facts nobody has to type, because the state holds them."""
        return sum(len(held.facts) for held in self.held)


@lru_cache(maxsize=128)
def published(version: str, language: str) -> Standard:
    """Return the standard of a published version in a language; made once per process. Raises NoSuchService."""
    with translation.override(language):
        return standard(Words(selectors.service(version), language))


def standard(words: Words) -> Standard:
    """Return the standard of a service in the words' language, which must be the one in force."""
    basis, explainer = Basis(words), Explainer(words)
    needs, way = Requirements(words, basis, explainer), Procedure(words, basis)
    rulings, clock = Rulings(words, basis, explainer), words.service.clock
    return Standard(
        applicants=tuple(_applicants(words)),
        kept=tuple(uncapitalised(words.group(name)) for name in words.service.applicant.again),
        documents=needs.documents(),
        statements=needs.statements(),
        held=needs.held(),
        questions=needs.questions(),
        stages=way.stages(),
        separations=way.separations(),
        time=Said(spoken.limit(clock.limit), basis.articles(clock.basis)),
        starts=next(
            (words.task(one.id) for one in words.service.events.values() if one.clock == "start"), ""
        ),
        pauses=tuple(words.task(one.id) for one in words.service.tasks.values() if one.clock == "stopped"),
        silence=_silence(words, basis),
        fee=_fee(words, basis),
        products=[_product(words, basis, one) for one in words.service.certificates.values()],
        laws=basis.laws(),
        written=list(_written(words)),
        decree=words.standard("decree"),
        survey=words.service.survey == "skm",
        retention=_retention(words, basis),
        rulings=rulings.all(),
        reasons=rulings.reasons(),
    )


def _applicants(words: Words) -> Iterator[str]:
    called = {
        "person": _("orang perseorangan"),
        "business": _("badan usaha"),
        "agency": _("instansi pemerintah"),
    }
    yield from (called.get(who, who) for who in words.service.applicant.who)
    if words.service.applicant.represented:
        yield _("penerima kuasa, atas nama mereka")


def _silence(words: Words, basis: Basis) -> Said | None:
    """Return what it means when the time passes without a decision; None when the folder does not say."""
    clock = words.service.clock
    if not clock.silence:
        return None
    articles = basis.articles(clock.silence_basis)
    if clock.silence == "granted":
        return Said(_("Lewat waktu tanpa putusan, permohonan dikabulkan menurut hukum."), articles, "success")
    if clock.silence == "refused":
        return Said(_("Lewat waktu tanpa putusan, permohonan dianggap ditolak."), articles, "warning")
    said = _(
        "Lewat waktu tanpa putusan, berkas naik ke %(whom)s, dan Anda dikabari. Diam tidak berarti dikabulkan."
    )
    whom = words.lane(clock.silence_to).lower() if clock.silence_to else _("pimpinan kantor")
    return Said(said % {"whom": whom}, articles, "info")


def _fee(words: Words, basis: Basis) -> Said:
    fee = words.service.fee
    articles = basis.articles(fee.basis)
    if fee.amount is None:
        return Said(_("Dihitung dari jawaban Anda, dan ditunjukkan sebelum Anda mengirim."), articles)
    return Said(_("Rp0, gratis") if not fee.amount else str(rupiah(fee.amount)), articles)


def fee_in_brief(words: Words) -> str:
    """Return the fee in a word or two."""
    amount = words.service.fee.amount
    return _("Sesuai jawaban") if amount is None else str(rupiah(amount)) if amount else _("Gratis")


def _product(words: Words, basis: Basis, certificate: Certificate) -> Product:
    numbers = [one.expect.number for one in words.service.examples if one.expect.number]
    alone = len(words.service.certificates) == 1
    return Product(
        title=words.certificate(certificate.id),
        number=numbers[0] if numbers and alone else "",
        shown=tuple(uncapitalised(_shown(words, path)) for path in certificate.public),
        articles=basis.articles(certificate.basis),
    )


def _shown(words: Words, path: str) -> str:
    """Return what a public fact of a certificate is called."""
    if path.startswith("form."):
        return words.field(path.removeprefix("form."))
    if path in words.service.rules.decisions:
        return words.decision(path).rstrip("?")
    return {"certificate.number": _("Nomor"), "certificate.date": _("Tanggal terbit")}.get(path, path)


def _written(words: Words) -> Iterator[Written]:
    """Yield the seven components that the folder writes itself; what is missing is said to be missing."""
    staff = words.service.standard.staff
    parts = [
        (_("Sarana, prasarana, dan fasilitas"), words.standard("facilities")),
        (_("Kompetensi pelaksana"), words.standard("competence")),
        (_("Pengawasan internal"), words.standard("supervision")),
        (_("Jumlah pelaksana"), _people(staff)),
        (_("Jaminan pelayanan"), words.standard("guarantee")),
        (_("Jaminan keamanan dan keselamatan"), words.standard("safety")),
        (_("Evaluasi kinerja pelaksana"), words.standard("evaluation")),
    ]
    for number, (title, text) in enumerate(parts, 8):
        yield Written(number, title, text or _("Belum ditetapkan."))


def _people(count: int) -> str:
    """Return a number of people in words, "" when there is none."""
    return ngettext("%(count)d orang", "%(count)d orang", count) % {"count": count} if count else ""


def _retention(words: Words, basis: Basis) -> Said:
    kept = words.service.retention
    end = _("disimpan selamanya sebagai arsip") if kept.then == "permanent" else _("dimusnahkan")
    said = _(
        "Draf dihapus setelah %(draft)s. Berkas aktif %(active)s, lalu inaktif %(inactive)s, kemudian %(end)s."
    )
    spans = {name: spoken.limit(getattr(kept, name)) for name in ("draft", "active", "inactive")}
    return Said(said % {**spans, "end": end}, basis.articles(kept.basis))
