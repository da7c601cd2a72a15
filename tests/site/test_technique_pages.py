"""The pages of techniques: the taxonomy, and everything that is known of one technique."""

import csv
import io
import sqlite3

import pytest

from llm_kb.queries import naming

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
    assert [fold["id"] for fold in page.select("details.fold")] == groups
    shown = [str(link["href"]) for link in page.select(".taxonomy a")]

    def below(technique: str) -> list[str]:
        found = [
            row[0] for row in kb.execute("SELECT id FROM techniques WHERE parent_id = ? ORDER BY ordinal", [technique])
        ]
        return [name for child in found for name in (child, *below(child))]

    assert shown == [f"/techniques/{name}" for group in groups for name in below(group)]


def test_a_technique_stands_below_what_it_is_part_of(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/techniques"))
    for identifier, parent in kb.execute("SELECT id, parent_id FROM techniques WHERE parent_id IS NOT NULL"):
        item = page.select_one(f'.taxonomy a[href="/techniques/{identifier}"]').find_parent("li")  # type: ignore[union-attr]
        above = item.find_parent(["li", "details"])  # type: ignore[union-attr]
        assert above
        own = above.get("id") or str(above.select_one("a")["href"]).removeprefix("/techniques/")  # type: ignore[index]
        assert own == parent


def test_the_taxonomy_counts_models_and_facts(get: Get, kb: sqlite3.Connection) -> None:
    item = soup(get("/techniques")).select_one('.taxonomy a[href="/techniques/song-copying"]')
    number = len(facts_below(kb, "song-copying"))
    counts = item.find_parent("div").select(".tally b")  # type: ignore[union-attr]
    assert [text(count) for count in counts] == ["4", "–", "–", str(number)]


@pytest.mark.parametrize(
    "name",
    ["GRP", "Grp", "Group-Relative-Praise", "group%20relative%20praise"],
)
def test_any_name_of_a_technique_leads_to_its_address(get: Get, name: str) -> None:
    answer = get(f"/techniques/{name}")
    assert (answer.status_code, answer.headers["location"]) == (301, "/techniques/group-relative-praise")


def test_every_alias_leads_to_its_technique(kb: sqlite3.Connection) -> None:
    for alias, identifier in kb.execute("SELECT alias, technique_id FROM technique_aliases").fetchall():
        for typed in (alias, f" {alias.upper().replace(' ', '-')}"):
            assert list(naming.identifiers(kb, "technique", typed)) == [identifier]


@pytest.mark.parametrize("name", ["nope", "%00", "-", "group-relative-praise2", "%3Cscript%3E"])
def test_an_unknown_technique_is_not_found(get: Get, name: str) -> None:
    assert get(f"/techniques/{name}").status_code == 404


def test_a_technique_tells_its_place_meaning_names_and_origin(get: Get) -> None:
    page = soup(get("/techniques/group-relative-praise"))
    assert list(links(page.select_one(".trail")).values()) == [  # type: ignore[arg-type]
        "/techniques",
        "/techniques/teaching-methods",
        "/techniques/praise",
    ]
    assert text(page.select_one("h1")) == "GRP (group relative praise)"
    assert text(page.select_one(".lead")).startswith("A kind of praise")
    card = text(page.select_one(".card"))
    assert "Also called" not in card  # it has no other name than the abbreviation in its heading
    assert "Introduced in [11]" in card


def test_adopters_stand_by_year_and_institution(get: Get) -> None:
    years = {text(row.dt): text(row.dd) for row in soup(get("/techniques/feather-folding")).select(".years > div")}
    assert list(years) == ["2023", "2024", "no year stated"]
    assert years["2023"] == "Birdlab : Wren 1 uses decoding uses prefilling Mud & Straw : Magpie half folding"
    assert "Kiwi" in years["no year stated"]


def test_adopters_are_drawn(get: Get) -> None:
    drawing = soup(get("/techniques/group-relative-praise")).select_one("#adopters ~ figure svg")
    assert drawing and "Swift 3" in str(drawing)
    assert not soup(get("/techniques/quarter-folding")).select("#adopters")


def test_who_avoids_something_narrower_is_told_with_what_it_avoids(get: Get) -> None:
    broad = soup(get("/techniques/teaching-methods"))
    assert not broad.select("#declined")
    chips = [text(chip) for chip in broad.select("#declined-narrower ~ .glance .chip")]
    assert {"Finch rule list training", "Finch praise stage not stated"} <= set(chips)
    own = soup(get("/techniques/praise"))
    assert "Kiwi stage not stated" in [text(chip) for chip in own.select("#declined ~ .glance .chip")]


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


@pytest.mark.parametrize("technique", ["group-relative-praise", "song-copying", "feather-folding", "running"])
def test_every_fact_of_a_technique_is_shown_under_its_question(
    get: Get, kb: sqlite3.Connection, technique: str
) -> None:
    page = soup(get(f"/techniques/{technique}"))
    shown = [str(link["href"]) for link in page.select("#evidence ~ section .fact .permalink")]
    assert sorted(shown) == sorted(f"/facts/{fact}" for fact in facts_below(kb, technique))
    headings = [text(heading) for heading in page.select("#evidence ~ section h3")]
    assert sorted(headings) == sorted(set(headings)) != []


def test_what_is_narrower_is_shown_as_a_tree(get: Get) -> None:
    page = soup(get("/techniques/song-copying"))
    tree = page.select_one("#narrower ~ .taxonomy")
    assert tree
    item = tree.select_one('a[href="/techniques/duet-copying"]').find_parent("li")  # type: ignore[union-attr]
    assert "/techniques/round-copying" in links(item).values()  # type: ignore[arg-type]
    assert "/techniques/distillation" not in links(tree).values()
    assert "/techniques/song-copying" not in links(tree).values()


def test_techniques_that_appear_with_it_are_counted(get: Get, kb: sqlite3.Connection) -> None:
    first = soup(get("/techniques/group-relative-praise")).select_one("#companions ~ .bars li")
    assert first
    both = kb.execute(
        """SELECT count(*) FROM (
            SELECT release_id FROM design_facts
            WHERE technique_id = 'group-relative-praise' AND relation IN ('uses', 'introduces')
            INTERSECT
            SELECT release_id FROM design_facts
            WHERE technique_id = 'half-folding' AND relation IN ('uses', 'introduces')
        )"""
    ).fetchone()[0]
    assert text(first).startswith(f"half folding {both} of 3")


def test_a_technique_that_no_model_has_shows_where_it_is_named(get: Get) -> None:
    page = soup(get("/techniques/egg-turning"))
    assert "mentions it for no model" in text(page.select_one(".none"))
    assert not page.select("#evidence, .counts")
    places = [str(link["href"]) for link in page.select("#unassigned ~ details[open] a.place")]
    assert places == ["/questions/3.1#tiny-source-3-1-5-1"]


def test_statements_with_facts_are_not_told_again_as_without_a_model(get: Get) -> None:
    page = soup(get("/techniques/moss-lining"))
    places = [str(link["href"]) for link in page.select("#unassigned ~ details a.place")]
    assert "/questions/3.1#tiny-source-3-1-4-1" in places
    assert "/questions/3.1#tiny-source-3-1-4-2" not in places
    assert page.select("#unassigned ~ details:not([open])")


def test_publications_are_told_with_their_part(get: Get) -> None:
    rows = [text(row) for row in soup(get("/techniques/group-relative-praise")).select("#publications ~ .plain li")]
    assert len(rows) == 1
    assert rows[0].startswith("[11] ") and rows[0].endswith("introduces group relative praise, 2023")


def test_figures_of_a_technique_are_shown(get: Get) -> None:
    assert "50%" in text(soup(get("/techniques/half-folding")).select_one("#figures ~ .figures"))


def test_the_rows_behind_the_narrower_techniques_are_those_shown(get: Get) -> None:
    page = soup(get("/techniques/song-copying"))
    behind = page.select_one("#narrower ~ .data .behind")
    assert behind
    rows = list(csv.DictReader(io.StringIO(get(links(behind)["CSV"]).text)))
    shown = [str(link["href"]) for link in page.select("#narrower ~ .taxonomy a")]
    assert [f"/techniques/{row['technique_id']}" for row in rows] == shown


def test_techniques_all_over_the_tree_have_a_page(get: Get, kb: sqlite3.Connection) -> None:
    for identifier, name, short in kb.execute(
        "SELECT id, name, abbreviation FROM techniques WHERE ordinal % 4 = 0"
    ).fetchall():
        title = f"{short} ({name})" if short else name
        assert text(soup(get(f"/techniques/{identifier}")).select_one("h1")) == title


def test_a_technique_without_another_name_says_nothing_of_names(get: Get, kb: sqlite3.Connection) -> None:
    (identifier,) = kb.execute(
        """SELECT id FROM techniques WHERE abbreviation IS NULL AND parent_id IS NOT NULL
        AND id NOT IN (SELECT technique_id FROM technique_aliases)"""
    ).fetchone()
    assert "Also called" not in text(soup(get(f"/techniques/{identifier}")).select_one(".card"))
