"""The door: signing in and out, the password, the seat one takes, the language."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeDoneView, PasswordChangeView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from roles.forms import NewPasswordForm, SignInForm
from roles.middleware import SESSION_KEY
from roles.models import Person


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """A new session for whoever knows the password; nothing of the stranger's is kept."""

    template_name = "account/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A fragment that met this page sends its whole page here, and back afterwards."""
        if request.method == "GET" and "HX-Request" in request.headers:
            query = urlencode({"next": _path_of(request.headers.get("HX-Current-URL", ""))})
            return HttpResponse(headers={"HX-Redirect": f"{request.path}?{query}"})
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        person = form.get_user()
        self.request.session.flush()
        login(self.request, person)
        response = redirect(self.get_success_url())
        _speak(response, person.language)
        return response


@method_decorator(require_POST, name="dispatch")
class SignOut(LogoutView):
    """The session ends, and the browser drops what it kept of these pages."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class ChangePassword(PasswordChangeView):
    """A new password; every other session of the person ends."""

    template_name = "account/password_change.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("roles:password_change_done")


class PasswordChanged(PasswordChangeDoneView):
    """It is done, and what that means."""

    template_name = "account/password_change_done.html"


@require_POST
def take_seat(request: Any) -> HttpResponse:
    """Work on under another of one's own seats; what was open may not be that seat's to see."""
    wanted = request.POST.get("seat", "")
    seat = next((seat for seat in request.seats if str(seat.pk) == wanted), None)
    if seat is None:
        raise Http404
    request.session[SESSION_KEY] = seat.pk
    messages.success(request, _("Từ giờ làm việc với tư cách %(seat)s.") % {"seat": seat})
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_not_required
@require_POST
def choose_language(request: Any) -> HttpResponse:
    """Django's own change of language, and a person's choice is remembered."""
    response = set_language(request)
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES) and request.user.is_authenticated:
        Person.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


def _path_of(address: str) -> str:
    """The path of an address; of one that cannot be read, none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _speak(response: HttpResponse, language: str) -> None:
    """The language that the person chose elsewhere, on this machine too."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )
