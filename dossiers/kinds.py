"""Small closed vocabularies of the paper: whom it is for, and which papers prove it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Target(TextChoices):
    INDIVIDUAL = "individual", _("cá nhân")
    COLLECTIVE = "collective", _("tập thể")
    HOUSEHOLD = "household", _("hộ gia đình")


class EvidenceKind(TextChoices):
    MINUTES = "minutes", _("Biên bản họp bình xét")
    REPORT = "report", _("Báo cáo thành tích")
    INITIATIVE = "initiative", _("Chứng nhận sáng kiến, đề tài")
    RATING = "rating", _("Kết quả xếp loại")
    OTHER = "other", _("Giấy tờ khác")


class GateKind(TextChoices):
    """What may run beside a paper and hold it."""

    POSTING = "posting", _("đang công khai")
    CONSULTATION = "consultation", _("đang xin ý kiến cơ quan liên quan")
    SUSPENSION = "suspension", _("đang tạm dừng xem xét")
