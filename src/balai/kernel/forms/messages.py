"""What is wrong with an answer, in plain words that say how to mend it; the folder's own words come first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from balai.kernel.forms import numbers
from balai.kernel.forms.types import Field, FieldError, Texts

# {it} = the title inside a sentence, {limit} = the limit with its unit.
INDONESIAN: Mapping[str, str] = {
    "required": "Isi {it}.",
    "required.choice": "Pilih {it}.",
    "required.list": "Pilih {it}.",
    "required.boolean": "Jawab {it} dengan ya atau tidak.",
    "required.document": "Unggah {it}.",
    "required.documents": "Unggah {it}.",
    "required.signature": "Bubuhkan {it}.",
    "required.question": "Jawab pertanyaan {it}.",
    "required.agreed": "Centang {it} untuk melanjutkan.",
    "too_short": "Tulis {it} sedikitnya {limit} karakter.",
    "too_long": "Persingkat {it} menjadi paling banyak {limit} karakter.",
    "pattern": "Periksa cara menulis {it}.",
    "not_a_choice": "Pilih {it} dari pilihan yang ada.",
    "not_in_list": "Pilih {it} dari daftar.",
    "minimum": "Isi {it} dengan {limit} atau lebih.",
    "maximum": "Isi {it} dengan {limit} atau kurang.",
    "not_a_number": "Tulis {it} dengan angka, misalnya 3,1.",
    "not_a_number.integer": "Tulis {it} dengan angka, misalnya 2.",
    "not_whole": "Tulis {it} dengan angka bulat, tanpa koma.",
    "not_rupiah": "Tulis {it} dalam rupiah bulat, misalnya Rp1.500.000.",
    "not_a_date": "Tanggal harus nyata, misalnya 13 7 2026: periksa {it}.",
    "date_incomplete": "Lengkapi {it}: isi {parts}.",
    "not_a_time": "Tulis {it} sebagai jam dan menit, misalnya 05.40.",
    "not_yes_or_no": "Jawab {it} dengan ya atau tidak.",
    "not_true": "Centang {it} untuk melanjutkan.",
    "not_text": "Tulis {it} sebagai teks biasa.",
    "not_a_document": "Unggah {it} sekali lagi; berkas itu tidak dikenali.",
    "not_signed": "Bubuhkan {it} sekali lagi.",
    "not_a_nik": "Tulis {it} dengan 16 angka, seperti pada KTP.",
    "not_a_list": "Pilih {it} dari pilihan yang ada.",
    "too_few": "Tambahkan {it} hingga sedikitnya {limit}.",
    "too_many": "Kurangi {it} menjadi paling banyak {limit}.",
    "repeated": "Hapus isian yang sama pada {it}.",
    "check": "Periksa {it}; isian ini tidak mungkin benar.",
    "unknown": "Hapus {it}; formulir ini tidak menanyakannya.",
    "not_a_group": "Kirim {it} sebagai kelompok isian.",
    "not_answers": "Kirim jawaban sebagai objek JSON.",
}
ENGLISH: Mapping[str, str] = {
    "required": "Enter {it}.",
    "required.choice": "Choose {it}.",
    "required.list": "Choose {it}.",
    "required.boolean": "Answer {it} with yes or no.",
    "required.document": "Upload {it}.",
    "required.documents": "Upload {it}.",
    "required.signature": "Add {it}.",
    "required.question": "Answer the question {it}.",
    "required.agreed": "Tick {it} to continue.",
    "too_short": "Write {it} with at least {limit} characters.",
    "too_long": "Shorten {it} to at most {limit} characters.",
    "pattern": "Check how {it} is written.",
    "not_a_choice": "Choose {it} from what is offered.",
    "not_in_list": "Choose {it} from the list.",
    "minimum": "Enter {limit} or more for {it}.",
    "maximum": "Enter {limit} or less for {it}.",
    "not_a_number": "Write {it} in digits, for example 3.1.",
    "not_a_number.integer": "Write {it} in digits, for example 2.",
    "not_whole": "Write {it} as a whole number.",
    "not_rupiah": "Write {it} in whole rupiah, for example Rp1,500,000.",
    "not_a_date": "The date must be real, for example 13 7 2026: check {it}.",
    "date_incomplete": "Complete {it}: enter {parts}.",
    "not_a_time": "Write {it} as hours and minutes, for example 05:40.",
    "not_yes_or_no": "Answer {it} with yes or no.",
    "not_true": "Tick {it} to continue.",
    "not_text": "Write {it} as plain text.",
    "not_a_document": "Upload {it} once more; that file is not known.",
    "not_signed": "Add {it} once more.",
    "not_a_nik": "Write {it} with its 16 digits, as on the identity card.",
    "not_a_list": "Choose {it} from what is offered.",
    "too_few": "Add to {it} until there are at least {limit}.",
    "too_many": "Reduce {it} to at most {limit}.",
    "repeated": "Remove what stands twice in {it}.",
    "check": "Check {it}; this answer cannot be right.",
    "unknown": "Remove {it}; this form does not ask for it.",
    "not_a_group": "Send {it} as a group of answers.",
    "not_answers": "Send the answers as a JSON object.",
}
CATALOGUES: Mapping[str, Mapping[str, str]] = {"id": INDONESIAN, "en": ENGLISH}
PARTS = {
    "id": {"day": "hari", "month": "bulan", "year": "tahun", "and": " dan "},
    "en": {"day": "the day", "month": "the month", "year": "the year", "and": " and "},
}
# The folder's `missing` replaces these, its `wrong` those; the others say more than a folder could.
MISSING = frozenset({"required", "not_true"})
WRONG = frozenset({"pattern", "check"})


def message(error: FieldError, field: Field | None, texts: Texts | None = None, language: str = "id") -> str:
    """Return the sentence for an error. `texts` (path -> title, missing, wrong ...) is the folder's [field]
    table in the language wanted ("id" or "en"); `field` is None for what no field of the form has.
    """
    own = (texts or {}).get(error.path, {})
    said = own.get("missing" if error.code in MISSING else "wrong" if error.code in WRONG else "")
    if isinstance(said, str) and said:
        return said
    words = PARTS.get(language, PARTS["id"])
    parts = words["and"].join(words.get(str(part), str(part)) for part in error.details.get("parts", ()))
    template = _template(
        error.code, field, title(field, texts) if field else "", CATALOGUES.get(language, INDONESIAN)
    )
    return template.format(
        it=inside(field, texts, language) if field else error.path,
        limit=_limit(error, field, language),
        parts=parts,
    )


def _template(code: str, field: Field | None, heading: str, catalogue: Mapping[str, str]) -> str:
    if field is None:
        return catalogue.get(code, catalogue["unknown"])
    variant: str = "agreed" if field.agreed else field.kind
    if heading.endswith("?") and code == "required" and field.kind != "boolean":
        variant = "question"
    return catalogue.get(f"{code}.{variant}") or catalogue.get(code, catalogue["check"])


def title(field: Field, texts: Texts | None = None) -> str:
    """Return a field's title, translated if `texts` has it."""
    return str((texts or {}).get(field.path, {}).get("title") or field.title)


def inside(field: Field, texts: Texts | None = None, language: str = "id") -> str:
    """Return the title as it stands inside a sentence: `nama lengkap anak`, `NIK saksi pertama`, a question
    quoted.
    """
    heading = title(field, texts)
    if field.agreed or heading.endswith("?"):
        return f'"{heading}"'
    noun = _lower(heading)
    if not field.context:
        return noun
    context = _lower(str((texts or {}).get(field.group, {}).get("title") or field.context))
    return f"{noun} ({context})" if language == "en" else f"{noun} {context}"


def _lower(heading: str) -> str:
    """Begin small, but leave NIK, KK or a single letter as they are."""
    return heading[:1].lower() + heading[1:] if heading[1:2].islower() else heading


def _limit(error: FieldError, field: Field | None, language: str) -> str:
    limit: Any = error.details.get("limit")
    if isinstance(limit, date):
        return limit.isoformat()
    if not isinstance(limit, int | Decimal):
        return ""
    if field is not None and field.kind == "rupiah":
        return numbers.write_rupiah(int(limit), language)
    unit = error.details.get("unit", "")
    return f"{numbers.write(limit, language)} {unit}".rstrip()
