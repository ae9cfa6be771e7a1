"""Gates: what runs beside the paper and holds some of its moves, what is said at them, and their own record."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dossiers.kinds import GateKind
from dossiers.models import Batch, Dossier, GateRule
from roles.models import Person, Seat
from workflow.models.ledger import plain
from workflow.models.seal import digest


def moves_held() -> list[str]:
    """What a gate holds unless its row says otherwise."""
    return ["refer", "recommend", "forward", "award"]


class GateQuerySet(models.QuerySet["Gate"]):
    """Gates as the rules and the pages ask for them."""

    def waiting(self) -> GateQuerySet:
        """With what each still waits for: comments without an answer, authorities that are silent."""
        unanswered = GateComment.objects.filter(gate=OuterRef("pk"), answered_at=None)
        silent = Consulted.objects.filter(gate=OuterRef("pk"), answer="").order_by("due", "pk")
        return self.annotate(
            unanswered=_number_of(unanswered),
            silent=_number_of(silent),
            silent_first=Subquery(silent.values("authority")[:1]),
        )


def _number_of(rows: models.QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("gate").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted[:1]), 0)


class Gate(models.Model):
    """A public posting, a consultation or a suspension, open until it is closed."""

    Kind = GateKind

    kind = models.CharField(max_length=14, choices=GateKind)
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="gates")
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.CASCADE, related_name="gates")
    rule = models.ForeignKey(GateRule, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    holds = models.JSONField(default=moves_held)
    deemed = models.BooleanField(default=False)  # as the row said on the day it was opened
    note = models.CharField(_("nội dung"), max_length=250, blank=True)
    document = models.CharField(_("văn bản"), max_length=250, blank=True)
    places = models.TextField(_("nơi công khai"), blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("từ ngày"), null=True, blank=True)
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    closing_document = models.CharField(_("văn bản kết thúc"), max_length=250, blank=True)
    outcome = models.CharField(_("kết quả"), max_length=250, blank=True)

    objects = GateQuerySet.as_manager()

    class Meta:
        verbose_name = _("cổng chờ")
        constraints = [
            models.CheckConstraint(
                name="gate_hangs_on_one_thing",
                condition=Q(dossier__isnull=False, batch=None) | Q(dossier=None, batch__isnull=False),
            ),
            models.CheckConstraint(
                name="suspension_names_its_document",
                condition=~Q(kind="suspension") | ~Q(document=""),
            ),
            models.CheckConstraint(
                name="suspension_is_resumed_by_a_document",
                condition=~Q(kind="suspension") | Q(closed_at=None) | ~Q(closing_document=""),
            ),
            models.CheckConstraint(
                name="gate_ends_after_it_begins",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                fields=["dossier", "kind"], condition=Q(closed_at=None), name="one_open_gate_of_a_kind_a_dossier"
            ),
            models.UniqueConstraint(
                fields=["batch", "kind"], condition=Q(closed_at=None), name="one_open_gate_of_a_kind_a_batch"
            ),
        ]


class GateComment(models.Model):
    """What somebody said of a posting: answered, or turned into a suspension; the name may be left out."""

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="comments")
    about = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    received_on = models.DateField(_("ngày nhận"))
    by_whom = models.CharField(_("người góp ý"), max_length=120, blank=True)
    text = models.TextField(_("nội dung"))
    answer = models.TextField(_("trả lời"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    suspension = models.ForeignKey(Gate, null=True, on_delete=models.PROTECT, related_name="raised_by")

    class Meta:
        verbose_name = _("ý kiến khi công khai")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_settled_comment_has_an_answer_or_a_suspension",
                condition=Q(answered_at=None) | ~Q(answer="") | Q(suspension__isnull=False),
            ),
        ]


class Consulted(models.Model):
    """One authority that was asked, until when, and what it said."""

    class Answer(models.TextChoices):
        AGREES = "agrees", _("đồng ý")
        DISAGREES = "disagrees", _("không đồng ý")
        DEEMED = "deemed", _("quá hạn không trả lời, coi là đồng ý")

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="asked")
    authority = models.CharField(_("cơ quan"), max_length=200)
    due = models.DateField(_("hạn trả lời"))
    answer = models.CharField(_("trả lời"), max_length=9, choices=Answer, blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    document = models.CharField(_("văn bản trả lời"), max_length=250, blank=True)
    note = models.CharField(_("ý kiến"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("cơ quan được xin ý kiến")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gate", "authority"], name="one_question_an_authority"),
            models.CheckConstraint(
                name="an_answer_names_its_document",
                condition=Q(answer__in=["", "deemed"]) | ~Q(document="") & Q(answered_on__isnull=False),
            ),
        ]


class GateAct(models.Model):
    """The gate's own record: one line an act, chained by hash, never changed; ``state`` covers all the gate's rows."""

    class Act(models.TextChoices):
        OPEN = "open", _("mở")
        ASK = "ask", _("hỏi thêm")
        REPLY = "reply", _("ghi trả lời của cơ quan")
        COMMENT = "comment", _("ghi ý kiến")
        ANSWER = "answer", _("trả lời ý kiến")
        SUSPEND = "suspend", _("chuyển ý kiến thành tạm dừng")
        CLOSE = "close", _("đóng")

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="acts")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.JSONField(default=dict)
    state = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("việc ở cổng chờ")
        ordering = ["gate", "seq"]
        constraints = [models.UniqueConstraint(fields=["gate", "seq"], name="one_act_a_number")]

    def sealed(self) -> str:
        """The hash over every column but the key and itself, and the line before."""
        names = [f.attname for f in self._meta.concrete_fields if f.attname not in ("id", "hash")]
        return digest({name: plain(getattr(self, name)) for name in names})
