"""Setting up the second factor: allauth's views behind our doors, and the way back to where an official
was going.
"""

from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponseBase

from balai.people.access import (
    account_of,
    before_second_factor,
    has_second_factor,
    safe_next,
    signed_in,
)
from balai.people.signin import record_second_factor

_NEXT = "after_second_factor"


@before_second_factor
@signed_in
def activate_totp(request: HttpRequest) -> HttpResponseBase:
    """Set up an authenticator. The code typed to set it up counts as the proof of this session."""
    wanted = safe_next(request, "")
    if wanted:
        request.session[_NEXT] = wanted
    response: HttpResponseBase = totp.activate_totp(request)
    account = account_of(request)
    if request.method == "POST" and response.status_code == 302 and account and has_second_factor(account):
        record_second_factor(request, account)
    return response


deactivate_totp = signed_in(totp.deactivate_totp)


@signed_in
def view_recovery_codes(request: HttpRequest) -> HttpResponseBase:
    """Show the recovery codes, and lead on to where the visitor was going before."""
    view = codes.ViewRecoveryCodesView.as_view(extra_context={"next": request.session.get(_NEXT, "")})
    response: HttpResponseBase = view(request)
    return response
