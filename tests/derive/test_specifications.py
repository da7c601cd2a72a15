"""Specifications, their preference and conflicts, the spec sheet, verdicts and accuracy keep their contract."""

import sqlite3
from typing import Any

import pytest

from llm_kb import derive
from llm_kb.derive import stored

from .derive_tools import columns, rederive, rows

CONTRACTS = {
    "specifications": (
        "specification_id, model_id, model, release, institution, attribute, value, number, unit, status, printed,"
        " scope, source, source_kind, official, locator, phrase, conflict, preferred"
    ),
    "verdicts": "fact_id, source, verdict, locator, phrase, note",
    "survey_accuracy": "grouped_by, name, facts, checked, confirmed, partly, contradicted, not_found, no_source",
    "spec_sheet": (
        "model_id, model, release, institution, kind, total_parameters, active_parameters, layers, hidden_size,"
        " feed_forward_size, expert_feed_forward_size, attention_heads, kv_heads, head_dimension, attention_kind,"
        " attention_layout, positional_encoding, rope_base, activation, normalization, normalization_placement,"
        " tied_embeddings, vocabulary_size, tokenizer, context_length, context_extension, output_limit, experts_total,"
        " experts_active, experts_shared, training_tokens, training_compute, training_hardware, gpu_hours,"
        " training_precision, license, open_weights, release_date, knowledge_cutoff, input_modalities,"
        " output_modalities, languages, base_model, post_training_stages, rl_algorithm, reward_source, chat_template,"
        " chat_example, hugging_face_id, models_dev_id, openrouter_id, litellm_id, epoch_id, license_type,"
        " native_context_length, kv_lora_rank, rope_head_dimension, full_attention_layers, sliding_window,"
        " dense_layers, optimizer, predecessor, ecosystem_graphs_id"
    ),
}
"""The first columns of each table."""
CELL = "SELECT {} FROM specifications WHERE model_id = 'swift-3' AND attribute = '{}' ORDER BY place"


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_table_begins_with_the_columns_of_its_contract_in_any_edition(
    name: str, kb: sqlite3.Connection, makers: sqlite3.Connection
) -> None:
    contract = CONTRACTS[name].split(", ")
    for connection in (kb, makers):
        assert columns(connection, name)[: len(contract)] == contract


def test_a_value_stands_with_its_place_and_what_is_silent_stands_without(makers: sqlite3.Connection) -> None:
    shown = "value, number, unit, status, printed, scope, source, source_kind, official, locator, phrase"
    sql = f"SELECT {shown} FROM specifications WHERE model_id = 'swift-3' AND attribute = ?"
    report = ("Swift 3: Songs for Long Evenings", "technical-report", 0)
    assert rows(makers, sql, "training_tokens") == [
        (
            "1.5T",
            1.5e12,
            "tokens",
            "stated",
            "1.5 trillion",
            "both rounds",
            *report,
            "p. 3, table",
            "4,096 1.5 trillion",
        )
    ]
    assert rows(makers, sql, "license") == [(None, None, None, "not found", None, None, *report, None, None)]
    withheld = rows(makers, sql, "training_hardware")
    assert withheld == [(None, None, None, "withheld", None, None, *report, "p. 3", "we do not tell")]


def test_of_each_cell_one_row_is_preferred(makers: sqlite3.Connection) -> None:
    cells = "SELECT model_id, attribute, sum(preferred) FROM specifications GROUP BY model_id, attribute"
    assert {total for _, _, total in makers.execute(cells)} == {1}


def test_the_official_configuration_is_preferred_to_a_copy_of_the_report_and_both_conflict(
    makers: sqlite3.Connection,
) -> None:
    found = rows(makers, CELL.format("number, source_kind, preferred, conflict", "context_length"))
    assert found == [(8192, "configuration", 1, 1), (4096, "technical-report", 0, 1)]
    found = rows(makers, CELL.format("number, source_kind, preferred, conflict", "layers"))
    assert found == [(12, "configuration", 1, 0), (12, "technical-report", 0, 0)]


STATED = {"status_id": "stated", "printed": None, "scope": None, "note": None, "bound_id": "exact"}


def put(connection: sqlite3.Connection, passage: str, value: str, number: float | None, **more: Any) -> None:
    """Add a value for the layers (or another attribute) of Swift 3 that a passage gives."""
    attribute = more.pop("attribute", "layers")
    row = STATED | more
    statement = connection.execute("SELECT id FROM statements WHERE passage_id = ?", (passage,)).fetchone()[0]
    number_of_rows = connection.execute("SELECT count(*) FROM specification_values").fetchone()[0]
    connection.execute(
        "INSERT INTO specification_values (id, statement_id, passage_id, model_id, attribute_id, status_id, value,"
        " number, printed, scope, note, bound_id) VALUES (?, ?, ?, 'swift-3', ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            f"added-{number_of_rows}",
            statement,
            passage,
            attribute,
            row["status_id"],
            value,
            number,
            row["printed"],
            row["scope"],
            row["note"],
            row["bound_id"],
        ),
    )


CONFIGURATION, REPORT, CARD = "swift-3-config-layers-1", "swift-3-report-p1-1", "wren-2-card-details-1"


@pytest.mark.parametrize(
    ("document", "more", "preferred"),
    [
        ("UPDATE documents SET official = 1", {}, "report"),
        ("UPDATE documents SET official = 1", {"scope": "one size"}, "configuration"),
        ("UPDATE documents SET official = 1", {"bound_id": "up-to"}, "configuration"),
        ("UPDATE documents SET official = 1", {"status_id": "derived", "note": "So."}, "configuration"),
        ("UPDATE documents SET official = 1", {"status_id": "inherited", "note": "So."}, "configuration"),
        ("UPDATE documents SET official = 0", {}, "report"),
        ("UPDATE documents SET publisher_id = 'birdlab' WHERE kind_id = 'technical-report'", {}, "configuration"),
        ("UPDATE documents SET publisher_id = 'birdlab' WHERE kind_id = 'configuration'", {}, "report"),
    ],
)
def test_the_preferred_value_is_that_of_the_better_document(
    document: str, more: dict[str, Any], preferred: str, makers_copy: sqlite3.Connection
) -> None:
    makers_copy.execute("DELETE FROM specification_values WHERE attribute_id = 'layers'")
    put(makers_copy, CONFIGURATION, "40", 40)
    put(makers_copy, REPORT, "42", 42, **more)
    makers_copy.execute(document)
    rederive(makers_copy)
    found = rows(makers_copy, CELL.format("number", "layers"))
    assert found[0] == ((42,) if preferred == "report" else (40,))
    sheet = "SELECT layers FROM spec_sheet WHERE model_id = 'swift-3'"
    assert rows(makers_copy, sheet) == [found[0]]


def test_of_one_kind_the_newest_is_preferred_and_one_without_a_date_comes_last(makers_copy: sqlite3.Connection) -> None:
    makers_copy.execute("DELETE FROM specification_values WHERE attribute_id = 'layers'")
    makers_copy.execute("UPDATE documents SET kind_id = 'model-card', official = 1, publisher_id = 'mud-and-straw'")
    for passage, number in ((CONFIGURATION, 1), (REPORT, 2), (CARD, 3)):
        put(makers_copy, passage, str(number), number)
    rederive(makers_copy)
    dated = "SELECT date FROM sources WHERE id LIKE ?"
    dates = [makers_copy.execute(dated, (f"{name}%",)).fetchone()[0] for name in ("wren-2-card", "swift-3-report")]
    assert dates == sorted(dates, reverse=True)
    assert rows(makers_copy, CELL.format("number", "layers")) == [(3,), (2,), (1,)]


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (("8B", 8e9, {}), ("8.03B", 8.03e9, {}), 0),
        (("8B", 8e9, {}), ("8.03B", 8.03e9, {"printed": "8,030,000,000"}), 0),
        (("8.1B", 8.1e9, {}), ("8.03B", 8.03e9, {}), 0),
        (("8.2B", 8.2e9, {}), ("8.03B", 8.03e9, {}), 1),
        (("8B", 8e9, {"printed": "8,000,000,000"}), ("8.03B", 8.03e9, {"printed": "8,030,000,000"}), 1),
        (("40", 40, {}), ("42", 42, {}), 1),
        (("40", 40, {}), ("41", 41, {}), 1),
        (("0.1", 0.1, {}), ("0.4", 0.4, {}), 1),
        (("0.1", 0.1, {"printed": "a rate of 0.1"}), ("0.4", 0.4, {"printed": "a rate of 0.4"}), 1),
        (("40", 40, {"printed": "40 layers"}), ("42", 42, {}), 1),
        (("40", 40, {}), ("40", 40, {}), 0),
        (("40", 40, {}), ("42", 42, {"scope": "one size"}), 0),
        (("40", 40, {}), ("~42", 42, {"bound_id": "up-to"}), 0),
        (("128,000", 128000, {"printed": "128K"}), ("131,072", 131072, {}), 1),
        (("5,000", 5000, {"printed": "5K"}), ("5,400", 5400, {}), 0),
        (("5,200", 5200, {"printed": "5.2K"}), ("5,240", 5240, {}), 1),
    ],
)
def test_numbers_conflict_if_they_differ_by_more_than_they_are_rounded(
    one: tuple[str, float, Any], other: tuple[str, float, Any], conflict: int, makers_copy: sqlite3.Connection
) -> None:
    makers_copy.execute("DELETE FROM specification_values WHERE attribute_id = 'layers'")
    for passage, (value, number, more) in ((CONFIGURATION, one), (REPORT, other)):
        put(makers_copy, passage, value, number, **more)
    rederive(makers_copy)
    assert {flag for (flag,) in rows(makers_copy, CELL.format("conflict", "layers"))} == {conflict}


@pytest.mark.parametrize(
    ("attribute", "one", "other", "conflict"),
    [
        ("activation", "SwiGLU", "swi-glu", 0),
        ("activation", "SwiGLU", "GeGLU", 1),
        ("release_date", "2024-05", "2024-05-02", 0),
        ("release_date", "2024", "2024-05-02", 0),
        ("release_date", "2024-05-03", "2024-05-02", 1),
        ("release_date", "2024-06", "2024-05-02", 1),
    ],
)
def test_texts_are_compared_by_their_letters_and_dates_as_far_as_both_go(
    attribute: str, one: str, other: str, conflict: int, makers_copy: sqlite3.Connection
) -> None:
    makers_copy.execute("DELETE FROM specification_values WHERE attribute_id = ?", (attribute,))
    makers_copy.execute("DELETE FROM undisclosed WHERE attribute_id = ?", (attribute,))
    for passage, value in ((CONFIGURATION, one), (REPORT, other)):
        put(makers_copy, passage, value, None, attribute=attribute)
    rederive(makers_copy)
    assert {flag for (flag,) in rows(makers_copy, CELL.format("conflict", attribute))} == {conflict}


def test_a_document_of_somebody_else_conflicts_with_none(makers_copy: sqlite3.Connection) -> None:
    put(makers_copy, CARD, "99", 99)
    rederive(makers_copy)
    found = rows(makers_copy, CELL.format("number, conflict, preferred", "layers"))
    assert sorted(found) == [(12, 0, 0), (12, 0, 1), (99, 0, 0)]


def test_a_value_is_preferred_to_silence_and_what_is_withheld_to_what_is_not_found(
    makers_copy: sqlite3.Connection,
) -> None:
    silence = "INSERT INTO undisclosed VALUES (?, 'swift-3', ?, ?, NULL)"
    makers_copy.execute("DELETE FROM undisclosed")
    for source, attribute, status in (
        ("swift-3-config", "activation", "not-found"),
        ("wren-2-card", "activation", "withheld"),
        ("swift-3-report", "layers", "withheld"),
    ):
        makers_copy.execute(silence, (source, attribute, status))
    rederive(makers_copy)
    assert rows(makers_copy, CELL.format("status, preferred", "activation")) == [("withheld", 1), ("not found", 0)]
    assert rows(makers_copy, CELL.format("status, preferred", "layers"))[0] == ("stated", 1)


def test_the_sheet_has_numbers_flags_texts_and_null(makers: sqlite3.Connection) -> None:
    shown = "total_parameters, context_length, training_tokens, open_weights, release_date, base_model, license"
    found = rows(makers, f"SELECT {shown} FROM spec_sheet WHERE model_id IN ('swift-3', 'wren-2') ORDER BY model_id")
    assert found == [
        (7000000, 8192, 1500000000000, None, "2024-05-02", "Owl 2", None),
        (2500000, None, None, 1, None, None, "Nest License 1.0"),
    ]
    assert all(isinstance(number, int) for number in found[0][:3])
    models = rows(makers, "SELECT DISTINCT model_id FROM specifications ORDER BY 1")
    assert rows(makers, "SELECT model_id FROM spec_sheet ORDER BY 1") == models


def test_every_attribute_of_the_sheet_has_the_type_of_its_kind() -> None:
    entry = next(entry for entry in derive.entries() if entry.name == "spec_sheet")
    sheet = next(file for file in stored.files() if file.name == "spec_sheet")
    attributes = [column for column in entry.columns if column.name in sheet.names("nullable")]
    assert len(attributes) == len(CONTRACTS["spec_sheet"].split(", ")) - 5
    texts = {column.name for column in attributes if column.type == "TEXT"}
    assert {"license", "release_date", "base_model", "attention_kind"} <= texts
    assert not {"open_weights", "tied_embeddings", "layers", "gpu_hours"} & texts
