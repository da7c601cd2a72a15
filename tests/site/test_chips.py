"""A chip says everything that qualifies its facts: stage, qualifier, evidence, variants, and what is questioned."""

import sqlite3
from typing import Any

import pytest

from llm_kb import wording
from llm_kb.site.chips import by_relation, chips

from .conftest import Get
from .reading import soup, text

ABSENCES = ("no other model uses", "no model uses", "What only its models do", "no model named", "sets it apart")
"""Words that would present absence in the survey as a fact."""


def fact(**columns: Any) -> dict[str, Any]:
    row = {
        "model": "Owl",
        "model_id": "owl",
        "release_id": "owl",
        "relation": "uses",
        "technique": "tensor parallelism",
        "technique_id": "tp",
        "stage": "training",
        "qualifier": None,
        "basis": "explicit",
        "basis_note": None,
        "disputed": 0,
        "fact_id": "f1",
        "source_kind": "survey",
    }
    return {**row, **columns}


def test_one_fact_of_the_own_model_leads_to_its_page_and_shows_no_stage() -> None:
    (chip,) = chips([fact()], "technique_id", page_model="owl")
    assert (chip.path, chip.stage, chip.whose, chip.basis, chip.disputed) == ("/facts/f1", "", "", "explicit", False)
    assert chip.title == "Owl uses tensor parallelism; training"


def test_a_technique_that_occurs_twice_shows_its_stages() -> None:
    found = chips([fact(), fact(relation="avoids", stage="inference", qualifier="across nodes")], "technique_id")
    assert [(chip.first["relation"], chip.stage, chip.first["qualifier"]) for chip in found] == [
        ("uses", "training", None),
        ("avoids", "inference", "across nodes"),
    ]
    assert [chip.stage for chip in chips([fact(), fact(stage="unstated")], "technique_id")] == [
        "training",
        "stage not stated",
    ]


@pytest.mark.parametrize("relation", ["avoids", "omits"])
def test_a_negation_always_shows_its_stage(relation: str) -> None:
    (chip,) = chips([fact(relation=relation)], "technique_id")
    assert chip.stage == "training"
    (chip,) = chips([fact(relation=relation, stage="unstated")], "technique_id")
    assert chip.stage == "stage not stated"


def test_all_variants_are_named_or_counted() -> None:
    two = [fact(model=f"Owl-{size}", model_id=f"owl-{size}") for size in (1, 2)]
    (chip,) = chips(two, "technique_id", page_model="owl")
    assert chip.whose == "Owl-1, Owl-2"
    six = [fact(model=f"Owl-{size}", model_id=f"owl-{size}") for size in range(6)]
    (chip,) = chips(six, "technique_id", page_model="owl")
    assert chip.whose == "6 variants"
    assert all(f"Owl-{size}" in chip.title for size in range(6))
    assert chip.path == "/facts?model=owl&source=survey&technique=tp&relation=uses&exactly=1"
    (chip,) = chips([fact(), *two], "technique_id", page_model="owl")
    assert chip.whose == "and 2 variants"


def test_a_model_counts_by_its_best_evidence_and_several_models_by_the_weakest() -> None:
    again = fact(basis="implied", basis_note="It follows.")
    assert chips([again, fact()], "technique_id")[0].basis == "explicit"
    (chip,) = chips([fact(), {**again, "model": "Owl-1", "model_id": "owl-1"}], "technique_id")
    assert chip.basis == "implied"
    assert "inferred: It follows." in chip.title


def test_a_chip_is_questioned_if_one_of_its_facts_is() -> None:
    assert chips([fact(), fact(disputed=1)], "technique_id")[0].disputed


def test_chips_are_in_the_order_of_the_relations() -> None:
    found = by_relation(chips([fact(relation=name) for name in reversed(wording.RELATIONS)], "technique_id"))
    assert [relation for relation, _ in found] == list(wording.RELATIONS)


def test_every_relation_stage_role_and_basis_has_a_display_name(kb: sqlite3.Connection) -> None:
    for table, names in (("relations", wording.RELATIONS), ("bases", wording.EVIDENCE)):
        assert {row[0] for row in kb.execute(f"SELECT id FROM {table}")} == set(names)
    assert {row[0] for row in kb.execute("SELECT id FROM roles")} == set(wording.ROLES) - {"base"}  # of makers alone


def test_every_questioned_fact_is_flagged_wherever_it_is_a_chip(get: Get, kb: sqlite3.Connection) -> None:
    rows = kb.execute("SELECT fact_id, model_id, technique_id FROM design_facts WHERE disputed = 1").fetchall()
    assert rows
    for identifier, model, technique in rows:
        for path in (f"/models/{model}", f"/techniques/{technique}"):
            found = soup(get(path)).select(f'.chip[href="/facts/{identifier}"]')
            assert all("questioned" in text(chip) for chip in found), (path, identifier)
        assert soup(get(f"/models/{model}")).select(".chip .flag")


def test_marks_are_explained_where_they_are_used(get: Get) -> None:
    for path in ("/models/swift-3", "/techniques/praise", "/institutions/loft"):
        legend = text(soup(get(path)).select_one(".legend"))
        assert all(word in legend for word in ("inferred", "ambiguous", "questioned", "not mentioned")), path


@pytest.mark.parametrize("kind", ["models", "techniques", "institutions"])
def test_absence_in_the_survey_is_never_presented_as_a_fact(get: Get, kb: sqlite3.Connection, kind: str) -> None:
    for (identifier,) in kb.execute(f"SELECT id FROM {kind}").fetchall()[::5]:
        told = text(soup(get(f"/{kind}/{identifier}")).select_one("main"))
        assert [words for words in ABSENCES if words in told] == [], identifier


def test_what_is_mentioned_for_one_model_alone_is_presented_as_that(get: Get) -> None:
    page = soup(get("/models/swift-3"))
    assert text(page.select_one("#alone")) == "Mentioned only for Swift 3"


def test_a_technique_is_shown_by_the_short_name_that_people_say_with_the_full_one_as_title(
    get: Get, kb: sqlite3.Connection
) -> None:
    model, identifier = kb.execute(
        "SELECT model_id, fact_id FROM design_facts WHERE technique_id = 'feather-folding'"
    ).fetchone()
    page = soup(get(f"/models/{model}"))
    titles = {text(chip).split()[0]: str(chip["title"]) for chip in page.select(".glance .chip")}
    assert "feather folding" in titles["FF"]
    link = page.select_one('.fact a[href="/techniques/feather-folding"]')
    assert link and (text(link), link["title"]) == ("FF", "feather folding"), identifier
