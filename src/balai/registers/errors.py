"""Refusals of registers."""

from django.utils.translation import gettext_lazy as _

from balai.lib.errors import DomainError, NotFound


class NoSuchRegister(NotFound):
    """The government keeps no register of that name."""

    code = "no_such_register"
    message = _("Register itu tidak ada di pemerintah daerah ini.")


class CriteriaRefused(DomainError):
    """The register may not be searched by these fields together."""

    code = "criteria_refused"
    status = 422
    message = _("Register ini tidak dapat dicari dengan data itu.")


class RecordRefused(DomainError):
    """The register turns the record down; only a person can go on. `details["reason"]`: incomplete,
    duplicate, exhausted.
    """

    code = "refused"
    status = 422
    message = _("Register menolak catatan ini. Petugas perlu memeriksanya.")
