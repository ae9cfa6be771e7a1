"""Conflicts of interest: the rules with their switches, and what people declare."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.conflicts import Relation, Rule, Switch
from dossiers.models.law import LawRow, ends_after_it_begins
from roles.models import Person, Seat, Unit


class ConflictRule(LawRow):
    """What follows from one kind of conflict, everywhere or at one place; a council's own rule is a row of its own."""

    code = models.CharField(max_length=30, choices=Rule)
    switch = models.CharField(max_length=6, choices=Switch)
    place = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reduces = models.BooleanField(_("trừ khỏi mẫu số"), default=False)

    class Meta:
        verbose_name = _("quy tắc xung đột lợi ích")
        constraints = [ends_after_it_begins("conflict_rule_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.code}: {self.switch}"


class Declaration(models.Model):
    """What a person said of themselves and a dossier; a line that stays."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declarations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(_("quan hệ"), max_length=8, choices=Relation)
    reason = models.CharField(_("lý do"), max_length=250)
    declared_at = models.DateTimeField()

    class Meta:
        verbose_name = _("khai báo xung đột lợi ích")
        ordering = ["declared_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "person"], name="one_declaration_a_person")]
