"""A bundle becomes rows and the rows the same bytes again; changed rows change their lines alone."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from llm_kb.drafts import facts
from llm_kb.drafts.contents import format_of, read_bundle, render, row_at, text_of
from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds.bundle import files_of
from llm_kb.seeds.format import NEWEST
from llm_kb.seeds.problems import Problems

from ..tiny import BUNDLES, MAKERS

ENTRY = "- at: p1/1\n  says: A.\n  phrase: a\n"
ITEM = "- {model: owl-1, attributes: [layers], status: not-found}\n"
UNUSUAL = {
    "a plain list": ENTRY + ENTRY,
    "both lists": f"entries:\n{ENTRY}silent:\n{ITEM}{ITEM}",
    "the silent list first": f"silent:\n{ITEM}entries:\n{ENTRY}",
    "only what is silent": f"silent:\n{ITEM}",
    "comments everywhere": "# Top\n---\n\nentries: # all\n# one\n"
    f"{ENTRY}\n# two\n{ENTRY}# below\nsilent:\n# of owls\n{ITEM}# end\n",
    "indented lists": "entries:\n  - at: p1/1\n    says: A.\nsilent:\n  # one\n  - {facts: [a]}\n",
    "quoted keys": f"\"entries\":\n{ENTRY}'silent' :\n{ITEM}",
    "a text of several lines": "- at: p1/1\n  says: |\n    # no comment\n    entries:\n\n# two\n"
    "- at: p1/2\n  says: >-\n    B\n",
    "brackets over lines": "- at: p1/1\n  claims: [{model: a,\n    uses: b}\n\n    # end\n  ]\n# two\n- at: p1/2\n",
    "comments alone": "# - at: p1/1\n#   says: A.\n",
    "items of several lines": "silent:\n- model: owl-1\n  attributes:\n  - layers\n  status: withheld\n",
}


def texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files_of(folder)}


def rendered(contents: Any) -> dict[str, str]:
    return {name: text_of(pieces) for name, pieces in render(contents, NEWEST).items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a bundle to spoil."""
    return shutil.copytree(BUNDLES / MAKERS, tmp_path / MAKERS)


@pytest.fixture
def contents(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return read_bundle(folder, NEWEST)


@pytest.mark.parametrize("bundle", [path for path in sorted(BUNDLES.iterdir()) if path.is_dir()], ids=lambda p: p.name)
def test_a_bundle_is_written_as_it_was_read(bundle: Path) -> None:
    version = format_of(bundle)
    files = render(read_bundle(bundle, version), version)
    assert {name: text_of(pieces) for name, pieces in files.items()} == texts(bundle)


@pytest.mark.parametrize("text", UNUSUAL.values(), ids=UNUSUAL)
def test_an_unusual_file_of_facts_is_written_as_it_was_read(text: str, folder: Path) -> None:
    (folder / "facts" / "unusual.yaml").write_text(text, encoding="utf-8")
    assert rendered(read_bundle(folder, NEWEST))["facts/unusual.yaml"] == text


def test_comments_above_an_entry_belong_to_it() -> None:
    lists = facts.split(UNUSUAL["comments everywhere"], "x", Problems())
    assert [(each.name, each.heading, each.items) for each in lists] == [
        ("entries", "# Top\n---\n\nentries: # all\n# one\n", [ENTRY, f"\n# two\n{ENTRY}"]),
        ("silent", "# below\nsilent:\n# of owls\n", [f"{ITEM}# end\n"]),
    ]
    (several,) = facts.split(UNUSUAL["a text of several lines"], "x", Problems())
    assert several.items[1].startswith("# two\n- at: p1/2")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[{at: p1/1}, {at: p1/2}]\n", "x.yaml:1: begins on another line than its dash"),
        ("-\n  at: p1/1\n", "x.yaml:2: begins on another line than its dash"),
        ("- at: [\n", "x.yaml:2: is not YAML"),
        ("silence:\n- a\n", "x.yaml:1: unknown key 'silence' in the file (did you mean 'silent'?)"),
    ],
)
def test_a_file_of_facts_that_cannot_be_split_is_told(text: str, told: str, folder: Path) -> None:
    (folder / "facts" / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeBaseError, match=r"has [0-9] problem") as caught:
        read_bundle(folder, NEWEST)
    assert f"facts/{told}" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("sources.csv", "id,title\n", "sources.csv:1: the column 'authors' is missing"),
        ("document_models.csv", "source_id,model_id\na\n", "document_models.csv:2: has 1 cells"),
        ("notes.txt", "Remember the wren.\n", "notes.txt:1: is not a file of a bundle"),
        ("facts/a/b.yaml", ENTRY, "facts/a/b.yaml:1: is not a file of a bundle"),
        ("edition.yaml", "id: tiny\r\n", "edition.yaml:1: has carriage returns"),
    ],
)
def test_a_file_that_cannot_be_taken_apart_is_told(name: str, text: str, told: str, folder: Path) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8", newline="")
    with pytest.raises(KnowledgeBaseError) as caught:
        read_bundle(folder, NEWEST)
    assert told in str(caught.value)


def test_a_bundle_with_values_that_are_wrong_is_taken_all_the_same(folder: Path) -> None:
    path = folder / "documents.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("swift-3-report", ""), encoding="utf-8")
    assert rendered(read_bundle(folder, NEWEST)) == texts(folder)


def test_a_line_with_more_quotes_than_it_needs_keeps_them_until_its_row_changes(folder: Path) -> None:
    path = folder / "document_models.csv"
    written = path.read_text(encoding="utf-8").replace("\nswift-3-report,swift-3\n", '\n"swift-3-report",swift-3\n')
    path.write_text(written, encoding="utf-8")
    contents = read_bundle(folder, NEWEST)
    assert rendered(contents)[path.name] == written
    contents["document_models"][0]["model_id"] = "wren, 2"
    lines = rendered(contents)[path.name].splitlines()
    assert lines[1] == 'swift-3-report,"wren, 2"'
    assert lines[2:] == written.splitlines()[2:]


def test_the_list_of_what_is_silent_comes_and_goes_with_its_key(contents: dict[str, list[dict[str, Any]]]) -> None:
    name = "facts/wren-2-card.yaml"
    before = rendered(contents)[name]
    contents["entries"].append({"file": name, "list": "silent", "entry": ITEM.rstrip("\n")})
    assert rendered(contents)[name] == f"entries:\n{before}silent:\n{ITEM}"
    contents["files"] += [{"name": name, "list": "silent", "text": "# Not told\nsilent:\n"}]
    assert rendered(contents)[name] == f"entries:\n{before}# Not told\nsilent:\n{ITEM}"
    contents["entries"].pop()
    assert rendered(contents)[name] == f"{before}# Not told\n"


def test_a_new_file_of_facts_and_one_without_entries(contents: dict[str, list[dict[str, Any]]]) -> None:
    contents["entries"] = [{"file": "facts/new.yaml", "list": "entries", "entry": ENTRY}]
    files = rendered(contents)
    assert files["facts/new.yaml"] == ENTRY
    assert [name for name in files if name.startswith("facts/")] == ["facts/new.yaml"]


@pytest.mark.parametrize("name", ["../x", "/etc/x", "facts/../../x", ".x", "a\n", ""])
def test_no_file_is_written_outside_of_the_bundle(name: str, contents: dict[str, list[dict[str, Any]]]) -> None:
    contents["files"].append({"name": name, "list": "", "text": "x"})
    with pytest.raises(KnowledgeBaseError, match=r"has a file .* which no bundle has"):
        render(contents, NEWEST)


def test_a_line_is_of_a_row(contents: dict[str, list[dict[str, Any]]]) -> None:
    for number, row in enumerate(contents["entries"]):
        row["at"] = f"e{number}"
    files = render(contents, NEWEST)
    assert [row_at(files["document_models.csv"], line) for line in (1, 2, 99)] == ["", "swift-3-report swift-3", ""]
    assert row_at(files["facts/wren-2-card.yaml"], 5) == row_at(files["facts/wren-2-card.yaml"], 8) != ""
