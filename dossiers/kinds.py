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


class LoaiHinh(TextChoices):
    """On what ground it was awarded."""

    CONG_TRANG = "CONG_TRANG", _("theo công trạng và thành tích đạt được")
    DOT_XUAT = "DOT_XUAT", _("đột xuất")
    PHONG_TRAO = "PHONG_TRAO", _("theo phong trào, chuyên đề")
    CONG_HIEN = "CONG_HIEN", _("quá trình cống hiến")
    NIEN_HAN = "NIEN_HAN", _("theo niên hạn")
    DOI_NGOAI = "DOI_NGOAI", _("đối ngoại")
    KHANG_CHIEN = "KHANG_CHIEN", _("thành tích kháng chiến")
