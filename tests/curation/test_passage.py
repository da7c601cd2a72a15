"""`llm-kb seed passage` tells of a sentence what passages.csv records of it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb.cli import main
from llm_kb.seeds import read

BUNDLES = Path(__file__).resolve().parent.parent / "bundles"
SOURCE = BUNDLES / "tiny-source.md"


def passage(file: Path, *sentence: str) -> Result:
    return CliRunner().invoke(main, ["seed", "passage", str(file), *sentence])


def test_every_sentence_of_a_source_is_found_where_it_is_recorded() -> None:
    text, rows = SOURCE.read_text(encoding="utf-8"), read(BUNDLES / "tiny").rows
    hashes = {row["id"]: row["sha256"] for row in rows["passages"]}
    for identity, sha256 in hashes.items():
        ranges = [r for r in rows["passage_ranges"] if r["passage_id"] == identity]
        pairs = [(int(str(r["start_character"])), int(str(r["end_character"]))) for r in ranges]
        result = passage(SOURCE, *(text[start:end] for start, end in pairs))
        assert result.stdout == f"{';'.join(f'{a}-{b}' for a, b in pairs)},{sha256}\n"
    assert any(row["ordinal"] == 2 for row in rows["passage_ranges"])


def test_white_space_may_differ_from_that_of_the_source(tmp_path: Path) -> None:
    source = tmp_path / "owl.md"
    source.write_text("Owls (small ones)\n  fold.  Twice.\n", encoding="utf-8")
    assert passage(source, "Owls (small ones) fold.").stdout.startswith("0-25,")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Owls sing.", "'Owls sing.' 0 times, not once: copy it exactly"),
        ("fold", "'fold' 2 times, not once: give the whole sentence"),
        ("", "'' 0 times"),
    ],
)
def test_a_sentence_that_is_not_found_once_is_told(sentence: str, told: str, tmp_path: Path) -> None:
    source = tmp_path / "owl.md"
    source.write_text("Owls fold. They fold.\n", encoding="utf-8")
    result = passage(source, sentence)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr


def test_a_source_that_is_no_text_is_told(tmp_path: Path) -> None:
    source = tmp_path / "owl.pdf"
    source.write_bytes(b"%PDF \xff\xfe")
    assert "is not UTF-8 text: convert it" in passage(source, "Owl.").stderr
    assert passage(tmp_path / "none.md", "Owl.").exit_code == 2
