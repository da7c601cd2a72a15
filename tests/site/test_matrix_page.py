"""The matrix has a sign for everything that is said of releases and techniques, and nothing else."""

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


def test_every_sign_stands_on_a_fact_and_every_fact_has_a_sign(get: Get, kb: sqlite3.Connection) -> None:
    signs = soup(get("/matrix?least=1")).select(".matrix tbody td a")
    assert len(signs) == kb.execute(CELLS.format("")).fetchone()[0]


def test_rows_and_columns_meet_in_the_right_cell(get: Get) -> None:
    page = soup(get("/matrix"))
    techniques = [text(column) for column in page.select("thead tr")[1].select("th")]
    row = next(row for row in page.select("tbody tr") if text(row.select_one("th")) == "Swift 3")
    cells = [cell for cell in row.select("td") for _ in range(int(str(cell.get("colspan") or 1)))]
    assert len(cells) == len(techniques)
    for technique, cell in zip(techniques, cells, strict=True):
        for sign in cell.select("a"):
            assert str(sign["aria-label"]).startswith("Swift 3 ")
            assert str(sign["aria-label"]).endswith(f" {technique}")
    told = {str(sign["aria-label"]) for sign in row.select("td a")}
    assert {"Swift 3 uses half folding", "Swift 3 uses nightly choice"} <= told


def test_a_sign_is_explicit_where_any_sentence_is(get: Get) -> None:
    sign = soup(get("/matrix?least=1")).select_one('.matrix a[aria-label="Owl 2 uses feather folding"]')
    assert sign and "explicit" in (sign.get("class") or [])


def test_groups_span_their_columns(get: Get) -> None:
    head, columns = soup(get("/matrix")).select("thead tr")
    assert sum(int(str(group["colspan"])) for group in head.select("th")) == len(columns.select("th"))


def test_a_sign_tells_its_sentence_and_leads_to_the_evidence(get: Get) -> None:
    sign = soup(get("/matrix")).select_one('.matrix a[aria-label="Swift 3 uses half folding"]')
    assert sign
    assert "§3.1" in text(sign.select_one("span"))
    assert "half folding" in text(soup(get(str(sign["href"]))).select_one("main"))


def test_a_sign_of_several_facts_leads_to_all_of_them(get: Get, kb: sqlite3.Connection) -> None:
    release, technique, relation, number = kb.execute(
        """SELECT release_id, technique_id, relation, count(*) AS facts FROM design_facts
        WHERE surveyed = 1 GROUP BY 1, 2, 3 ORDER BY facts DESC, 1, 2 LIMIT 1"""
    ).fetchone()
    address = f"/facts?release={release}&technique={technique}&relation={relation}&exactly=1"
    signs = {str(sign["href"]) for sign in soup(get("/matrix?least=1")).select(".matrix td a")}
    assert number > 1
    assert address in signs
    assert len(soup(get(address)).select("main .permalink")) >= number


def test_the_matrix_is_filtered(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/matrix?least=1&institution=mud-and-straw"))
    assert [text(row) for row in page.select("tbody th[scope=row]")] == ["Kiwi", "Magpie", "Swift 3"]
    signs = soup(get("/matrix?least=1&dimension=optimization")).select(".matrix tbody td a")
    assert len(signs) == kb.execute(CELLS.format("AND f.dimension = 'Nests and Praise'")).fetchone()[0]
    group = soup(get("/matrix?group=running"))
    assert [text(name) for name in group.select("thead th[scope=colgroup]")] == ["running"]
    assert len(group.select("thead th[scope=col]")) < len(soup(get("/matrix")).select("thead th[scope=col]"))


def test_a_filter_that_leaves_nothing_says_so(get: Get) -> None:
    assert "Nothing fits" in get("/matrix?institution=loft&group=running").text
    assert get("/matrix?least=many").status_code == 200


def test_models_beside_the_surveyed_ones_are_shown_when_asked(get: Get) -> None:
    def rows(address: str) -> list[str]:
        return [text(row) for row in soup(get(address)).select("tbody th[scope=row]")]

    assert "Rook" not in rows("/matrix")
    assert "Rook" in rows("/matrix?all=1")


def test_a_sign_leads_to_as_many_facts_as_it_stands_on(get: Get) -> None:
    """Also where the technique has narrower ones, the release other releases below it, and the matrix one dimension."""
    for address in ("/matrix?least=1&all=1", "/matrix?dimension=making&least=1"):
        told = {str(sign["aria-label"]): str(sign["href"]) for sign in soup(get(address)).select(".matrix td a")}
        several = {name: path for name, path in told.items() if path.startswith("/facts?")}
        assert several
        rows = get(f"/llm_kb/matrix.json?_shape=array&{address.partition('?')[2].replace('all=1', 'surveyed=')}").json()
        numbers = {f"{row['model']} {row['relation']} {row['technique']}": row["facts"] for row in rows}
        for name, path in several.items():
            facts = get(f"/llm_kb/facts.json?_shape=array&{path.partition('?')[2]}").json()
            assert len(facts) == numbers[name], name


def test_a_number_of_models_that_cannot_be_chosen_is_left_out(get: Get) -> None:
    chosen = soup(get("/matrix?least=4")).select_one("select[name=least] option[selected]")
    assert chosen and chosen["value"] == "2"
