"""A person who signs in: a name, a form of address, never a right of their own."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    MALE = "m", _("nam")
    FEMALE = "f", _("nữ")


ADDRESS = {Gender.MALE: _("ông"), Gender.FEMALE: _("bà")}


class Person(AbstractUser):
    """Rights come from seats; deactivate a person, never delete one."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("họ và tên"), max_length=120)
    gender = models.CharField(_("giới tính"), max_length=1, choices=Gender, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    language = models.CharField(_("ngôn ngữ"), max_length=5, default="vi")

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def __str__(self) -> str:
        return self.full_name

    def clean(self) -> None:
        self.email = type(self).objects.normalize_email(self.email)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1]

    @property
    def addressed(self) -> str:
        """The name as one speaks of the person: “bà Nguyễn Thị Hạnh”."""
        form = ADDRESS.get(Gender(self.gender)) if self.gender else None
        return f"{form} {self.full_name}" if form else self.full_name


class LoginAttempt(models.Model):
    """A refused sign-in, kept for the throttle; the row outlives a flushed cache."""

    account = models.CharField(max_length=64)  # a keyed hash of the name typed
    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"]),
            models.Index(fields=["address", "at"]),
        ]
