"""What people type about themselves: the steps of identifying, one thing per page, and how each answer is
read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balai.people import rules, selectors
from balai.site.fields import Choice, FieldView

Reader = Callable[[str], tuple[str, str]]


@dataclass(frozen=True)
class Step:
    """One page: its name in the address, its label in a summary, its field, and how the answer is read.

    `read` takes what was typed and returns (answer, error): one of the two is "".
    """

    name: str
    label: str | Promise
    field: Callable[[str], FieldView]
    read: Reader


def read_nik(typed: str) -> tuple[str, str]:
    """Read a NIK: sixteen digits whose middle six are a date of birth (women's days are counted from 41)."""
    digits = "".join(typed.split())
    if not digits:
        return "", _("Ketik NIK Anda.")
    if not rules.is_nik(digits):
        return "", _("NIK terdiri dari 16 angka. Salin dari KTP-el atau kartu keluarga.")
    return digits, ""


def read_name(typed: str) -> tuple[str, str]:
    """Read a full name, 2 to 60 letters."""
    name = " ".join(typed.split())
    if len(name) < 2 or not any(letter.isalpha() for letter in name):
        return "", _("Ketik nama lengkap Anda seperti di KTP-el.")
    if len(name) > 60:
        return "", _("Nama paling banyak 60 huruf. Periksa lagi.")
    return name, ""


def read_phone(typed: str) -> tuple[str, str]:
    """Read a telephone number: 9 to 15 digits, with +, spaces, dashes and brackets as typed."""
    phone = " ".join(typed.split())
    digits = [letter for letter in phone if letter.isdigit()]
    if set(phone) - set("0123456789+-() ") or not 9 <= len(digits) <= 15:
        return "", _("Ketik nomor telepon dengan angka, misalnya 0812 3456 7890.")
    return phone, ""


def read_government(typed: str) -> tuple[str, str]:
    """Read which government's resident somebody is."""
    if typed not in {one.code for one in selectors.governments()}:
        return "", _("Pilih salah satu daerah.")
    return typed, ""


def _nik_field(value: str) -> FieldView:
    hint = _("16 angka di KTP-el atau kartu keluarga. Disimpan tersandi.")
    return FieldView("nik", _("Berapa NIK Anda?"), "nik", [value], hint=hint)


def _name_field(value: str) -> FieldView:
    return FieldView(
        "nama",
        _("Siapa nama lengkap Anda?"),
        "text",
        [value],
        hint=_("Seperti di KTP-el, tanpa gelar."),
        attributes={"autocomplete": "name"},
    )


def phone_field(value: str) -> FieldView:
    """Return the field for one's own telephone number."""
    hint = _("Dipakai kantor layanan bila ada yang perlu ditanyakan.")
    return FieldView(
        "telepon",
        _("Berapa nomor telepon Anda?"),
        "phone",
        [value],
        hint=hint,
        attributes={"autocomplete": "tel"},
    )


def _government_field(value: str) -> FieldView:
    choices = [Choice(one.code, one.name) for one in selectors.governments()]
    hint = _("NIK Anda berasal dari daerah lain. Pilih daerah pada kartu keluarga Anda sekarang.")
    return FieldView("daerah", _("Di daerah mana Anda tinggal?"), "choice", [value], choices, hint=hint)


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step("nik", gettext_lazy("NIK"), _nik_field, read_nik),
        Step("nama", gettext_lazy("Nama lengkap"), _name_field, read_name),
        Step("daerah", gettext_lazy("Daerah"), _government_field, read_government),
        Step("telepon", gettext_lazy("Nomor telepon"), phone_field, read_phone),
    )
}


def next_step(answers: Mapping[str, str]) -> str | None:
    """Return the first step without an answer; None when all are given."""
    return next((name for name in STEPS if not answers.get(name)), None)


def with_home(answers: dict[str, str]) -> dict[str, str]:
    """Return the answers with the government that the NIK's own digits name, so that it is not asked."""
    by_region = {one.region: one.code for one in selectors.governments()}
    home = rules.home(answers.get("nik", ""), by_region)
    return {**answers, "daerah": by_region[home] if home else ""}
