"""Addresses of people. allauth's views stand behind our doors and keep allauth's names, at Indonesian
addresses.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from django.urls import path, re_path

from balai.people import counter, tokens, web
from balai.people.access import before_second_factor, public, signed_in
from balai.people.factors import activate_totp, deactivate_totp, view_recovery_codes

_KEY = r"^akun/kata-sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("akun/", web.overview, name="account"),
    path("akun/telepon/", web.change_phone, name="change_phone"),
    path("akun/token/", tokens.tokens, name="tokens"),
    path("akun/token/<uuid:ref>/cabut/", tokens.revoke, name="revoke_token"),
    path("akun/data-diri/", web.identify, name="identify"),
    path("akun/data-diri/periksa/", web.identify_check, name="identify_check"),
    path("akun/data-diri/<slug:name>/", web.identify_step, name="identify_step"),
    path("akun/konfirmasi/", web.confirm_signature, name="confirm_signature"),
    path("meja/loket/", counter.confirm_identity, name="counter"),
    path("demo/", web.personas, name="personas"),
    path("akun/masuk/", public(account.login), name="account_login"),
    path("akun/daftar/", public(account.signup), name="account_signup"),
    path("akun/keluar/", public(account.logout), name="account_logout"),
    path("akun/ditutup/", public(account.account_inactive), name="account_inactive"),
    path(
        "akun/surel/",
        public(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path(
        "akun/masuk-ulang/",
        before_second_factor(signed_in(account.reauthenticate)),
        name="account_reauthenticate",
    ),
    path("akun/kata-sandi/ubah/", signed_in(account.password_change), name="account_change_password"),
    path("akun/kata-sandi/buat/", signed_in(account.password_set), name="account_set_password"),
    path("akun/kata-sandi/lupa/", public(account.password_reset), name="account_reset_password"),
    path(
        "akun/kata-sandi/terkirim/", public(account.password_reset_done), name="account_reset_password_done"
    ),
    re_path(_KEY, public(account.password_reset_from_key), name="account_reset_password_from_key"),
    path(
        "akun/kata-sandi/selesai/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("akun/kode/", public(mfa.authenticate), name="mfa_authenticate"),
    path("akun/keamanan/", before_second_factor(signed_in(mfa.index)), name="mfa_index"),
    path(
        "akun/keamanan/kode/",
        before_second_factor(signed_in(mfa.reauthenticate)),
        name="mfa_reauthenticate",
    ),
    path("akun/keamanan/pasang/", activate_totp, name="mfa_activate_totp"),
    path("akun/keamanan/lepas/", deactivate_totp, name="mfa_deactivate_totp"),
    path("akun/keamanan/kode-cadangan/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "akun/keamanan/kode-cadangan/buat/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/keamanan/kode-cadangan/unduh/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
