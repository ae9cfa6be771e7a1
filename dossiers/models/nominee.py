"""Who is proposed: a person, a collective or a household."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.kinds import Target
from dossiers.models.named import FoundByName
from roles.models import Person, Unit
from roles.models.person import ADDRESS, Gender


class Nominee(FoundByName):
    """The name as it will be printed, always NFC."""

    kind = models.CharField(_("đối tượng"), max_length=10, choices=Target)
    name = models.CharField(_("họ và tên"), max_length=200)
    gender = models.CharField(_("giới tính"), max_length=1, choices=Gender, blank=True)
    born = models.CharField(_("ngày sinh"), max_length=10, blank=True)  # dd/mm/yyyy or a year
    position = models.CharField(_("nghề nghiệp, chức vụ"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="nominees")
    #: the nominee's own account where it is known: in their own case nobody acts
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="nominations")

    class Meta(FoundByName.Meta):
        abstract = False
        verbose_name = _("người được đề nghị")

    def __str__(self) -> str:
        return self.addressed

    @property
    def addressed(self) -> str:
        """“Bà Lê Thị Thơm”, or the name alone of a household or collective."""
        if self.kind == Target.INDIVIDUAL and self.gender:
            return f"{str(ADDRESS[Gender(self.gender)]).capitalize()} {self.name}"
        return self.name
