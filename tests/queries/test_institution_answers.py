"""What the named queries answer of institutions, and what they leave out when they are narrowed."""

import sqlite3

from .test_answers import ask


def test_choices_are_counted_with_everything_narrower(kb: sqlite3.Connection) -> None:
    rows = {row["technique_id"]: row for row in ask(kb, "choices_of_institution", institution="Alibaba")}
    direct = kb.execute(
        """SELECT DISTINCT release FROM design_facts
        WHERE institution = 'Alibaba' AND technique_id = 'reasoning-data' AND relation IN ('uses', 'introduces')"""
    ).fetchall()
    counted = set(rows["reasoning-data"]["release_names"].split(", "))
    assert {row[0] for row in direct} < counted
    assert rows["reasoning-data"]["releases"] == len(counted)


def test_a_choice_tells_how_many_other_institutions_make_it(kb: sqlite3.Connection) -> None:
    for row in ask(kb, "choices_of_institution", institution="alibaba"):
        others = kb.execute(
            """SELECT count(DISTINCT f.institution) FROM design_facts AS f
            INNER JOIN technique_names AS reach ON f.technique_id = reach.technique_id
            WHERE reach.name = ? AND f.relation IN ('uses', 'introduces') AND f.institution <> 'Alibaba'""",
            [row["technique_id"]],
        ).fetchone()[0]
        assert row["other_institutions"] == others, row["technique"]
        assert row["releases"] == len(row["release_names"].split(", ")) <= row["releases_in_all"]


def test_choices_of_all_institutions_hold_those_of_each(kb: sqlite3.Connection) -> None:
    every = ask(kb, "choices_of_institution", institution="")
    assert [row for row in every if row["institution_id"] == "meta"] == ask(
        kb, "choices_of_institution", institution="Meta"
    )
    assert len({row["institution"] for row in every}) > 12


def test_errata_of_an_institution_are_those_of_its_models_and_of_the_models_listed_under_it(
    kb: sqlite3.Connection,
) -> None:
    for institution in ("anthropic", "Cohere"):
        titles = {row["erratum"] for row in ask(kb, "errata_by_kind", institution=institution)}
        assert any(title.startswith("Aya 23 is listed under Anthropic") for title in titles)
    assert not any("Claude" in row["erratum"] for row in ask(kb, "errata_by_kind", institution="alibaba"))


def test_statements_are_narrowed_to_a_technique_and_what_is_below_it(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "statements_of_section", section="", technique="MoE")
    assert {"2.2", "4.2"} <= {row["section"] for row in rows}
    assert any("expert routing" in row["technique"] and "mixture of experts" not in row["technique"] for row in rows)
    every = ask(kb, "statements_of_section", section="")
    assert [row for row in every if row in rows] == rows
    assert len(rows) < len(every)


def test_what_is_narrower_than_a_technique_leaves_it_out(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "technique_list", above="mixture of experts")
    found = {row["technique_id"] for row in rows}
    assert {"expert-routing", "top-k-routing"} <= found
    assert not found & {"mixture-of-experts", "dense-architecture"}
