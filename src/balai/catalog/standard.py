"""The published standard of a service: its 14 components (Permenpan RB 15/2014), derived from what really runs.

Requirements come from the form and the completeness rules, the procedure from the drawing, time, fee, product and legal
basis from the definition, complaints from the office. Only the rest is written in the folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from balai.catalog import rules, spoken
from balai.catalog.types import Words
from balai.kernel import forms
from balai.kernel.forms.types import UPLOADED
from balai.kernel.process import user_tasks
from balai.site.templatetags.kit import rupiah
from balai.site.types import Row, Step

if TYPE_CHECKING:
    from balai.people.models import Agency


@dataclass(frozen=True)
class Component:
    """One of the 14: paragraphs, a list, steps, or rows."""

    title: str
    texts: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def standard(words: Words, agency: Agency) -> list[Component]:
    """Return the 14 components in the order of the regulation."""
    return [
        Component(_("Persyaratan"), items=requirements(words)),
        Component(_("Sistem, mekanisme, dan prosedur"), steps=procedure(words)),
        Component(_("Jangka waktu"), texts=time(words)),
        Component(_("Biaya"), texts=fee(words)),
        Component(_("Produk pelayanan"), items=products(words)),
        Component(_("Penanganan pengaduan"), texts=complaints(agency)),
        Component(_("Dasar hukum"), rows=legal_basis(words)),
        *_written(words),
    ]


def _written(words: Words) -> list[Component]:
    """Return the components that the folder writes itself."""
    staff = words.service.standard.staff
    parts = [
        (_("Sarana, prasarana, dan fasilitas"), words.standard("facilities")),
        (_("Kompetensi pelaksana"), words.standard("competence")),
        (_("Pengawasan internal"), words.standard("supervision")),
        (_("Jumlah pelaksana"), _("%(count)d orang") % {"count": staff} if staff else ""),
        (_("Jaminan pelayanan"), words.standard("guarantee")),
        (_("Jaminan keamanan dan keselamatan"), words.standard("safety")),
        (_("Evaluasi kinerja pelaksana"), words.standard("evaluation")),
    ]
    return [Component(title, texts=[text or _("Belum ditetapkan.")]) for title, text in parts]


# -- what one needs


def requirements(words: Words) -> list[str]:
    """Return what an applicant needs: each document with what may stand in its place, and people named by NIK."""
    form = words.service.form
    files = [path for path, one in form.fields.items() if one.kind in UPLOADED]
    first = {path: _instead_of(form.fields[path], files) for path in files}
    found = [_document(words, path, [other for other in files if first[other] == path]) for path in files if not first[path]]
    named = [words.group(group.name).lower() for group in form.groups.values() if group.lookup == "match"]
    if named:
        found.append(_("NIK dan nama lengkap: %(whom)s") % {"whom": ", ".join(named)})
    account = _("Akun Balai dengan NIK; data yang sudah dimiliki pemerintah tidak diminta lagi")
    return [*(found or [_("Tidak ada dokumen yang perlu diunggah")]), account]


def _instead_of(one: forms.Field, files: list[str]) -> str:
    """Return the document in whose place this one stands: the last that its condition names."""
    names = [".".join(name[1:]) for name in one.when.names if name[0] == "form"] if one.when else []
    return next((path for path in reversed(files) if path in names), "")


def _document(words: Words, path: str, others: list[str]) -> str:
    title = words.field(path)
    for other in others:
        title = _("%(this)s; bila tidak ada, %(other)s") % {"this": title, "other": words.field(other)}
    if words.service.form.fields[path].when is not None:
        title = _("%(what)s (hanya bila diminta)") % {"what": title}
    articles = _asked_by(words, [path, *others])
    return f"{title} – {'; '.join(articles)}" if articles else title


def _asked_by(words: Words, paths: Iterable[str]) -> list[str]:
    """Return the articles of the completeness rows that ask for one of these fields."""
    wanted = {f'"{path}"' for path in paths}
    rows = [row for one in words.service.rules.decisions.values() for row in one.rows if wanted & set(row.outputs)]
    return list(dict.fromkeys(words.cited(article) for row in rows for article in row.citations))


# -- how it goes


def procedure(words: Words) -> list[Step]:
    """Return what people do, in order: first the applicant, then each task with who does it and in what time."""
    service = words.service
    always = set(rules.unavoidable(service, service.process.start))
    steps = [Step(_("Isi dan kirim permohonan daring"), _("Anda"))]
    for name in user_tasks(service.process):
        task = service.tasks[name]
        when = spoken.limit(task.due) if task.due else ""
        who = _("Anda") if service.lanes[task.lane].applicant else words.lane(task.lane)
        steps.append(Step(words.task(name), who if name in always else _("%(who)s, bila diperlukan") % {"who": who}, when=when))
    return steps


def time(words: Words) -> list[str]:
    """Return the statutory time, with its article, and what silence means."""
    clock = words.service.clock
    found = [f"{spoken.limit(clock.limit)} – {_articles(words, clock.basis)}"]
    meaning = {
        "granted": _("Bila lewat dan belum diputus, permohonan dikabulkan menurut hukum"),
        "refused": _("Bila lewat dan belum diputus, permohonan dianggap ditolak"),
        "escalate": _("Bila lewat, pimpinan kantor diberi tahu dan wajib menindaklanjuti"),
    }
    if clock.silence:
        found.append(f"{meaning[clock.silence]} – {_articles(words, clock.silence_basis)}")
    return found


def fee(words: Words) -> list[str]:
    """Return the fee with its article."""
    amount = words.service.fee.amount
    if amount is None:
        said = _("Dihitung dari jawaban Anda, dan ditunjukkan sebelum Anda mengirim")
    else:
        said = rupiah(amount) if amount else _("Gratis (Rp0)")
    return [f"{said} – {_articles(words, words.service.fee.basis)}"]


def fee_in_brief(words: Words) -> str:
    """Return the fee in a word or two."""
    amount = words.service.fee.amount
    return _("Sesuai jawaban") if amount is None else rupiah(amount) if amount else _("Gratis")


def products(words: Words) -> list[str]:
    """Return what the service issues."""
    return [words.certificate(name) for name in words.service.certificates]


def complaints(agency: Agency) -> list[str]:
    """Return where one complains about the service."""
    return [agency.complaints or f"{agency.name}, {agency.address}"]


def _articles(words: Words, articles: Iterable[str]) -> str:
    return "; ".join(words.cited(article) for article in articles)


def legal_basis(words: Words) -> list[Row]:
    """Return every article that anything in the service rests on, with what it says and how sure that is."""
    service = words.service
    order = dict.fromkeys([*service.basis, *sorted(service.citations)])
    return [_citation(words, article) for article in order]


def _citation(words: Words, article: str) -> Row:
    known = words.citation(article)
    if known is None:
        return Row(article, "")
    marks = [_("Ketentuan setempat")] if known.kind == "local" else []
    marks += [_("Perlu konfirmasi biro hukum")] if known.status != "verified" else []
    return Row(article, [text for text in (known.title, known.says) if text], note=". ".join(marks))
