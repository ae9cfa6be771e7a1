"""docs/law.md says what the rows say."""

from django.conf import settings

from tests.dossiers.law_page import page, read


def test_the_page_of_the_law_is_what_the_rows_say():
    assert (settings.BASE_DIR / "docs" / "law.md").read_text(encoding="utf-8") == page()


def test_every_criterion_stands_on_the_page():
    printed = page()

    assert [row for row in read() if f"| `{row.code}` | {row.wording} |" not in printed] == []


def test_only_verified_rows_print_their_basis_on_the_page():
    told = {row.basis for row in read() if row.mark != "verified" and row.basis}
    cited = {row.basis for row in read() if row.mark == "verified"}

    assert [basis for basis in told - cited if f"| {basis} |" in page()] == []
