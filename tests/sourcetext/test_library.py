"""Texts are found by their hash in folders, whatever their names, and the text of a PDF page by page."""

import hashlib
import sys
from pathlib import Path

import pytest

from llm_kb.errors import KnowledgeBaseError
from llm_kb.sourcetext.library import Library, read_text, text_of_pdf

OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
    *(
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents {number} 0 R "
        "/Resources << /Font << /F1 7 0 R >> >> >>"
        for number in (5, 6)
    ),
    *(
        f"<< /Length {len(words) + 33} >>\nstream\nBT /F1 12 Tf 20 200 Td ({words}) Tj ET \nendstream"
        for words in ("Owls fold in halves.", "Wrens line nests with moss.")
    ),
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)


def pdf() -> bytes:
    """A PDF of two pages with one sentence each."""
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(OBJECTS, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return data + f"{trailer}startxref\n{len(data)}\n%%EOF\n".encode()


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_text_is_found_by_its_hash_in_folders_below_and_among_files(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (below / "any name").write_text("moss", encoding="utf-8")
    (tmp_path / "owl.txt").write_text("straw", encoding="utf-8")
    library = Library([tmp_path / "a", tmp_path / "owl.txt"], {sha256("moss"), sha256("straw"), sha256("grass")})
    assert library.text(sha256("moss"), None).text == "moss"
    assert sha256("straw") in library
    assert sha256("grass") not in library


def test_a_file_that_is_not_wanted_may_be_anything(tmp_path: Path) -> None:
    (tmp_path / "owl.bin").write_bytes(b"\xff\xfe")
    assert sha256("moss") not in Library([tmp_path], {sha256("moss")})


def test_a_text_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_bytes(b"\xff")
    with pytest.raises(KnowledgeBaseError, match="is not UTF-8 text: convert it"):
        read_text(tmp_path / "owl.txt")


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_bytes(b"a\r\nb\n")
    assert read_text(tmp_path / "owl.txt") == "a\r\nb\n"


def test_the_text_of_a_pdf_has_a_form_feed_between_pages(tmp_path: Path) -> None:
    (tmp_path / "owl.pdf").write_bytes(pdf())
    text = text_of_pdf(tmp_path / "owl.pdf")
    assert text
    assert [page.strip() for page in text.split("\f")] == ["Owls fold in halves.", "Wrens line nests with moss."]


def test_a_pdf_that_is_damaged_is_told(tmp_path: Path) -> None:
    (tmp_path / "owl.pdf").write_bytes(b"%PDF-1.4 nothing more")
    with pytest.raises(KnowledgeBaseError, match="cannot be read as a PDF"):
        text_of_pdf(tmp_path / "owl.pdf")


def test_without_pypdf_there_is_no_text_of_a_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (tmp_path / "owl.pdf").write_bytes(pdf())
    assert text_of_pdf(tmp_path / "owl.pdf") is None
