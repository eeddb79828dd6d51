"""Refusals of people. The first three are answered with a redirect by the doors, not with an error page."""

from django.utils.translation import gettext_lazy

from balai.lib.errors import DomainError, Forbidden, InvalidInput


class MustSignIn(DomainError):
    """Nobody is signed in; pages send the visitor to sign in and back, the API answers 401."""

    code = "sign_in_needed"
    status = 401
    message = gettext_lazy("Masuk dahulu untuk melanjutkan.")


class MustIdentify(DomainError):
    """The account is not bound to a person yet; pages ask for the NIK and come back."""

    code = "identification_needed"
    status = 403
    message = gettext_lazy("Lengkapi data diri Anda dahulu.")


class MustSetUpSecondFactor(DomainError):
    """An official has no authenticator yet, or did not use it in this session."""

    code = "second_factor_needed"
    status = 403
    message = gettext_lazy("Petugas harus memakai kode dari aplikasi autentikator.")


class NikTaken(InvalidInput):
    """The NIK belongs to another account of this government."""

    code = "nik_taken"
    message = gettext_lazy(
        "NIK ini sudah dipakai akun lain. Masuk dengan akun itu, atau hubungi kantor layanan."
    )


class IdentityAtCounter(InvalidInput):
    """An office knows this person already: whoever signs up for them shows the card at the counter first."""

    code = "identity_at_counter"
    message = gettext_lazy(
        "Data Anda sudah ada di kantor layanan. Datang ke loket dengan KTP-el asli; petugas menyambungkannya dengan akun ini."
    )


class NoSuchAccount(InvalidInput):
    """Nobody signed up with this e-mail address."""

    code = "no_such_account"
    message = gettext_lazy("Tidak ada akun dengan alamat surel ini. Minta pemohon mendaftar dahulu.")


class IdentityNotMatched(InvalidInput):
    """The population register does not know this NIK with this name."""

    code = "identity_not_matched"
    message = gettext_lazy("NIK dan nama tidak cocok dengan data kependudukan. Periksa di KTP-el Anda.")


class TokenTooNarrow(Forbidden):
    """The access token was made for something else; `details["scope"]` is what is wanted."""

    code = "token_too_narrow"
    message = gettext_lazy("Token akses ini tidak dibuat untuk tindakan itu. Buat token lain di Akun saya.")


class BrowserOnly(Forbidden):
    """A session without its CSRF token: another site may have sent this."""

    code = "csrf_token_missing"
    message = gettext_lazy("Kirim token CSRF bersama sesi, atau pakai token akses.")
