"""Show allauth's forms with our components and our words."""

from typing import TYPE_CHECKING, Any

from django.forms import BaseForm
from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balai.people import selectors
from balai.site.fields import ErrorLine, FieldView, Kind

if TYPE_CHECKING:
    from balai.people.models import Holding

register = Library()
_PASSWORD_HINT = _("Paling sedikit 12 huruf atau angka. Beberapa kata yang Anda ingat sudah baik.")
_CODE_HINT = _("6 angka yang sedang tampil di aplikasi autentikator.")
_NOW = {"autocomplete": "current-password"}
_NEW = {"autocomplete": "new-password"}
_MAIL = {"autocomplete": "email"}
Shown = tuple[str | Promise, Kind, str | Promise, dict[str, str]]
_SHOWN: dict[str, Shown] = {
    "login": (_("Alamat surel"), "email", "", {"autocomplete": "username"}),
    "email": (_("Alamat surel"), "email", "", _MAIL),
    "password": (_("Kata sandi"), "password", "", _NOW),
    "oldpassword": (_("Kata sandi sekarang"), "password", "", _NOW),
    "password1": (_("Kata sandi baru"), "password", _PASSWORD_HINT, _NEW),
    "password2": (_("Ketik kata sandi itu sekali lagi"), "password", "", _NEW),
    "code": (_("Kode"), "code", _CODE_HINT, {"inputmode": "numeric", "autocapitalize": "none"}),
}


@register.filter
def title_of(held: "Holding") -> str:
    """Return the post as this holder's signature prints it: "Plt. Kepala Dinas ..."."""
    return selectors.title_of(held)


@register.filter
def in_fours(key: str) -> str:
    """Write a key in groups of four, which are easier to type and may break across lines."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


@register.simple_tag
def fields_of(form: BaseForm) -> list[FieldView]:
    """Return the form's fields that we show, each with what was typed and its first error; passwords are
    never shown again.
    """
    return [_shown(form, name) for name in form.fields if name in _SHOWN]


@register.simple_tag
def errors_of(form: BaseForm) -> list[FieldView | ErrorLine]:
    """Return what the error summary lists: errors of the whole form, then of each field."""
    whole = [ErrorLine(str(error)) for error in form.non_field_errors()]
    return [*whole, *fields_of(form)]


def _shown(form: BaseForm, name: str) -> FieldView:
    label, kind, hint, attributes = _SHOWN[name]
    typed: Any = form[name].value() if kind != "password" else ""
    errors = form.errors.get(name)
    error = str(errors[0]) if errors else ""
    if error and _is_required(form, name):
        error = str(_("Isian ini belum diisi."))
    return FieldView(name, label, kind, [str(typed or "")], hint=hint, error=error, attributes=attributes)


def _is_required(form: BaseForm, name: str) -> bool:
    return any(problem.code == "required" for problem in form.errors.as_data().get(name, []))
