"""What a column is called, in all the ways that communes call it; compared folded."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from roles.folding import folded

#: what a column may hold; the labels are those of the page that corrects
FIELDS = {
    "name": _("Họ và tên (tên tập thể, hộ)"),
    "born": _("Năm sinh"),
    "male": _("Năm sinh, cột Nam"),
    "female": _("Năm sinh, cột Nữ"),
    "gender": _("Giới tính"),
    "kind": _("Đối tượng"),
    "position": _("Chức vụ, nghề nghiệp"),
    "place": _("Đơn vị, địa chỉ"),
    "award": _("Danh hiệu, hình thức đề nghị"),
    "period_from": _("Thành tích từ ngày"),
    "period_to": _("Thành tích đến ngày"),
    "deed": _("Thành tích tóm tắt"),
    "votes": _("Kết quả bình xét (phiếu)"),
    "votes_yes": _("Số người đồng ý"),
    "votes_all": _("Số người dự họp"),
    "initiatives": _("Sáng kiến, đề tài"),
    "prior": _("Đã được khen"),
    "note": _("Ghi chú"),
    "number": _("Số thứ tự"),
}
#: and what a list of past decisions says beside
PAST = {
    "year": _("Năm khen"),
    "decision": _("Số quyết định"),
    "decided_on": _("Ngày quyết định"),
    "body": _("Cơ quan quyết định"),
}

SAYINGS = {
    "year": "nam|nam khen|nam khen thuong|nam xet",
    "decision": "so quyet dinh|so qd|quyet dinh so|so quyet dinh khen thuong|quyet dinh|qd so",
    "decided_on": "ngay quyet dinh|ngay qd|ngay ky|ngay ban hanh|ngay thang quyet dinh|ngay thang qd",
    "body": "co quan quyet dinh|cap khen|cap quyet dinh|co quan khen|nguoi ky|cap khen thuong|co quan ban hanh",
    "number": "stt|tt|st|so tt|so thu tu|no",
    "name": "ho va ten|ho ten|hoten|ho va ten ten tap the|ho va ten tap the|ten tap the|ca nhan tap the"
    "|ten ca nhan|tap the ca nhan|ten ca nhan tap the|ten tap the ca nhan|ho ten ten tap the|ten ho"
    "|ho gia dinh|ten ho gia dinh|chu ho|ho ten chu ho|ho va ten chu ho|ten chu ho|ten don vi"
    "|nguoi duoc de nghi|ten|ho dem|ho va|ho va ten dem|ho ten dem|ho va chu dem|ho lot|ho|tap the"
    "|ho va ten ca nhan|ten nguoi duoc de nghi",
    "born": "nam sinh|ngay sinh|ngay thang nam sinh|ngay thang sinh|sinh nam|sn|ns|ntns|ngay sinh nam sinh"
    "|nam sinh nam nu|ngay thang nam sinh nam nu|sinh ngay",
    "male": "nam|nam sinh nam|ngay sinh nam|gioi tinh nam|ngay thang nam sinh nam",
    "female": "nu|nam sinh nu|ngay sinh nu|gioi tinh nu|ngay thang nam sinh nu",
    "gender": "gioi tinh|gt|nam nu|phai|gioi|gioi tinh nam nu",
    "kind": "doi tuong|loai|loai hinh|doi tuong khen thuong|ca nhan tap the ho",
    "position": "chuc vu|chuc danh|nghe nghiep|chuc vu don vi|chuc vu don vi cong tac|chuc vu noi cong tac"
    "|chuc vu chuc danh|nghe nghiep chuc vu|chuc vu nghe nghiep|cong viec|chuc vu dia chi"
    "|chuc vu don vi dia chi|nhiem vu",
    "place": "don vi|don vi cong tac|noi cong tac|dia chi|noi o|cho o|thon|don vi dia chi|co quan don vi|noi lam viec",
    "award": "danh hieu|danh hieu hinh thuc de nghi|hinh thuc khen thuong|hinh thuc|danh hieu de nghi"
    "|de nghi khen thuong|danh hieu thi dua|hinh thuc de nghi|de nghi|danh hieu hinh thuc"
    "|hinh thuc de nghi khen thuong|danh hieu hinh thuc khen",
    "period_from": "thanh tich tu ngay|tu ngay|tu|thoi gian tu",
    "period_to": "thanh tich den ngay|den ngay|den|thoi gian den",
    "deed": "thanh tich|thanh tich tom tat|tom tat thanh tich|noi dung thanh tich|thanh tich dat duoc"
    "|thanh tich chinh|ly do de nghi|ly do|noi dung|thanh tich noi bat|thanh tich xuat sac|tom tat",
    "votes": "ket qua binh xet|ket qua binh xet phieu ty le|ket qua binh xet phieu|phieu bau|so phieu"
    "|ket qua bo phieu|ty le phieu|ket qua bieu quyet|phieu|ket qua kiem phieu|binh xet|so phieu ty le"
    "|bieu quyet|ket qua bau",
    "votes_yes": "so nguoi dong y|so phieu dong y|dong y|phieu dong y|phieu thuan|tan thanh|so phieu tan thanh"
    "|so nguoi tan thanh",
    "votes_all": "so nguoi du hop|tong so phieu|so nguoi du|so nguoi co mat|tong so nguoi du hop|tren so nguoi du hop"
    "|co mat|tong so nguoi",
    "initiatives": "sang kien|sang kien de tai|de tai|ten sang kien|sang kien kinh nghiem|de tai sang kien",
    "prior": "da duoc khen|da khen|khen thuong da dat|qua trinh khen thuong|cac hinh thuc da duoc khen"
    "|da duoc khen thuong|hinh thuc da duoc khen|cac hinh thuc da khen|thanh tich da duoc khen"
    "|da duoc tang",
    "note": "ghi chu|luu y|gc",
}
KNOWN = {saying: field for field, sayings in SAYINGS.items() for saying in sayings.split("|")}
#: beginnings that say enough, the longer ones first; whatever follows explains
BEGUN = {
    "name": "ho va ten|ho ten|ten tap the",
    "born": "nam sinh|ngay sinh|ngay thang nam sinh",
    "gender": "gioi tinh",
    "position": "chuc vu|nghe nghiep|chuc danh",
    "award": "danh hieu|hinh thuc de nghi|hinh thuc khen|de nghi tang",
    "period_from": "thanh tich tu",
    "period_to": "thanh tich den",
    "deed": "thanh tich|tom tat thanh tich|ly do",
    "votes": "ket qua binh|ket qua bo phieu|ket qua bieu quyet",
    "votes_yes": "so nguoi dong y|so phieu dong y",
    "votes_all": "so nguoi du",
    "initiatives": "sang kien|de tai",
    "prior": "cac hinh thuc da|hinh thuc da|da duoc khen|da duoc tang",
    "note": "ghi chu",
}
BEGINNINGS = sorted(
    ((words, field) for field, sayings in BEGUN.items() for words in sayings.split("|")), key=lambda pair: -len(pair[0])
)
#: so alike, of a hundred, is a slip of the keyboard; shorter words are too like each other
ALIKE, SHORTEST = 88, 6
LONG = [saying for saying in KNOWN if len(saying) >= SHORTEST]


def recognised(parts: Sequence[str]) -> str:
    """The field that a title means, its lines from above downwards; empty where nobody could say."""
    lines = [line for line in dict.fromkeys(folded(part) for part in parts) if line]
    whole = " ".join(lines)
    if whole in KNOWN:
        return KNOWN[whole]
    last = KNOWN.get(lines[-1], "") if len(lines) > 1 else ""
    return last or _by_beginning(whole) or _by_likeness(whole)


def _by_beginning(title: str) -> str:
    return next((field for beginning, field in BEGINNINGS if f"{title} ".startswith(f"{beginning} ")), "")


def _by_likeness(title: str) -> str:
    if len(title) < SHORTEST:
        return ""
    best = process.extractOne(title, LONG, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return KNOWN[best[0]] if best else ""


def target_of(title: str) -> str:
    """Whom a column of names is about, where its title says so; empty where it may be any."""
    words = folded(title)
    if "ca nhan" in words or "nguoi" in words or (words.startswith("ho va ten") and "tap the" not in words):
        return ""
    if "chu ho" in words or words.endswith("ho gia dinh") or words in ("ten ho", "ho gia dinh"):
        return "household"
    return "collective" if words in ("ten tap the", "tap the", "ten don vi") else ""
