"""The list of facts, and the page of one fact with everything that is known of it."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette

from llm_kb import queries
from llm_kb.site.pages import facts, options
from llm_kb.site.server import create_datasette

from .reading import seen, text

Get = Callable[..., httpx.Response]

FACT = "tiny-source-3-1-3-1--swift-3--half-folding--uses--inference"
AMBIGUOUS = "tiny-source-3-2-3-2--wren-2--imitated-songs--uses--post-training"
JUDGED = "tiny-source-3-2-3-2--magpie--praise--uses--post-training"
REPEATED = "tiny-source-2-2-3-1--owl-2--feather-folding--uses--inference"
REPLACEMENT = "swift-3--nightly-choice--uses--inference"


def fact_links(answer: httpx.Response) -> list[str]:
    return [link["href"] for link in seen(answer).select(".statements .fact a.permalink")]


def test_the_facts_are_those_of_the_query(get: Get, kb: sqlite3.Connection) -> None:
    found = queries.run(kb, "facts", {"model": "owl-2", "relation": "avoids"})
    place = found.columns.index("fact_id")
    shown = fact_links(get("/facts?model=owl-2&relation=avoids"))
    assert shown == [f"/facts/{row[place]}" for row in found.rows] != []


def test_the_filters_keep_what_was_chosen(get: Get) -> None:
    page = seen(
        get("/facts?model=swift-3&technique=feather-folding&relation=uses&section=3.1&institution=mud-and-straw")
    )
    chosen = {select["name"]: select.find("option", selected=True)["value"] for select in page.select("main select")}
    assert chosen == {
        "model": "swift-3",
        "technique": "feather-folding",
        "relation": "uses",
        "section": "3.1",
        "institution": "mud-and-straw",
    }
    assert page.h1.get_text() == "Facts: Swift 3, feather folding, uses, 3.1 How Are Nests Kept Light?, Mud & Straw"


def test_another_name_chooses_what_it_means(get: Get) -> None:
    answer = get("/facts?technique=GRP")
    assert fact_links(answer) == fact_links(get("/facts?technique=group-relative-praise")) != []
    chosen = seen(answer).find("select", {"name": "technique"}).find("option", selected=True)
    assert chosen["value"] == "group-relative-praise"


@pytest.mark.parametrize("name", ["model", "technique"])
def test_exactly_what_has_facts_can_be_chosen(get: Get, kb: sqlite3.Connection, name: str) -> None:
    values = [option["value"] for option in seen(get("/facts?relation=proposes")).select(f"select[name={name}] option")]
    reached = f"SELECT name FROM {name}_names INNER JOIN design_facts USING ({name}_id)"
    ids = {row[0] for row in kb.execute(f"SELECT id FROM {name}s WHERE id IN ({reached})")}
    assert sorted(values) == ["", *sorted(ids)]


def test_the_pages_of_the_list_hold_each_fact_once(
    get: Get, kb: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "FACTS", 20)
    shown = []
    answer = get("/facts")
    while link := seen(answer).select_one('.pages a[rel="next"]'):
        shown.append(fact_links(answer))
        answer = get(link["href"])
    assert {len(part) for part in shown} == {20}
    stored = kb.execute("SELECT fact_id FROM design_facts")
    assert sorted([*chain(*shown), *fact_links(answer)]) == sorted(f"/facts/{row[0]}" for row in stored)


@pytest.mark.parametrize("filters", ["technique=praise", "section=4", "relation=uses", "institution=mud-and-straw"])
def test_the_pages_of_a_choice_are_parts_of_one_list(get: Get, filters: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [fact for page in (1, 2) for fact in fact_links(get(f"/facts?{filters}&page={page}"))]
    monkeypatch.setattr(facts, "FACTS", 2)
    parted = [fact for page in (1, 2, 3) for fact in fact_links(get(f"/facts?{filters}&page={page}&anew"))]
    assert len(set(parted)) == len(parted) == 6
    assert set(parted) <= set(whole)


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ("relation=eats", "There is no relation “eats”."),
        ("technique=group-relative-praise&model=nobody", "There is no model “nobody”."),
        ("section=9.9", "There is no section with facts “9.9”."),
        ("release=nosuch", "There is no release “nosuch”."),
        ("publication=9999", "There is no publication “9999”."),
    ],
)
def test_what_is_not_known_at_all_is_told(get: Get, filters: str, told: str) -> None:
    notes = [text(note) for note in seen(get(f"/facts?{filters}")).select(".note")]
    assert [note.removesuffix(" Search for it") for note in notes] == [told]


def test_what_is_known_and_has_no_fact_is_no_slip(get: Get) -> None:
    assert not seen(get("/facts?model=swift-3&technique=group-relative-praise&relation=avoids")).select(".note")


def test_where_models_are_too_many_to_choose_from_the_name_is_typed(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "MOST", 5)
    page = seen(get("/facts?model=swift-3&anew"))
    assert page.find("input", {"name": "model"})["value"] == "swift-3"
    assert page.find("select", {"name": "institution"}) is None


def test_the_next_page_keeps_the_filters(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "FACTS", 20)
    link = seen(get("/facts?relation=uses")).select_one('.pages a[rel="next"]')
    assert link and link["href"] == "/facts?relation=uses&page=2"
    assert seen(get(link["href"])).select_one(".pages a[aria-current]")["href"] == link["href"]


@pytest.mark.parametrize("page", ["0", "-1", "99", "²", "9" * 5000])
def test_a_page_that_there_is_not_is_the_first(get: Get, page: str) -> None:
    assert get(f"/facts?page={page}").text == get("/facts").text


def test_a_page_of_many_leads_to_all_of_them_as_csv(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "FACTS", 20)
    behind = seen(get("/facts?relation=uses")).select(".behind a")
    assert len(get(behind[1]["href"]).text.splitlines()) == 1 + 20
    total = len(get("/llm_kb/facts.json?relation=uses&_shape=array").json())
    assert len(get(behind[3]["href"]).text.splitlines()) == 1 + total > 21
    assert len(seen(get("/facts?relation=avoids")).select(".behind a")) == 3


def test_facts_beside_a_reference_can_be_listed(get: Get) -> None:
    answer = get("/facts?publication=5")
    assert fact_links(answer)
    assert "Facts: with reference [5]" in text(seen(answer).main)


def test_nothing_that_fits_is_said_plainly(get: Get) -> None:
    answer = get("/facts?model=nobody")
    assert answer.status_code == 200
    assert "No matches." in text(seen(answer).main)


def test_a_fact_is_told_with_its_evidence(get: Get) -> None:
    page = seen(get(f"/facts/{FACT}"))
    said = text(page.main)
    assert text(page.h1) == "Swift 3 ● uses half folding ⚑ questioned"
    for part in (
        "Swift 3 folds in halves and sings half again as long",
        "§3.1 ¶3 s1",
        "folds in halves to sing 50% longer",
        "The talker talks.",
        "The sentence says so.",
        "How Small Talkers Are Made, section 3.1, under “Folding Further”, paragraph 3, sentence 1",
        "50% duration",
    ):
        assert part in said
    targets = {link["href"] for link in page.main.find_all("a")}
    assert targets >= {
        "/models/swift-3",
        "/techniques/half-folding",
        "/questions/3.1",
        f"/llm_kb/design_facts/{FACT}",
    }


def test_a_fact_that_is_not_explicit_tells_why(get: Get, kb: sqlite3.Connection) -> None:
    (note,) = kb.execute("SELECT basis_note FROM design_facts WHERE fact_id = ?", [AMBIGUOUS]).fetchone()
    page = seen(get(f"/facts/{AMBIGUOUS}"))
    assert page.select_one(".basis-name.ambiguous").get_text() == "ambiguous"
    assert note in text(page.main)


def test_the_other_model_of_a_fact_stands_with_its_part(get: Get) -> None:
    parts = {part.dt.get_text(): part.dd for part in seen(get(f"/facts/{AMBIGUOUS}")).select(".card > div")}
    assert parts["Trained on data from"].a["href"] == "/models/owl-2-large"


def test_the_part_of_another_model_shows_its_basis_where_that_is_not_the_one_of_the_fact(get: Get) -> None:
    parts = {part.dt.get_text(): part.dd for part in seen(get(f"/facts/{JUDGED}")).select(".card > div")}
    assert text(parts["Judged by"]) == "Owl 2-Large inferred Who rates a talker need not be its judge."
    assert parts["Evidence"].select_one(".basis-name").get_text() == "stated explicitly"
    page = seen(get(f"/facts/{AMBIGUOUS}"))
    assert (
        text({part.dt.get_text(): part.dd for part in page.select(".card > div")}["Trained on data from"])
        == "Owl 2-Large"
    )
    listed = text(seen(get("/facts?model=magpie&technique=praise")).main)
    assert "judged by Owl 2-Large (inferred: Who rates a talker need not be its judge.)" in listed


def test_a_fact_with_a_phrase_of_its_own_shows_that_one(get: Get) -> None:
    page = seen(get(f"/facts/{JUDGED}"))
    assert [quotation.get_text() for quotation in page.select(".own-statement q")] == ["rates Magpie"]
    assert seen(get("/models/swift-3")).find("q", string="rates Magpie") is None
    said = next(item for item in seen(get("/questions/3.2")).select(".statement") if "judges Magpie" in text(item))
    quoted = [quotation.get_text() for quotation in said.select(".where q")]
    assert quoted == ["rates Magpie", "teaches Swift 3 by distillation"]


def test_a_disputed_fact_shows_its_erratum(get: Get, kb: sqlite3.Connection) -> None:
    places = kb.execute("SELECT erratum_id FROM errata_places WHERE evidence_id = ?", [FACT]).fetchall()
    links = [link["href"] for link in seen(get(f"/facts/{FACT}")).select(".errata a")]
    assert links == [f"/errata#{place[0]}" for place in places] != []


def test_the_neighbors_are_those_of_the_paragraph_with_the_own_one_marked(get: Get) -> None:
    neighbors = seen(get(f"/facts/{FACT}")).select(".paragraph > li")
    places = [item.select_one(".place").get_text() for item in neighbors]
    assert {place.rpartition(" ")[0] for place in places} == {"§3.1 ¶3"}
    assert [item.select_one(".place").get_text() for item in neighbors if item.get("aria-current")] == ["§3.1 ¶3 s1"]
    assert len(neighbors) == 5


def test_other_facts_of_the_sentence_and_other_places_of_the_claim_are_linked(get: Get) -> None:
    beside = seen(get(f"/facts/{FACT}")).find(id="statement").find_next("ul")
    assert [link["href"] for link in beside.select("a.permalink")] == [f"/facts/tiny-source-3-1-3-1--{REPLACEMENT}"]
    again = seen(get(f"/facts/{REPEATED}")).find(id="claim").find_next("ol")
    assert [link["href"] for link in again.select("a.permalink")] == [
        "/facts/tiny-source-2-2-2-1--owl-2--feather-folding--uses--inference",
        "/facts/tiny-almanac-1-1-1--owl-2--feather-folding--uses--inference",
    ]


def test_references_beside_a_fact_are_linked(get: Get) -> None:
    page = seen(get("/facts/tiny-source-3-2-3-1--wren-2--group-relative-praise--uses--post-training"))
    parts = {part.dt.get_text(): part.dd for part in page.select(".card > div")}
    assert parts["Cited there"].a["href"] == "/publications/11"


def test_a_citation_names_survey_place_edition_and_address(get: Get) -> None:
    citation = seen(get(f"/facts/{FACT}")).select_one("pre.cite").get_text()
    assert citation == (
        "Ada Lark et al., “How Small Talkers Are Made” (2024), section 3.1, paragraph 3, sentence 1; "
        f"llm-kb, edition of 2024-08-15, http://inside.test/facts/{FACT}"
    )


def test_every_fact_has_a_page(get: Get, kb: sqlite3.Connection) -> None:
    for (fact,) in kb.execute("SELECT fact_id FROM design_facts WHERE rowid % 4 = 1"):
        assert get(f"/facts/{fact}").status_code == 200, fact


@pytest.fixture(scope="module")
def changed(kb_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    """A knowledge base in which a later edition puts another claim in the place of the fact."""
    path = tmp_path_factory.mktemp("changed") / "llm_kb.db"
    shutil.copyfile(kb_file, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO claim_changes (id, edition_id, claim_id, kind_id, replacement_id, reason)"
            " VALUES ('change-1', 'tiny-flock', 'swift-3--half-folding--uses--inference', 'supersede', ?,"
            " 'The stage was misread.')",
            [REPLACEMENT],
        )
        connection.execute("DELETE FROM design_facts WHERE fact_id = ?", [FACT])
    yield create_datasette(path)


def test_a_fact_that_was_taken_back_keeps_its_address_and_tells_why(
    browse: Callable[[Datasette], Get], changed: Datasette
) -> None:
    answer = browse(changed)(f"/facts/{FACT}")
    assert answer.status_code == 200
    said = text(seen(answer).main)
    assert "This fact was withdrawn." in said
    assert re.search(
        r"of 2024-08-15 changed it \(supersede\): The stage was misread\. Replaced by: Swift 3 uses nightly", said
    )
    page = seen(answer)
    link = page.select_one(".note a")["href"]
    assert link == "/facts?model=swift-3&technique=nightly-choice&relation=uses"
    assert fact_links(browse(changed)(link))
    assert page.select_one(".own .says").get_text().startswith("Swift 3 folds in halves")
    assert f"/llm_kb/design_facts/{FACT}" not in answer.text


def test_the_other_facts_of_its_sentence_still_stand(browse: Callable[[Datasette], Get], changed: Datasette) -> None:
    assert "was withdrawn" not in browse(changed)(f"/facts/tiny-source-3-1-3-1--{REPLACEMENT}").text
