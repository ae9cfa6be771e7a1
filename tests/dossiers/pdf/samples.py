"""Sample decisions of an office that exists, about people who do not."""

import datetime
from dataclasses import replace

from dossiers.pdf.papers import (
    Annex,
    AnnexGroup,
    Article,
    AwardDecision,
    Heading,
    ListColumn,
    SignatureBlock,
)

COLUMNS = (
    ListColumn(title="Họ và tên (tên tập thể)", width_mm=48),
    ListColumn(title="Chức vụ, đơn vị (địa chỉ)", width_mm=62),
    ListColumn(title="Hình thức khen thưởng", width_mm=32, align="center"),
)

COLLECTIVES = (("Thôn Tam Đa", "Xã Tam Đa", "Giấy khen"),)
HOUSEHOLDS = (("Hộ ông Đặng Hữu Phước", "Thôn Cự Phú, xã Tam Đa", "Giấy khen"),)
PEOPLE = (("Nguyễn Thị Bích Ngọc", "Giáo viên, Trường Tiểu học Tam Đa", "Lao động tiên tiến"),)


def annex(*groups: AnnexGroup, total: str = "") -> Annex:
    return Annex(
        label="Phụ lục",
        title="DANH SÁCH TẬP THỂ, HỘ GIA ĐÌNH, CÁ NHÂN\nĐƯỢC KHEN THƯỞNG NĂM 2024",
        subtitle="(Kèm theo Quyết định số 1523/QĐ-UBND ngày 27 tháng 11 năm 2024\n"
        "của Chủ tịch Ủy ban nhân dân huyện Phù Cừ)",
        columns=COLUMNS,
        groups=groups,
        total_line=total,
    )


def three_groups() -> Annex:
    return annex(
        AnnexGroup(title="I. TẬP THỂ", rows=COLLECTIVES),
        AnnexGroup(title="II. HỘ GIA ĐÌNH", rows=HOUSEHOLDS),
        AnnexGroup(title="III. CÁ NHÂN", rows=PEOPLE),
        total="Tổng cộng: 01 tập thể, 01 hộ gia đình, 01 cá nhân.",
    )


def many(names: tuple[str, ...]) -> Annex:
    rows = tuple((name, "Công chức, xã Tam Đa", "Lao động tiên tiến") for name in names)
    return annex(AnnexGroup(title="CÁ NHÂN", rows=rows), total=f"Tổng cộng: {len(names)} cá nhân.")


DECISION = AwardDecision(
    heading=Heading(body="CHỦ TỊCH ỦY BAN NHÂN DÂN\nHUYỆN PHÙ CỪ"),
    number="1523",
    symbol="QĐ-UBND",
    place="Phù Cừ",
    date=datetime.date(2024, 11, 27),
    kind="QUYẾT ĐỊNH",
    about="Về việc tặng Giấy khen và công nhận danh hiệu “Lao động tiên tiến” năm 2024",
    decider_line="CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN PHÙ CỪ",
    grounds=(
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ Luật Thi đua, khen thưởng",
        "Căn cứ Quy chế thi đua, khen thưởng của tỉnh Hưng Yên",
        "Theo đề nghị của Trưởng phòng Nội vụ huyện Phù Cừ tại Tờ trình số 86/TTr-NV ngày 25 tháng 11 năm 2024",
    ),
    command_word="QUYẾT ĐỊNH:",
    articles=(
        Article(
            label="Điều 1.",
            paragraphs=(
                (
                    "Tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện cho 01 tập thể, 01 hộ gia"
                    " đình và công nhận danh hiệu “Lao động tiên tiến” cho 01 cá nhân đã có thành"
                    " tích xuất sắc trong phong trào thi đua năm 2024 (có danh sách kèm theo)."
                ),
            ),
        ),
        Article(
            label="Điều 2.",
            paragraphs=("Tiền thưởng kèm theo được trích từ Quỹ thi đua, khen thưởng của huyện.",),
        ),
        Article(
            label="Điều 3.",
            paragraphs=(
                (
                    "Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Hội đồng nhân dân và"
                    " Ủy ban nhân dân huyện, Trưởng phòng Nội vụ, Chủ tịch Ủy ban nhân dân xã Tam Đa"
                    " và các tập thể, hộ gia đình, cá nhân có tên trong danh sách chịu trách nhiệm"
                    " thi hành Quyết định này./."
                ),
            ),
        ),
    ),
    recipients=("Như Điều 3", "Ban Thi đua - Khen thưởng tỉnh (để báo cáo)", "Lưu: VT, NV (05b)"),
    signature=SignatureBlock(lines=("CHỦ TỊCH",), name="Đỗ Quang Thưởng"),
    annex=three_groups(),
)

DRAFT = replace(DECISION, draft=True)
