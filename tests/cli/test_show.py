"""`llm-kb show` as a user types it: a readable card of a model, a technique or a reference."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb.cli import layout, main

Show = Callable[..., Result]


@pytest.fixture
def show_makers(makers_file: Path) -> Show:
    """Run the command on the knowledge base with documents of developers."""
    return lambda *arguments: CliRunner().invoke(main, ["show", *arguments, "--db", str(makers_file)])


@pytest.fixture
def show(kb_file: Path) -> Show:
    """Run the command on the knowledge base."""
    return lambda *arguments: CliRunner().invoke(main, ["show", *arguments, "--db", str(kb_file)])


def test_a_model_is_shown_with_maker_year_publication_and_its_facts_by_question(show: Show) -> None:
    lines = show("owl-2").stdout.splitlines()
    assert lines[:3] == [
        "Owl 2 (owl-2)",
        "Release of Owl by Nestworks, 2024, analyzed by the survey",
        "[2] Owl 2 technical report",
    ]
    question = lines.index("2.2 How Are Talkers Run?")
    assert [line.split() for line in lines[question + 1 : question + 5]] == [
        ["avoids", "rule", "list", "§2.2", "¶3", "s1"],
        ["uses", "feather", "folding,", "inference", "§2.2", "¶3", "s1"],
        ["uses", "early", "roosting,", "inference", "§2.2", "¶3", "s1"],
        ["introduces", "turn", "tags,", "inference", "§2.2", "¶3", "s3", "inferred"],
    ]


def test_every_fact_of_a_model_and_its_variants_is_on_its_card(show: Show, kb: sqlite3.Connection) -> None:
    card = show("Owl 2").stdout
    (count,) = kb.execute("SELECT count(*) FROM design_facts WHERE release_id = 'owl-2'").fetchone()
    facts = [line for line in card.splitlines() if line.startswith("  ") and " ¶" in line]
    assert len(facts) == count > 10
    assert any("(Owl 2-Mini)" in line for line in facts)


def test_a_model_that_is_listed_under_another_institution_says_so(show: Show) -> None:
    assert "by The Loft, analyzed by the survey, which lists it under Birdlab" in show("Finch").stdout


def test_a_model_of_which_little_is_known_has_a_card_too(show: Show) -> None:
    assert show("rook").stdout.startswith("Rook (rook)\nRelease by The Coop\n\n1\n")


def test_a_technique_is_shown_with_path_definition_adopters_and_publications(show: Show) -> None:
    card = show("GRP").stdout
    assert card.startswith(
        "group relative praise (group-relative-praise)\n"
        "teaching methods › praise › group relative praise\n"
        "Also known as: GRP\n"
        "A kind of praise that compares the songs of one flock, without a judge.\n"
    )
    parts = {part.splitlines()[0]: part.splitlines()[1:] for part in card.split("\n\n")}
    assert [line.split()[:2] for line in parts["Adopted by"]] == [
        ["uses", "Magpie,"],
        ["uses", "Swift"],
        ["uses", "Wren"],
    ]
    assert parts["Publications"][0].startswith("  [11]  introduces  Group relative praise")
    assert "Avoided or omitted by" not in parts


def test_a_technique_is_shown_with_what_is_narrower(show: Show) -> None:
    assert "\n\nSubtypes\n  duet copying, round copying\n" in show("song copying").stdout


def test_who_avoids_a_technique_stands_apart_from_who_adopts_it(show: Show) -> None:
    parts = {part.splitlines()[0]: part for part in show("rule list").stdout.split("\n\n")}
    assert parts["Adopted by"].split()[2:4] == ["uses", "Rook,"]
    assert re.findall("(?:does without|avoids) +[A-Z][a-z]+", parts["Avoided or omitted by"]) == [
        "avoids        Owl",
        "does without  Finch",
    ]
    assert "Other relations" in show("praise").stdout


def test_every_fact_of_a_technique_is_on_its_card(show: Show, kb: sqlite3.Connection) -> None:
    sql = "SELECT count(*) FROM design_facts WHERE technique_path LIKE '%running%'"
    facts = [line for line in show("running").stdout.splitlines() if "  §" in line]
    asked = json.loads(show("running", "--json").stdout)[0]["facts"]
    assert len(facts) == len(asked) > 20
    assert len(asked) <= kb.execute(sql).fetchone()[0]


@pytest.mark.parametrize("number", ["5", "[5]", " 5 "])
def test_a_reference_is_shown_as_printed_and_corrected_and_where_it_is_cited(number: str, show: Show) -> None:
    card = show(number).stdout
    parts = {part.splitlines()[0]: part for part in card.split("\n\n")}
    assert card.startswith("[5] Wren 2: Notes to ourselves\n")
    assert "http://old.example.org/wren-2" in parts["As printed in the survey"]
    assert "http://example.org/wren-2" in parts["Corrected"]
    assert "Reference 5 misspells Zoë Merle. (verified)" in parts["Errata"]
    assert "§3.1 ¶3 s2        Wren 2 and Owl 2 do as Swift 3 does." in parts["Cited"]


def test_a_reference_as_printed_has_no_part_on_corrections(show: Show) -> None:
    assert "\nCorrected\n" not in show("13").stdout


def test_json_holds_every_row_behind_the_card(show: Show) -> None:
    (model,) = json.loads(show("wren-2", "--json").stdout)
    assert model["model"]["publication"] == "Wren 2: Notes to ourselves"
    assert len(model["facts"]) == model["model"]["facts"] == 7
    (technique,) = json.loads(show("GRP", "--json").stdout)
    assert technique["technique"]["technique_id"] == "group-relative-praise"
    assert technique["publications"][0]["number"] == 11
    (reference,) = json.loads(show("9", "--json").stdout)
    assert reference["publication"]["number"] == 9
    assert reference["citations"][0]["section"] == "3.1"


def test_a_name_of_several_models_shows_a_card_of_each(show: Show) -> None:
    cards = json.loads(show("Owl 2-Small & Tiny", "--json").stdout)
    assert [card["model"]["model_id"] for card in cards] == ["owl-2-small", "owl-2-tiny"]


@pytest.mark.parametrize("kind", ["models", "techniques", "publications"])
def test_every_thing_has_a_card(kind: str, kb: sqlite3.Connection) -> None:
    from llm_kb.cli import cards

    for (identifier,) in kb.execute(f"SELECT id FROM {kind}"):
        found = cards.find(kb, identifier)
        assert found[0].text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("swft 3", "There is no model, technique, publication or source 'swft 3': did you mean 'swift-3'"),
        ("moss linin", "did you mean 'moss-lining'"),
        ("14", "publications are numbered 1 to 13."),
        ("xyzzyxyzzy", "the query 'search' finds names."),
        ("", "There is no model, technique, publication or source ''"),
        ("'; DROP TABLE models; --", "There is no model"),
    ],
)
def test_an_unknown_name_is_one_sentence_with_the_nearest(name: str, told: str, show: Show) -> None:
    result = show(name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["owl-2", "running", "8"])
def test_a_card_fits_the_terminal(name: str, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(map(len, show(name).stdout.splitlines())) > 80
    monkeypatch.setattr(layout, "width", lambda: 80)
    assert max(map(len, show(name).stdout.splitlines())) <= 80


def test_in_a_pipe_there_are_no_styles(show: Show) -> None:
    assert "\x1b" not in show("owl-2").stdout


def parts_of(card: str) -> dict[str, str]:
    return {part.splitlines()[0]: part for part in card.split("\n\n")}


def test_a_model_begins_with_its_specifications_each_with_mark_source_and_place(show_makers: Show) -> None:
    card = show_makers("swift-3").stdout
    lines = [re.split(" {2,}", line.strip()) for line in card.splitlines()]
    assert ["total parameters", "7M", "swift-3-report (copy by others), p. 1"] in lines
    assert ["layers", "12", "swift-3-config, `layers` +1"] in lines, "the report says the same"
    place = lines.index(["context length", "8,192", "documents differ", "swift-3-config, L7"])
    assert lines[place + 1] == ["4,096", "documents differ", "swift-3-report (copy by others), p. 3, table"]
    assert ["training hardware", "withheld", "swift-3-report (copy by others), p. 3"] in lines
    assert ["activation", "not found", "swift-3-report (copy by others)"] in lines
    assert ["stages of post-training", "copying → praise", "derived", "swift-3-report (copy by others), p. 2"] in lines
    assert card.index("\nSpecifications\n") < card.index("\nSpecifications of its variants\n")
    variants = parts_of(card)["Specifications of its variants"].splitlines()
    assert re.split(" {2,}", variants[-1].strip()) == ["Swift 3-Long", "13M", "16,384", "swift-3-long"]


def test_facts_of_documents_stand_before_those_of_the_survey_with_their_verdicts(
    show_makers: Show, makers: sqlite3.Connection
) -> None:
    card = show_makers("swift-3").stdout
    documents, survey = card.split("\nWhat the survey says\n")
    assert "does without  moss lining" in documents.partition("What documents of developers say")[2]
    assert "initialized from" in survey.partition("\nLineage\n")[2], "of a document, which has no section"
    assert "None" not in card
    assert re.search(r"uses +moss lining +§3\.1 ¶4 s2 +questioned, contradicted$", survey, re.MULTILINE)
    assert re.search(r"uses +half folding, .*, partly confirmed|uses +half folding.* confirmed$", survey, re.MULTILINE)
    (count,) = makers.execute("SELECT count(*) FROM design_facts WHERE release_id = 'swift-3'").fetchone()
    assert sum(" ¶" in line or "swift-3-report, " in line for line in card.splitlines() if line[:2] == "  ") >= count


def test_json_of_a_model_holds_every_specification_and_verdict(show_makers: Show, makers: sqlite3.Connection) -> None:
    (card,) = json.loads(show_makers("swift-3", "--json").stdout)
    ids = "SELECT specification_id FROM specifications WHERE model_id IN ('swift-3', 'swift-3-long')"
    assert {row["specification_id"] for row in card["specifications"]} == {row for (row,) in makers.execute(ids)}
    assert {row["verdict"] for row in card["verdicts"]} == {"confirmed", "partly", "contradicted", "not found"}


@pytest.mark.parametrize(
    "name", ["swift-3-report", "Swift 3: Songs for Long Evenings", "swift-3: songs for long EVENINGS"]
)
def test_a_source_is_shown_with_what_it_is_and_all_that_was_taken_from_it(name: str, show_makers: Show) -> None:
    card = show_makers(name).stdout
    assert card.startswith(
        "Swift 3: Songs for Long Evenings (swift-3-report)\n"
        "Technical report of Mud & Straw in a copy by others, 2024-05-02\nRead: whole\nPages: 3\n"
    )
    parts = parts_of(card)
    assert "URL: https://example.org/swift-3.pdf\nModels: Swift 3, Swift 3-Long\nTaken from it: " in card
    assert re.search(r"Swift 3-Long +KV heads +8 +p\. 1", parts["Specifications"])
    assert "  Swift 3: not found: activation, license" in parts["Not disclosed"].splitlines()
    assert re.search(r"contradicted +Swift 3 uses moss lining +§3\.1 ¶4 s2 +p\. 2 ", parts["Verdicts on the survey"])
    assert "None" not in card


def test_a_source_with_repository_and_license_says_so_and_the_survey_is_a_source_too(show_makers: Show) -> None:
    card = show_makers("wren-2-card").stdout
    assert "\nRepository: example.org/birdlab/wren-2 README.md\nRevision: 0123abc\nLicense: Nest License 1.0\n" in card
    assert show_makers("tiny-source").stdout.splitlines()[1].startswith("Survey, ")
    (source,) = json.loads(show_makers("wren-2-card", "--json").stdout)
    assert source["source"]["kind"] == "model-card" and len(source["facts"]) == 2
    unknown = show_makers("wren-2-cart")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "did you mean 'wren-2-card'" in unknown.stderr
