"""The pages of models: a list to sort and filter, and everything that is known of one."""

import csv
import io
import sqlite3

import pytest

from llm_kb.wording import evidence_name

from .conftest import Get
from .reading import links, soup, text


def get_text(get: Get, path: str) -> str:
    return text(soup(get(path)).select_one("main"))


def listed(get: Get, values: str = "") -> list[str]:
    return [text(row.select_one("th a")) for row in soup(get(f"/models{values}")).select("tbody tr")]


def test_the_list_has_the_surveyed_models(get: Get) -> None:
    assert len(listed(get)) == 7


def test_the_list_has_every_model_when_asked(get: Get, kb: sqlite3.Connection) -> None:
    assert len(listed(get, "?all=1")) == kb.execute("SELECT count(*) FROM models").fetchone()[0]


def test_the_list_is_filtered(get: Get) -> None:
    assert listed(get, "?institution=mud-and-straw") == ["Kiwi", "Magpie", "Swift 3"]
    assert "Finch" in listed(get, "?institution=birdlab")
    assert set(listed(get, "?year=2024&institution=mud-and-straw")) == {"Swift 3"}
    assert 0 < len(listed(get, "?dimension=post-training")) < 7
    assert listed(get, "?institution=mud-and-straw&year=1999") == []
    assert "No matches" in get("/models?institution=mud-and-straw&year=1999").text


@pytest.mark.parametrize(("sort", "place"), [("year", 1), ("techniques", 2), ("facts", 3)])
def test_the_list_is_sorted_by_numbers_from_the_largest(get: Get, sort: str, place: int) -> None:
    rows = soup(get(f"/models?sort={sort}")).select("tbody tr")
    numbers = [int(text(row.select("td")[place]).replace("not stated", "0")) for row in rows]
    assert numbers == sorted(numbers, reverse=True)


def test_the_list_is_sorted_by_name(get: Get) -> None:
    names = listed(get, "?sort=model")
    assert names == sorted(names, key=str.casefold)
    assert listed(get, "?sort=nonsense") == listed(get)


def test_every_fact_of_a_model_is_shown_with_its_evidence(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/models/swift-3"))
    shown = {link["href"] for link in page.select("#evidence ~ section .permalink")}
    facts = kb.execute("SELECT fact_id FROM design_facts WHERE release_id = 'swift-3'").fetchall()
    assert shown == {f"/facts/{row[0]}" for row in facts}
    assert "§3.1 ¶3 s1" in text(page)


def test_a_release_has_the_facts_of_its_variants(get: Get) -> None:
    page = soup(get("/models/swift-3"))
    assert any("Swift 3-Long" in text(fact) for fact in page.select(".fact"))


def test_a_fact_that_is_not_explicit_says_why(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/models/wren-2"))
    for basis in ("implied", "ambiguous"):
        facts = page.select(f"#evidence ~ section .fact.{basis}")
        notes = [text(fact.select_one(".basis")) for fact in facts for _ in fact.select(".permalink")]
        number = kb.execute(
            "SELECT count(*) FROM design_facts WHERE model_id = 'wren-2' AND basis = ?", [basis]
        ).fetchone()[0]
        assert len(notes) == number > 0
        assert all(note.startswith(f"{evidence_name(basis)}: ") and len(note) > 20 for note in notes)
    assert not page.select(".fact.explicit .basis")


def test_a_disputed_fact_shows_its_erratum(get: Get, kb: sqlite3.Connection) -> None:
    model, fact_id = kb.execute("SELECT model_id, fact_id FROM design_facts WHERE disputed = 1").fetchone()
    page = soup(get(f"/models/{model}"))
    fact = next(found for found in page.select(".fact") if found.select_one(f'a[href="/facts/{fact_id}"]'))
    erratum = fact.select_one(".disputed a")
    assert erratum and str(erratum["href"]).startswith("/errata#")


def test_what_is_avoided_and_omitted_stands_at_a_glance(get: Get) -> None:
    glance = text(soup(get("/models/owl-2")).select_one(".glance"))
    assert "avoids rule list" in glance
    assert "does without moss lining" in glance


def test_the_rows_behind_a_part_are_those_shown(get: Get) -> None:
    page = soup(get("/models/swift-3"))
    behind = page.select_one("#evidence ~ .data .behind")
    assert behind
    rows = list(csv.DictReader(io.StringIO(get(links(behind)["CSV"]).text)))
    assert len(rows) == len(page.select("#evidence ~ section .permalink"))
    assert len(get(links(behind)["JSON"]).json()["rows"]) == len(rows)


def test_a_model_has_its_figures_prompt_family_and_lineage(get: Get) -> None:
    assert "50%" in text(soup(get("/models/swift-3")).select_one(".figures"))
    assert soup(get("/models/wren-2")).select("#prompt ~ ul code")
    tree = soup(get("/models/owl-2")).select_one(".tree")
    assert "Owl 2-Mini" in text(tree) and tree and text(tree.select_one("strong")) == "Owl 2"
    assert "Owl 2-Small distilled from Owl 2-Large" in get_text(get, "/models/owl-2")


def test_likeness_is_told_with_what_is_shared(get: Get, kb: sqlite3.Connection) -> None:
    first = soup(get("/models/swift-3")).select_one("#alike ~ ol li")
    assert first
    other = links(first)
    name, address = next(iter(other.items()))
    both = kb.execute(
        """SELECT count(*) FROM (
            SELECT technique_id FROM design_facts
            WHERE release_id = 'swift-3' AND relation IN ('uses', 'introduces')
            INTERSECT
            SELECT technique_id FROM design_facts WHERE release = ? AND relation IN ('uses', 'introduces')
        )""",
        [name],
    ).fetchone()[0]
    assert f"{both} techniques in common" in text(first)
    assert address.startswith("/models/")


def test_a_model_listed_under_another_maker_says_so(get: Get) -> None:
    assert "The Loft , listed by the survey under Birdlab" in get_text(get, "/models/finch")
    assert soup(get("/models/finch")).select(".errata li")


def test_likeness_is_the_same_from_both_sides(get: Get) -> None:
    def likeness(model: str, other: str) -> float:
        rows = get(f"/llm_kb/similar_models.json?_shape=array&model={model}").json()
        return float(next(row["similarity"] for row in rows if row["model_id"] == other))

    for one, two in (("swift-3", "owl-2"), ("wren-2", "magpie"), ("magpie", "swift-3")):
        assert likeness(one, two) == likeness(two, one)


def test_a_chip_of_a_variant_says_whose_it_is(get: Get) -> None:
    chips = soup(get("/models/owl-2")).select(".glance .chip")
    assert "Owl 2-Small" in " ".join(text(chip.select_one("span")) for chip in chips if chip.select_one("span"))
    assert "Kiwi" not in " ".join(text(chip) for chip in soup(get("/models/kiwi")).select(".glance .chip"))


@pytest.mark.slow
def test_every_model_has_a_page(get: Get, kb: sqlite3.Connection) -> None:
    for identifier, name in kb.execute("SELECT id, name FROM models").fetchall():
        assert text(soup(get(f"/models/{identifier}")).select_one("h1")) == name


def test_an_unknown_model_is_not_found(get: Get) -> None:
    assert get("/models/swift-33").status_code == 404
