"""The recipes of CONTRIBUTING.md, followed to the letter, give what they promise."""

import re
import sqlite3
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from llm_kb.checks.verify import verify
from llm_kb.site.server import create_datasette

from ..checkout import Checkout, take_back_release
from ..site.conftest import get_from
from ..site.reading import text
from .recipes import FIRST, LAID_OUT, RECIPES, follow

HERE = Path(__file__).resolve().parent
ADDED = {"models": 1, "model_aliases": 2, "techniques": 1, "technique_aliases": 1, "claims": 3, "design_facts": 3}


@pytest.mark.slow
@pytest.mark.parametrize("released", [False, True], ids=["in the edition itself", "in the bundle after it"])
def test_a_model_a_technique_and_a_fact_are_added(released: bool, checkout: Checkout, kb: sqlite3.Connection) -> None:
    if not released:
        take_back_release(checkout.root)
    edition = follow(RECIPES["Changing the data"], checkout, FIRST) if released else FIRST
    for name in ("Add a model", "Add a technique", "Add a fact"):
        assert follow(RECIPES[name], checkout, edition) == edition
    follow(RECIPES["Finish"], checkout, edition)
    counts = {table: kb.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ADDED}
    assert {table: checkout.number_of(table) - counts[table] for table in ADDED} == ADDED
    assert checkout.number_of("editions") == 1 + released
    assert checkout.ask("SELECT technique FROM design_facts WHERE model_id = 'openelm-7b'") == [("FlashAttention",)]
    if released:
        left = {path.name for path in (checkout.root / "seed" / edition).iterdir()}
        assert left == {"SHA256SUMS", "edition.yaml", "facts", *(f"{table}.csv" for table in list(ADDED)[:4])}


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout with a bundle of a developer's document, whose attributes an earlier bundle has."""
    made = Checkout(tmp_path_factory.mktemp("documented"))
    made.keep_editions(FIRST)
    edition = add_attributes(made)
    follow(RECIPES["Finish"], made, follow(RECIPES["Enter a developer's document"], made, edition))
    return made


def add_attributes(checkout: Checkout) -> str:
    """Add a bundle with attributes and vocabularies of documents, unless there is one; return the edition."""
    found = sorted(path.parent.name for path in (checkout.root / "seed").glob("*/attributes.csv"))
    if found:
        return found[-1]
    printed = checkout.run("llm-kb", "seed", "new", "Attributes", "--date", "2027-01-01")
    match = LAID_OUT.search(printed)
    assert match
    folder = checkout.root / "seed" / match["edition"]
    for name in ("attributes.csv", "vocabularies.csv"):
        path = folder / name
        path.write_text(path.read_text("utf-8") + (HERE / name).read_text("utf-8"), encoding="utf-8")
    edition = folder / "edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("''", "Attributes."), encoding="utf-8")
    checkout.run("llm-kb", "seed", "pin")
    return folder.name


@pytest.mark.slow
def test_a_document_of_a_developer_is_entered_with_ten_specifications(documented: Checkout, tmp_path: Path) -> None:
    values = documented.ask("SELECT attribute_id, number, value FROM specification_values WHERE model_id = 'kite-1'")
    assert len(values) == 10
    assert dict(row[:2] for row in values)["training_tokens"] == 4e12
    assert documented.ask("SELECT locator FROM passages WHERE source_id = 'kite-1-card'") == [
        (locator,) for locator in ("Kite 1", "Kite 1", *["Architecture"] * 3, "Training")
    ]
    assert documented.ask("SELECT model, technique FROM design_facts WHERE source_id = 'kite-1-card'") == [
        ("Kite 1", "grouped-query attention")
    ]
    verified = documented.run("llm-kb", "verify", "--sources", ".", "--csv")
    assert "kite-1-card,recorded,6,6,6,0" in verified
    (documented.root / "kite.md").rename(tmp_path / "kite.md")
    assert "kite-1-card,absent,6,6,0,0" in documented.run("llm-kb", "verify", "--sources", ".", "--csv")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/models/kite-1", ["1.5B", "32,768", "grouped-query attention", "none from the survey"]),
        ("/sources/kite-1-card", ["model card", "Example Lab", "1.5B"]),
        ("/sources", ["Example Lab"]),
        ("/facts?source=makers&model=kite-1", ["grouped-query attention", "Architecture"]),
        ("/models?developer=example-lab", ["Kite 1"]),
        ("/disclosure", ["Example Lab"]),
        ("/accuracy", ["How right is the survey?"]),
        ("/", ["1 document by makers of models"]),
        ("/llms.txt", ["documents"]),
    ],
)
def test_every_page_tells_the_document_and_the_survey_apart(documented: Checkout, path: str, told: list[str]) -> None:
    answer = get_from(create_datasette(documented.database, cache_bytes=0))(path)
    page = text(BeautifulSoup(answer.text, "html.parser"))
    assert [words for words in told if words not in page] == []
    assert "On The Design Choices of Next Level LLMs" in page
    assert not re.search(r"\bNone\b|\bnull\b", page)
    assert "questions/None" not in answer.text


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout with a bundle of another source."""
    made = Checkout(tmp_path_factory.mktemp("other"))
    made.keep_editions(FIRST)
    follow(RECIPES["Finish"], made, follow(RECIPES["Add facts from another source"], made, FIRST))
    return made


@pytest.mark.slow
def test_facts_are_added_from_another_source(other: Checkout) -> None:
    facts = other.ask(
        "SELECT source_id, section, model, technique_id, question FROM design_facts WHERE source_id <> 'paper'"
    )
    assert facts == [
        ("owl", "1", "Owl 1", "fp8-quantization", None),
        ("owl", "1", "Owl 1", "kv-cache-quantization", None),
    ]


def test_a_publication_that_the_survey_does_not_list_is_not_looked_for_in_it(
    kb_copy: sqlite3.Connection, paper: Path
) -> None:
    kb_copy.execute("INSERT INTO publications (id, title, kind_id, et_al) VALUES ('owl-1', 'Owl 1', 'blog', 0)")
    assert verify(kb_copy, paper).problems == []


@pytest.mark.slow
def test_what_another_source_says_is_not_looked_for_in_the_survey(other: Checkout, paper: Path, tmp_path: Path) -> None:
    assert "owl" not in other.run("llm-kb", "verify", "--paper", str(paper))
    copy = tmp_path / "other-copy.md"
    copy.write_text(paper.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "owl" not in other.run("llm-kb", "verify", "--paper", str(copy))


def test_every_recipe_has_steps_and_every_block_is_of_a_kind_that_can_be_followed() -> None:
    titles = [
        "Add a model",
        "Add a technique",
        "Add a fact",
        "Finish",
        "Correct a claim",
        "Enter a developer's document",
        "Add facts from another source",
    ]
    assert all(RECIPES[title] for title in titles)
    blocks = [step for title in titles for step in RECIPES[title]]
    assert {step.kind for step in blocks} <= {"console", "csv", "diff", "yaml", "text"}
    assert all(step.file for step in blocks if step.kind != "console")
