"""The matrix has a mark for every fact on techniques and releases, and the number of techniques per group."""

import sqlite3

from .conftest import Get
from .reading import soup, text

CELLS = """
    SELECT count(*) FROM (
        SELECT DISTINCT f.release_id, f.technique_id, f.relation
        FROM design_facts AS f INNER JOIN models AS m ON f.release_id = m.id
        WHERE m.surveyed = 1 {0}
    )
"""
MARKS = ".matrix tr:not(.group) td a"
WHOLE = "/matrix?least=1&open=all"


def test_every_mark_is_backed_by_a_fact_and_every_fact_has_a_mark(get: Get, kb: sqlite3.Connection) -> None:
    marks = soup(get(WHOLE)).select(MARKS)
    assert len(marks) == kb.execute(CELLS.format("")).fetchone()[0]


def test_rows_and_columns_meet_in_the_right_cell(get: Get) -> None:
    page = soup(get("/matrix?open=all"))
    models = [text(column) for column in page.select("thead th.model")]
    row = next(row for row in page.select(".matrix tbody tr") if text(row.select_one("th")) == "half folding")
    cells = row.select("td:not(.n)")
    assert len(cells) == len(models)
    for model, cell in zip(models, cells, strict=True):
        for mark in cell.select("a"):
            assert str(mark["aria-label"]).startswith(f"{model} ")
            assert " half folding" in str(mark["aria-label"])
    told = {str(mark["aria-label"]) for mark in row.select("td a")}
    assert {"Owl 2 uses half folding", "Finch does without half folding"} <= told


def test_a_closed_group_tells_of_how_many_techniques_something_is_said(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/matrix"))
    assert not page.select(MARKS)
    models = [text(column) for column in page.select("thead th.model")]
    for row in page.select(".matrix tr.group"):
        group = text(row.select_one("th a")).removeprefix("▸").strip()
        for model, cell in zip(models, row.select("td:not(.n)"), strict=True):
            counted = "SELECT count(DISTINCT technique_id) FROM design_facts WHERE release = ? AND technique_group = ?"
            assert int(text(cell) or 0) == kb.execute(counted, (model, group)).fetchone()[0]


def test_a_number_leads_to_the_facts_that_it_counts(get: Get) -> None:
    link = next(iter(soup(get("/matrix")).select(".matrix tr.group td a")))
    page = soup(get(str(link["href"])))
    assert len({text(one) for one in page.select("main .fact a[href^='/techniques/']")}) == int(text(link))


def test_a_group_opens_and_closes_by_its_heading(get: Get) -> None:
    closed = soup(get("/matrix?least=1")).select_one("#running .group a[aria-expanded=false]")
    assert closed
    page = soup(get(str(closed["href"])))
    assert page.select("#running tr:not(.group)")
    assert len(page.select(".matrix tbody tr:not(.group)")) == len(page.select("#running tr:not(.group)"))
    opened = page.select_one("#running .group a[aria-expanded=true]")
    assert opened and "least=1" in str(opened["href"]), "filters stay"
    assert not soup(get(str(opened["href"]))).select(MARKS)


def test_one_group_of_all_closes_by_its_heading(get: Get) -> None:
    opened = soup(get(WHOLE)).select_one("#running .group a[aria-expanded=true]")
    assert opened
    page = soup(get(str(opened["href"])))
    assert not page.select("#running tr:not(.group)")
    assert len(page.select(".group a[aria-expanded=true]")) == len(page.select(".matrix tr.group")) - 1


def test_a_mark_is_explicit_where_any_sentence_is(get: Get) -> None:
    mark = soup(get(WHOLE)).select_one('.matrix a[aria-label="Owl 2 uses feather folding"]')
    assert mark and "explicit" in (mark.get("class") or [])


def test_a_mark_of_a_questioned_fact_says_so(get: Get, kb: sqlite3.Connection) -> None:
    questioned = kb.execute(CELLS.format("AND f.disputed = 1")).fetchone()[0]
    marks = soup(get(WHOLE)).select(".matrix a.questioned")
    assert len(marks) == questioned > 0
    assert all("questioned by an erratum" in str(mark["aria-label"]) and "⚑" in text(mark) for mark in marks)


def test_a_mark_tells_stage_and_sentence_and_leads_to_the_evidence(get: Get) -> None:
    mark = soup(get("/matrix?open=all")).select_one('.matrix a[aria-label^="Swift 3 uses half folding"]')
    assert mark
    assert "§3.1" in text(mark.select_one("span"))
    assert "(inference)" in text(mark.select_one("span"))
    assert "half folding" in text(soup(get(str(mark["href"]))).select_one("main"))


def test_a_mark_beside_another_or_of_a_negative_relation_names_its_stages(get: Get, kb: sqlite3.Connection) -> None:
    cells = soup(get(WHOLE)).select(".matrix tr:not(.group) td:not(.n)")
    marks = [mark for cell in cells for mark in cell.select("a") if len(cell.select("a")) > 1]
    marks += [mark for cell in cells for mark in cell.select("a.avoids, a.omits")]
    stages = {name for (name,) in kb.execute("SELECT id FROM stages WHERE id <> 'unstated'")}
    staged = [mark for mark in marks if any(f"({stage}" in text(mark.select_one("span")) for stage in stages)]
    assert staged
    assert all(any(f"({stage}" in str(mark["aria-label"]) for stage in stages) for mark in staged)


def test_a_mark_of_several_facts_leads_to_all_of_them(get: Get, kb: sqlite3.Connection) -> None:
    release, technique, relation, number = kb.execute(
        """SELECT release_id, technique_id, relation, count(*) AS facts FROM design_facts
        WHERE surveyed = 1 GROUP BY 1, 2, 3 ORDER BY facts DESC, 1, 2 LIMIT 1"""
    ).fetchone()
    address = f"/facts?release={release}&source=survey&technique={technique}&relation={relation}&exactly=1"
    marks = {str(mark["href"]) for mark in soup(get(WHOLE)).select(MARKS)}
    assert number > 1
    assert address in marks
    assert len(soup(get(address)).select("main .permalink")) >= number


def test_the_matrix_is_filtered(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/matrix?institution=mud-and-straw"))
    assert [text(column) for column in page.select("thead th.model")] == ["Kiwi", "Magpie", "Swift 3"]
    marks = soup(get(f"{WHOLE}&dimension=optimization")).select(MARKS)
    assert len(marks) == kb.execute(CELLS.format("AND f.dimension = 'Nests and Praise'")).fetchone()[0]
    group = soup(get("/matrix?group=running"))
    assert [str(body["id"]) for body in group.select(".matrix tbody")] == ["running"]
    assert group.select(MARKS), "a group that is asked for is open"


def test_a_filter_that_leaves_nothing_says_so(get: Get) -> None:
    assert "There is no institution &#39;nobody&#39;: " in get("/matrix?institution=nobody").text
    assert get("/matrix?least=many&open=nothing").status_code == 200


def test_models_beside_the_surveyed_ones_are_shown_when_asked(get: Get) -> None:
    def models(address: str) -> list[str]:
        return [text(column) for column in soup(get(address)).select("thead th.model")]

    assert "Rook" not in models("/matrix")
    assert "Rook" in models("/matrix?all=1")


def test_a_mark_leads_to_as_many_facts_as_it_is_backed_by(get: Get) -> None:
    """Also where the technique has narrower ones, the release other releases below it, and the matrix one dimension."""
    for filters in ("all=1", "dimension=making"):
        marks = soup(get(f"{WHOLE}&{filters}")).select(MARKS)
        told = {str(mark["aria-label"]).partition(",")[0]: str(mark["href"]) for mark in marks}
        several = {name: path for name, path in told.items() if path.startswith("/facts?")}
        assert several
        rows = get(f"/llm_kb/matrix.json?_shape=array&least=1&{filters.replace('all=1', 'surveyed=')}").json()
        numbers = {f"{row['model']} {row['relation']} {row['technique']}": row["facts"] for row in rows}
        for name, path in several.items():
            facts = get(f"/llm_kb/facts.json?_shape=array&{path.partition('?')[2]}").json()
            assert len(facts) == numbers[name], name


def test_a_number_of_models_that_cannot_be_chosen_is_left_out(get: Get) -> None:
    chosen = soup(get("/matrix?least=4")).select_one("select[name=least] option[selected]")
    assert chosen and chosen["value"] == "2"
