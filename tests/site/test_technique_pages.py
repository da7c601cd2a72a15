"""The pages of techniques: the taxonomy, and everything that is known of one technique."""

import csv
import io
import sqlite3

import pytest

from llm_kb import queries
from llm_kb.site.pages import techniques

from .conftest import Get
from .reading import links, soup, text


def facts_below(kb: sqlite3.Connection, technique: str) -> set[str]:
    rows = kb.execute(
        """SELECT f.fact_id FROM design_facts AS f
        INNER JOIN technique_names AS reach ON f.technique_id = reach.technique_id WHERE reach.name = ?""",
        [technique],
    )
    return {row[0] for row in rows}


def test_the_taxonomy_has_every_technique_once_in_its_group(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/techniques"))
    groups = [row[0] for row in kb.execute("SELECT id FROM techniques WHERE parent_id IS NULL ORDER BY ordinal")]
    assert [fold["id"] for fold in page.select("details.fold[open]")] == groups
    shown = [str(link["href"]) for link in page.select(".taxonomy a")]
    techniques = kb.execute("SELECT id FROM techniques WHERE parent_id IS NOT NULL ORDER BY ordinal").fetchall()
    assert shown == [f"/techniques/{row[0]}" for row in techniques]


def test_a_technique_stands_below_what_it_is_part_of(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/techniques"))
    for identifier, parent in kb.execute("SELECT id, parent_id FROM techniques WHERE parent_id IS NOT NULL"):
        item = page.select_one(f'.taxonomy a[href="/techniques/{identifier}"]').find_parent("li")  # type: ignore[union-attr]
        above = item.find_parent(["li", "details"])  # type: ignore[union-attr]
        assert above
        own = above.get("id") or str(above.select_one("a")["href"]).removeprefix("/techniques/")  # type: ignore[index]
        assert own == parent


def test_the_taxonomy_counts_models_and_facts(get: Get, kb: sqlite3.Connection) -> None:
    item = soup(get("/techniques")).select_one('.taxonomy a[href="/techniques/mixture-of-experts"]')
    number = len(facts_below(kb, "mixture-of-experts"))
    assert f"8 models use it · {number} facts" in text(item.find_parent("div"))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name",
    ["GRPO", "Grpo", "group-relative-policy-optimization", "group%20relative%20policy%20optimization"],
)
def test_any_name_of_a_technique_leads_to_its_address(get: Get, name: str) -> None:
    answer = get(f"/techniques/{name}")
    assert (answer.status_code, answer.headers["location"]) == (301, "/techniques/grpo")


def test_every_alias_leads_to_its_technique(kb: sqlite3.Connection) -> None:
    answer = queries.run(kb, "technique_list")
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    for alias, identifier in kb.execute("SELECT alias, technique_id FROM technique_aliases").fetchall():
        assert techniques.meant(alias, rows) == identifier
        assert techniques.meant(f" {alias.upper().replace(' ', '-')}", rows) == identifier


@pytest.mark.parametrize("name", ["nope", "%00", "-", "grpo2", "%3Cscript%3E"])
def test_an_unknown_technique_is_not_found(get: Get, name: str) -> None:
    assert get(f"/techniques/{name}").status_code == 404


def test_a_technique_tells_its_place_meaning_names_and_origin(get: Get) -> None:
    page = soup(get("/techniques/grpo"))
    assert list(links(page.select_one(".trail")).values()) == [  # type: ignore[arg-type]
        "/techniques",
        "/techniques/reinforcement-learning-algorithms",
        "/techniques/reinforcement-learning",
    ]
    assert text(page.select_one("h1")) == "group relative policy optimization"
    assert text(page.select_one(".lead")).startswith("A variant of PPO")
    card = text(page.select_one(".card"))
    assert "Also called GRPO" in card
    assert "Introduced in [100]" in card


def test_adopters_stand_by_year_and_institution(get: Get) -> None:
    years = {text(row.dt): text(row.dd) for row in soup(get("/techniques/grpo")).select(".years > div")}
    assert list(years) == ["2024", "2025", "no year given"]
    assert years["2025"] == "Alibaba : Qwen3 DeepSeek : DeepSeek-R1"
    assert "Tülu 3.1" in years["no year given"]


def test_adopters_are_drawn(get: Get) -> None:
    drawing = soup(get("/techniques/grpo")).select_one("#adopters ~ figure svg")
    assert drawing and "DeepSeek-R1" in str(drawing)
    assert not soup(get("/techniques/encoder")).select("#adopters")


def test_who_avoids_something_narrower_is_told_with_what_it_avoids(get: Get) -> None:
    broad = soup(get("/techniques/mixture-of-experts"))
    assert not broad.select("#declined")
    chips = [text(chip) for chip in broad.select("#declined-narrower ~ .glance .chip")]
    assert "Claude 3 expert routing" in chips
    own = soup(get("/techniques/encoder"))
    assert "Llama 4" in [text(chip) for chip in own.select("#declined ~ .glance .chip")]


def test_other_relations_stand_apart_from_adoption(get: Get, kb: sqlite3.Connection) -> None:
    technique, release = kb.execute(
        """SELECT technique_id, release FROM design_facts AS f WHERE relation = 'explores' AND NOT EXISTS (
            SELECT 1 FROM design_facts AS g WHERE g.technique_id = f.technique_id AND g.release_id = f.release_id
            AND g.relation IN ('uses', 'introduces')
        )"""
    ).fetchone()
    page = soup(get(f"/techniques/{technique}"))
    assert release in text(page.select_one("#otherwise ~ .glance"))
    assert release not in [text(name) for name in page.select(".years strong")]


@pytest.mark.parametrize("technique", ["grpo", "mixture-of-experts", "encoder", "reward-signals"])
def test_every_fact_of_a_technique_is_shown_under_its_question(
    get: Get, kb: sqlite3.Connection, technique: str
) -> None:
    page = soup(get(f"/techniques/{technique}"))
    shown = [str(link["href"]) for link in page.select("#evidence ~ section .fact .permalink")]
    assert sorted(shown) == sorted(f"/facts/{fact}" for fact in facts_below(kb, technique))
    headings = [str(link["href"]) for link in page.select("#evidence ~ section h3 a")]
    assert headings == sorted(set(headings)) != []


def test_what_is_narrower_is_shown_as_a_tree(get: Get) -> None:
    page = soup(get("/techniques/mixture-of-experts"))
    tree = page.select_one("#narrower ~ .taxonomy")
    assert tree
    item = tree.select_one('a[href="/techniques/expert-routing"]').find_parent("li")  # type: ignore[union-attr]
    assert "/techniques/top-k-routing" in links(item).values()  # type: ignore[arg-type]
    assert "/techniques/dense-architecture" not in links(tree).values()
    assert "/techniques/mixture-of-experts" not in links(tree).values()


def test_techniques_that_appear_with_it_are_counted(get: Get, kb: sqlite3.Connection) -> None:
    first = soup(get("/techniques/grpo")).select_one("#companions ~ .bars li")
    assert first
    both = kb.execute(
        """SELECT count(*) FROM (
            SELECT release_id FROM design_facts WHERE technique_id = 'grpo' AND relation IN ('uses', 'introduces')
            INTERSECT
            SELECT release_id FROM design_facts
            WHERE technique_id = 'chain-of-thought-data' AND relation IN ('uses', 'introduces')
        )"""
    ).fetchone()[0]
    assert text(first).startswith(f"chain-of-thought data {both} of 7")


def test_a_technique_that_no_model_has_shows_where_it_is_named(get: Get) -> None:
    page = soup(get("/techniques/memory-module"))
    assert "says of no model" in text(page.select_one(".none"))
    assert not page.select("#evidence, .counts")
    places = [str(link["href"]) for link in page.select("#unassigned ~ details[open] a.place")]
    assert places == ["/questions/2.1#paper-2-1-2-1"]


def test_statements_with_facts_are_not_told_again_as_without_a_model(get: Get) -> None:
    page = soup(get("/techniques/grouped-query-attention"))
    places = [str(link["href"]) for link in page.select("#unassigned ~ details a.place")]
    assert "/questions/4.2#paper-4-2-4-2" in places
    assert "/questions/4.2#paper-4-2-4-3" not in places
    assert page.select("#unassigned ~ details:not([open])")


def test_publications_are_told_with_their_part(get: Get) -> None:
    rows = [text(row) for row in soup(get("/techniques/grpo")).select("#publications ~ .plain li")]
    assert len(rows) == 1
    assert rows[0].startswith("[100] ") and rows[0].endswith("introduces group relative policy optimization, 2024")


def test_figures_of_a_technique_are_shown(get: Get) -> None:
    assert "50%" in text(soup(get("/techniques/fp8-quantization")).select_one("#figures ~ .figures"))


def test_the_rows_behind_the_narrower_techniques_are_those_shown(get: Get) -> None:
    page = soup(get("/techniques/mixture-of-experts"))
    behind = page.select_one("#narrower ~ .behind")
    assert behind
    rows = list(csv.DictReader(io.StringIO(get(links(behind)["CSV"]).text)))
    shown = [str(link["href"]) for link in page.select("#narrower ~ .taxonomy a")]
    assert [f"/techniques/{row['technique_id']}" for row in rows] == shown


def test_techniques_all_over_the_tree_have_a_page(get: Get, kb: sqlite3.Connection) -> None:
    for identifier, name in kb.execute("SELECT id, name FROM techniques WHERE ordinal % 20 = 0").fetchall():
        assert text(soup(get(f"/techniques/{identifier}")).select_one("h1")) == name
