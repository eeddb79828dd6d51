"""How allauth signs people in here: its words, where it leads, and the second factor that officials
cannot do without.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balai.lib import clock
from balai.lib.limits.attempts import address_of
from balai.people import access, cipher, selectors
from balai.people.errors import MustSetUpSecondFactor
from balai.people.models import Account
from balai.site.errors import answer

OFFICIALS_START = "/meja/"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_ERRORS: dict[str, str | Promise] = {
    "account_inactive": _("Akun ini ditutup. Hubungi kantor layanan."),
    "email_password_mismatch": _("Alamat surel atau kata sandi salah. Periksa keduanya lalu coba lagi."),
    "email_taken": _("Alamat surel ini sudah punya akun. Masuk saja, atau pakai alamat lain."),
    "enter_current_password": _("Kata sandi sekarang salah. Ketik lagi."),
    "incorrect_code": _("Kode salah atau sudah lewat. Ketik kode terbaru dari aplikasi Anda."),
    "incorrect_password": _("Kata sandi salah. Ketik lagi."),
    "invalid_password_reset": _("Tautan ini sudah dipakai atau lewat waktu. Minta tautan baru."),
    "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu beberapa menit lalu coba lagi."),
    "rate_limited": _("Terlalu banyak percobaan. Tunggu beberapa menit lalu coba lagi."),
}
_FACTOR_ERRORS: dict[str, str | Promise] = {
    "cannot_delete_authenticator": _("Petugas tidak dapat melepas aplikasi autentikatornya."),
    "cannot_generate_recovery_codes": _("Pasang aplikasi autentikator dahulu."),
    "incorrect_code": _ERRORS["incorrect_code"],
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's hooks for accounts."""

    error_messages = {**DefaultAccountAdapter.error_messages, **_ERRORS}

    def get_client_ip(self, request: HttpRequest) -> str:
        """Count attempts by the same address as the rest of the hall does."""
        return address_of(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead officials to their desk and everybody else to the front page."""
        official = selectors.is_official(access.person_or_none(request), clock.now())
        return OFFICIALS_START if official else str(settings.LOGIN_REDIRECT_URL)

    def format_email_subject(self, subject: str) -> str:
        """Put the hall's name before a subject."""
        return f"Balai: {subject}"

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Ask for the password again before a second factor is changed, but not before the first one is
        set up.
        """
        if app != "allauth.mfa":
            return bool(super().is_reauthentication_required(app=app))
        account = access.account_of(context.request)
        return account is not None and access.has_second_factor(account)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's hooks for second factors: seeds and recovery codes are encrypted, officials keep theirs."""

    error_messages = {**DefaultMFAAdapter.error_messages, **_FACTOR_ERRORS}

    def encrypt(self, text: str) -> str:
        """Encrypt a seed before it is stored."""
        return cipher.protect("second factor", text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the seed."""
        return cipher.reveal("second factor", encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Refuse to take the second factor from who holds a post."""
        account: Account = authenticator.user
        return not selectors.is_official(account.person, clock.now())


class SecondFactorForOfficials:
    """Lets an official go nowhere but to public pages until a second factor is set up and was used in
    this session.

    `access.person_of` and the doors ask the same; this stands before views that pass neither.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; the question is asked in `process_view`, when the view is known."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Send an official without a proved second factor to prove or set it up; tell a program so."""
        if getattr(view, "door", "") in {"public", "demo"} or getattr(view, "before_second_factor", False):
            return None
        try:
            access.require_second_factor(request)
        except MustSetUpSecondFactor as error:
            return answer(request, error) if access.is_program(request) else access.ask(request, error)
        return None


def sign_in_as_persona(request: HttpRequest, account: Account) -> None:
    """Sign in as one of the demo's people; counts as a second factor in this session, in demo mode only."""
    login(request, account, backend=_BACKEND)
    access.mark_persona(request, account)


def record_second_factor(request: HttpRequest, account: Account) -> None:
    """Note in the session that a code was proved while the authenticator was set up."""
    from allauth.account.internal.flows.login import record_authentication

    record_authentication(request, account, "mfa", type="totp", reauthenticated=True)
