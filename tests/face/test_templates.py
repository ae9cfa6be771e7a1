"""What must hold of every template and style: no inline code, and each named thing exists."""

import re
from pathlib import Path

import pytest
from django.template import Engine

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
NAMES = [str(path.relative_to(ROOT)) for path in TEMPLATES]
INLINE = re.compile(
    r"""<style|\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:|\shx-on|<script(?![^>]*\ssrc=)""",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_template_holds_no_inline_style_or_script(path):
    found = INLINE.findall(path.read_text(encoding="utf-8"))

    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_template_compiles_so_that_each_icon_and_tag_it_names_exists(path):
    engine = Engine(
        libraries={
            "face": "roles.templatetags.face",
            "i18n": "django.templatetags.i18n",
            "static": "django.templatetags.static",
        }
    )

    engine.from_string(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_each_component_that_a_template_includes_exists(path):
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""", text)

    missing = [name for name in named if not (ROOT / "templates" / name).exists()]

    assert missing == []


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_each_static_file_that_a_template_names_exists(path):
    text = path.read_text(encoding="utf-8")
    named = re.findall(r"""{%\s*static\s+["']([^"']+)["']""", text)
    named += re.findall(r"""["']/static/([^"']+)["']""", text)

    missing = [name for name in named if not (ROOT / "static" / name).exists()]

    assert missing == []


@pytest.mark.parametrize("path", STYLES, ids=[path.name for path in STYLES])
def test_each_address_in_a_style_leads_to_a_file(path):
    named = re.findall(r"""url\(["']?([^"')]+)""", path.read_text(encoding="utf-8"))

    missing = [name for name in named if not (path.parent / name).resolve().exists()]

    assert missing == []


@pytest.mark.parametrize("path", [path for path in STYLES if path.name not in {"tokens.css", "print.css"}], ids=str)
def test_only_the_tokens_name_a_colour_of_the_page(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    colours = set(re.findall(r"#[0-9a-f]{3,8}\b", text))

    assert colours <= {"#fff", "#574e41", "#3d2b00"}


def test_licences_stand_beside_what_others_wrote():
    expected = [
        "fonts/OFL.txt",
        "vendor/bootstrap-icons.LICENSE.txt",
        "vendor/htmx.LICENSE.txt",
    ]

    assert [name for name in expected if not (ROOT / "static" / name).exists()] == []
