"""What is handed in is told by its content; each refusal has its own sentence."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from dossiers import intake

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
SHEET = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}


def picture(kind: str, size: tuple[int, int] = (30, 20)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(out, kind)
    return out.getvalue()


def package(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return out.getvalue()


def look(name: str, content: bytes) -> intake.Upload:
    return intake.look(SimpleUploadedFile(name, content), kind="minutes")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("bien-ban.pdf", PDF, "application/pdf"),
        ("ảnh.JPG", picture("JPEG"), "image/jpeg"),
        ("ảnh.jpeg", picture("JPEG"), "image/jpeg"),
        ("ảnh.png", picture("PNG"), "image/png"),
        ("báo cáo.docx", package(WORD), intake.MEDIA_TYPES["docx"]),
        ("danh sách.xlsx", package(SHEET), intake.MEDIA_TYPES["xlsx"]),
    ],
)
def test_each_kind_is_known_by_its_content(name, content, media_type):
    upload = look(name, content)

    assert (upload.name, upload.size, upload.media_type) == (name, len(content), media_type)
    assert upload.sha256 == hashlib.sha256(content).hexdigest()
    assert upload.file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "rỗng"),
        ("a.pdf", b"MZ hello", "không phải PDF"),
        ("a.pdf", b" " + PDF, "không phải PDF"),
        ("a.pdf", PDF[:20], "bị hỏng"),
        ("a.jpg", picture("JPEG")[:200], "bị hỏng"),
        ("a.png", picture("PNG")[:-30], "bị hỏng"),
        ("a.png", picture("JPEG"), "bên trong là JPEG"),
        ("a.exe", PDF, "đuôi “exe”"),
        ("pdf", PDF, "bên trong là PDF"),
        ("a.docx", package(SHEET), "bên trong là XLSX"),
        ("a.docx", package({"a.txt": b"x"}), "không phải văn bản DOCX"),
        ("a.docx", package(WORD)[:60], "bị hỏng"),
        ("a.docx", package({**WORD, "word/vbaProject.bin": b"x"}), "có macro"),
        ("a.docx", package({**WORD, "word/media/a.bin": bytes(100_000_001)}), "quá 100 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_is_not_fit_is_refused_with_its_reason(name, content, sentence):
    with pytest.raises(intake.Unfit) as refused:
        look(name, content)

    assert sentence in str(refused.value)
    assert f"“{name}”" in str(refused.value)


def test_a_file_beyond_the_limit_is_refused_unread(settings):
    settings.UPLOAD_LIMIT = 10

    with pytest.raises(intake.Unfit, match="lớn hơn 20 MB"):
        look("a.pdf", PDF)


@pytest.mark.parametrize("size", [(8000, 5001), (14000, 7000)])
def test_a_picture_with_too_many_points_is_refused_before_it_is_drawn(size):
    out = io.BytesIO()
    Image.new("1", size).save(out, "PNG")

    with pytest.raises(intake.Unfit, match="40 triệu điểm ảnh"):
        look("a.png", out.getvalue())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a.pdf", "a.pdf"),
        ("a\x00b\u202e.pdf", "ab.pdf"),
        ("", "tệp không tên"),
        ("...", "tệp không tên"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(typed, kept):
    assert intake.plain_name(typed) == kept


def test_a_macro_under_another_name_is_known_by_what_the_package_says_of_it():
    types = b'<Types><Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'

    with pytest.raises(intake.Unfit, match="macro"):
        look("a.docx", package({**WORD, "[Content_Types].xml": types, "word/a.bin": b"x"}))
