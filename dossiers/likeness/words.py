"""How often Vietnamese names are what they are: rough shares, to tell a rare meeting of names from a common one."""

from __future__ import annotations

from collections import defaultdict

from dossiers.likeness.spelling import canonical, plain

#: shares in thousands, one line a share
FAMILIES = """
380 Nguyễn|110 Trần|95 Lê|70 Phạm|26 Hoàng Huỳnh|45 Phan|20 Vũ Võ|21 Đặng|20 Bùi|14 Đỗ|13 Hồ Ngô|10 Dương|6 Đinh Đoàn
5 Lý Trương|4 Đào Lâm Mai Trịnh Cao|3 Hà Tạ Lương Vương Đàm Phùng Thái Tô Chu Châu Lưu Quách Đậu
2 Tăng Kiều Hứa Nghiêm La Mạc Lại Giang Văn Nông Ma Lò Cà Vi Quàng Sầm Hoa Khổng Thân Phí Ngụy Ninh Cù Trang Viên Triệu
1 Bạch Cung Doãn Đồng Đường Giáp Hán Hàn Khuất Khúc Lục Mẫn Nhữ Ông Quản Tiêu Từ Tống Tôn Thạch Thạc Trà Ưng Vàng Giàng
1 Sùng Thào Hạng Lầu Mùa Cứ Chảo Bàn Đèo Điêu Lường Hà Quyền Nghệ Thẩm Chử Lã Phương Âu Bế Chung Diệp Đới Mông Nùng
"""
MIDDLES = """
330 Thị|300 Văn|25 Đức|22 Thanh Minh|18 Ngọc Hữu Xuân|14 Quang Đình Thu Hồng Anh|10 Kim Công Hoàng Quốc Mạnh Thế Duy
8 Thành Tiến Bá Bảo Phương Mai Bích Gia Hải Trọng Tuấn Viết Việt Trung Như Khánh Huy Diệu Thùy Quỳnh Tuyết Nhật
4 Lan Hà Huyền Cẩm Mỹ Thúy Ánh Trúc Yến Linh Hoài Cao Hùng Đăng Phúc Phước Nguyên Vũ Trần Lê Phạm Hồ Tấn Tất Sỹ Sĩ
3 Ngô Đỗ Nam Long Thái Thiên Thảo Thục Tú Vân Vĩnh Xuyến An Ái Bình Chí Danh Doãn Đắc Đại Hạnh Hiền Hiếu Huệ Huỳnh Khắc
3 Kiều Kiến Lâm Lệ Lương Mậu Mộng Nhã Nho Phú Quý Sơn Tâm Tố Trí Triệu Tùng Tường Uyên Vinh Võ Bùi Đào Đặng Dương Phan
2 Khải Khoa Khôi Kỳ Lý Lộc Lợi Mạc Nghĩa Nhân Nhất Ninh Phi Phong Quân Quyết Song Thắng Thịnh Thuận Thủy Tiểu Toàn
"""
GIVENS = """
16 Anh Hùng Hương Hoa Lan Linh Hà Hải Dũng Tuấn
14 Nam Hạnh Bình Minh Thảo Trang Phương Mai Huyền Hằng Hòa Cường Sơn Long
12 Thủy Thúy Nga Tâm Thu Dung Liên Hồng Ngọc Yến Vân Loan Thanh Hiền Tùng Thắng Đức Quang Trung Hưng Hiếu Huy
12 Kiên
9 An Chi Giang Hường Huệ Lâm Ly Lý My Mỹ Nhung Oanh Quỳnh Quyên Tú Tuyết Uyên Vinh Xuân Bắc Chiến Chung Cúc
9 Đạt Định Đông Duy Hậu Hoàn Hoàng Hợp Khánh Khoa Lộc Luân Lực Mạnh Nghĩa Ngân Nhàn Nhân Nguyệt Phong Phú Phúc
9 Quân Quý Sáng
7 Tài Tân Thái Thành Thơm Thoa Thịnh Thuận Thương Tiến Tình Tính Toàn Toán Trường Trọng Tuyến Tư Việt Vượng Vy
7 Ánh Ái Ân
6 Bảo Bích Bé Bốn Ba Bảy Ca Cảnh Cẩm Châu Chinh Chính Chiều Công Cương Danh Diễm Diệp Diệu Diện Doanh Du Dương
6 Dưỡng Đào Đại Đăng Đang Đài Đán Điệp Điền Đình Đính Đoàn Đô Đồng Đủ Giáp Hai Hân Hảo Hào Hiên Hiển Hiệp Hiệu
6 Hoan Hoán Hoài Hoạt Hoằng Học Hồi Hội Hợi Huấn Huân Huynh Hướng Hữu Hưởng Kha Khải Khang Khanh Khiêm Khôi
6 Khương Khuê Khuyên Kiều Kim Kính Kỳ Ky La Lam Lạc Lành Lài Lãm Len Lê Lệ Liễu Liêm Liêu Lĩnh Loa Lợi Luyện
6 Luyến Lương Lượng Lưu Lụa Mạn Mão Mận Mẫn Miên Miền Mùi Mừng Mười Mơ Năm Nết Na Nghiêm Nghị Ngà Ngoan Ngãi
6 Nguyên Nhã Nhạn Nhật Nhài Nhâm Nhi Nhiên Nhì Nhị Như Nhuận Nhẫn Nhất Ninh Nụ Nữ Nhường Phấn Phát Phi Phiên
6 Phin Phước Phụng Phượng Quế Quốc Quyền Quyết Quyến Quảng Quy Sang Sâm Sản Sắc Sen Sinh Sĩ Soạn Sung Sửu Sự
6 Tám Tạo Tấn Tất Tế Thạch Thạo Thân Thao Thăng Thêm Thế Thi Thiện Thiên Thiết Thiệp Thìn Thọ Thoan Thoại
6 Thông Thơ Thời Thuấn Thuần Thụ Thục Thủ Thức Thực Thùy Thụy Thuyên Thuyết Thuyền Thường Thưởng Tiên Tiệp Tín
6 Tĩnh Tịnh Tỉnh Tô Tố Tới Toản Trà Trâm Trân Tráng Tri Trí Triển Triều Triệu Trinh Trình Trịnh Trúc Trực Trụ
6 Tuân Tuệ Tuyên Tuyển Tươi Tường Tưởng Tửu Từ Tuất Ty Tý Tỵ Út Ước Vang Vàng Văn Vẻ Viên Viễn Viện Vĩ Vĩnh
6 Vịnh Vui Vũ Vương Vỹ Xoan Xuyên Xuyến Xinh Ý Yên Dần Dậu Dinh Dịu Diệm Duyên Duyệt Dự Dân Do Dụng Dõng Đệ
6 Đua Đường Đương Hạ Hán Hành Hãnh Hệ Hiến Hinh Hoạch Hoạ Hồ Hổ Huê Huế Huề Hùy Huỳnh Kế Khá Khiết Khoát Khởi
6 Khuông Khuyến Lai Lân Lập Lễ Liệu Lịch Lịnh Lới Luật Mãn Mến Mịch Miện Miễn Nề Ngạn Ngát Ngữ Nhỡ Niệm Nở
6 Nương Pha Phán Phẩm Phận Phô Phùng Quản Quyển Rạng Rồng Sáu Sỹ Tặng Thạnh Thật Thắm Thấm Thoả Thuỳ Thư Tòng
6 Tựu Vạn Vệ Vi Viết Võ Vọng Xuất Xướng Ngọ Mậu Kỷ Canh Quí Giao Giới Gấm Gái Hến Cẩn Cần Cậy Chắt Chất Chấn
6 Chuyên Chúc
"""
ROLES = ("family", "middle", "given")
#: the share of a word that is not listed
UNLISTED = {"family": 0.001, "middle": 0.006, "given": 0.003}


def _shares(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in text.replace("\n", "|").split("|"):
        share, *words = part.split() or ["0"]
        for word in words:
            found.setdefault(canonical(word), int(share) / 1000)
    return found


SHARES = {role: _shares(text) for role, text in zip(ROLES, (FAMILIES, MIDDLES, GIVENS), strict=True)}


def _bare() -> dict[str, dict[str, float]]:
    """The same by the bare letters: without marks Hùng and Hưng are one."""
    found: dict[str, dict[str, float]] = {role: defaultdict(float) for role in ROLES}
    for role, text in zip(ROLES, (FAMILIES, MIDDLES, GIVENS), strict=True):
        written = {canonical(w): w for part in text.replace("\n", "|").split("|") for w in part.split()[1:]}
        for word, share in SHARES[role].items():
            found[role][plain(written[word])] += share
    return {role: dict(shares) for role, shares in found.items()}


BARE = _bare()


def share(word: str, role: str) -> float:
    """How many of all people carry this word there, written with its marks."""
    return SHARES[role].get(word, UNLISTED[role])


def bare_share(letters: str, role: str) -> float:
    """How many carry a word of these bare letters."""
    return BARE[role].get(letters, UNLISTED[role])


def share_of_beginning(letters: str, role: str) -> float:
    """How many carry a word that begins so."""
    found = sum(part for word, part in BARE[role].items() if word.startswith(letters))
    return max(found, UNLISTED[role])


def is_known(word: str, letters: str, role: str, *, bare: bool) -> bool:
    """Whether it is a name of its own; where no mark was typed at all, whether its letters could be one."""
    return letters in BARE[role] if bare else word in SHARES[role]
