"""The forms of the door: signing in, and a new password."""

from __future__ import annotations

import unicodedata
from math import ceil
from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, UsernameField
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from roles import throttle
from roles.models import Person

#: an Argon2 hash of a novel is work for nothing
LONGEST_PASSWORD = 200
SHORTEST_PHONE = 9


class PasswordField(forms.CharField):
    """A password in NFC: keyboards send “ậ” in two ways, and both must open the same door."""

    def __init__(self, label: Any, *, autocomplete: str) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value) or "")


def account_name(typed: str) -> str:
    """The account meant: its name, or that of the one active person with this telephone."""
    digits = "".join(c for c in typed if c not in " .-")
    if not digits.isdigit() or len(digits) < SHORTEST_PHONE:
        return typed
    people = Person.objects.filter(phone__in={typed, digits}, is_active=True)
    names = list(people.values_list("username", flat=True)[:2])
    return names[0] if len(names) == 1 else typed


class SignInForm(AuthenticationForm):
    """Name and password; unknown, ended and wrong are one sentence, and take as long."""

    username = UsernameField(
        label=gettext_lazy("Tên đăng nhập hoặc số điện thoại"), widget=forms.TextInput(attrs={"autofocus": True})
    )
    password = PasswordField(gettext_lazy("Mật khẩu"), autocomplete="current-password")
    error_messages = {
        "invalid_login": gettext_lazy(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Xem lại phím Caps Lock và chế độ gõ tiếng Việt, rồi gõ lại."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:  # what went wrong is read first
            del self.fields["username"].widget.attrs["autofocus"]

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """Count the try, check it, and forget it when it was right."""
        if self.errors:
            return self.cleaned_data
        name = account_name(self.cleaned_data["username"])
        tried = self._counted(name)
        self.user_cache = authenticate(self.request, username=name, password=self.cleaned_data["password"])
        if self.user_cache is None:
            raise self.get_invalid_login_error()
        throttle.succeeded(tried)
        return self.cleaned_data

    def _counted(self, name: str) -> Any:
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        try:
            return throttle.attempt(name, address, now=timezone.now())
        except throttle.TooOften as refusal:
            raise ValidationError(_wait_words(refusal), code="too_often") from refusal


def _wait_words(refusal: throttle.TooOften) -> str:
    """When to come back: by the clock on the wall, which a demo's office clock is not."""
    minutes = max(1, ceil((refusal.until - timezone.now()).total_seconds() / 60))
    return _(
        "Đã gõ sai nhiều lần nên tạm dừng nhận. Thử lại sau %(minutes)d phút, hoặc gọi người phụ trách để đặt lại."
    ) % {"minutes": minutes}


#: what Django's validators say in English, or too shortly
PASSWORD_WORDS = {
    "password_too_short": gettext_lazy("Mật khẩu mới quá ngắn. Cần từ 12 ký tự trở lên."),
    "password_too_common": gettext_lazy("Mật khẩu mới nằm trong danh sách dễ đoán. Chọn một câu khác."),
    "password_entirely_numeric": gettext_lazy("Mật khẩu mới chỉ có chữ số. Thêm chữ vào."),
    "password_too_similar": gettext_lazy("Mật khẩu mới quá giống tên hoặc thông tin của tài khoản. Chọn một câu khác."),
}


class NewPasswordForm(PasswordChangeForm):
    """The present password once more, and the new one twice."""

    old_password = PasswordField(gettext_lazy("Mật khẩu đang dùng"), autocomplete="current-password")
    new_password1 = PasswordField(gettext_lazy("Mật khẩu mới"), autocomplete="new-password")
    new_password2 = PasswordField(gettext_lazy("Gõ lại mật khẩu mới"), autocomplete="new-password")
    error_messages = {
        "password_incorrect": gettext_lazy("Mật khẩu đang dùng chưa đúng. Gõ lại."),
        "password_mismatch": gettext_lazy("Hai ô mật khẩu mới không giống nhau. Gõ lại cả hai."),
    }

    @sensitive_variables()
    def validate_password_for_user(self, user: Any, *args: Any, **kwargs: Any) -> None:
        """The installation's rules, in our words, told at the first of the two boxes."""
        password = self.cleaned_data.get("new_password2")
        if not password:
            return
        try:
            password_validation.validate_password(password, user)
        except ValidationError as refused:
            words = [str(PASSWORD_WORDS.get(str(e.code), e.messages[0])) for e in refused.error_list]
            self.add_error("new_password1", words)
