"""The handle for Python: a read-only sqlite-utils database that answers named queries with plain rows."""

import inspect
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest

import llm_kb
from llm_kb import KnowledgeBaseError, current, queries
from llm_kb.handle import KnowledgeBase
from llm_kb.queries.naming import KINDS
from llm_kb.queries.values import VALUES

HELPERS = {
    "facts": "facts",
    "models": "model_list",
    "techniques": "technique_list",
    "institutions": "institution_list",
    "publications": "publication_list",
    "questions": "questions",
}


@pytest.fixture
def base(kb_file: Path) -> Iterator[KnowledgeBase]:
    with llm_kb.open(kb_file) as base:
        yield base


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"alembic", "click", "datasette", "pandas", "sqlalchemy", "sqlite_utils"}
    script = f"import sys, llm_kb; sys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.usefixtures("on_tiny_editions")
def test_without_a_path_the_default_database_is_opened_and_built_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    default = tmp_path / "new" / "default.db"
    monkeypatch.setattr(current, "default_database", lambda: default)
    with llm_kb.open() as base:
        assert base.path == default
        assert base["editions"].count > 0
    assert current.is_current(default)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_may_be_a_text_or_a_path(kind: type, kb_file: Path) -> None:
    with llm_kb.open(kind(kb_file)) as base:
        assert repr(base) == f"<KnowledgeBase {str(kb_file)!r}>"


def test_a_file_that_is_missing_or_no_knowledge_base_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes\n")
    for name, told in (("none.db", "There is no database"), ("notes.txt", "is not an SQLite database")):
        with pytest.raises(KnowledgeBaseError, match=told):
            llm_kb.open(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_closed_handle_answers_no_more(kb_file: Path) -> None:
    with llm_kb.open(kb_file) as base:
        pass
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        base.facts()


def test_nothing_can_be_written(base: KnowledgeBase, kb_file: Path) -> None:
    before = kb_file.read_bytes()
    writes = (
        lambda: base.table("models").insert({"id": "x"}),
        lambda: base.table("models").delete("kiwi"),
        lambda: base.execute("CREATE TABLE new (id)"),
        lambda: base.execute("UPDATE models SET name = 'x'"),
        lambda: base.attach("other", kb_file),
        lambda: base.vacuum(),
    )
    for write in writes:
        with pytest.raises(sqlite3.Error):
            write()
    assert kb_file.read_bytes() == before


def test_it_is_a_sqlite_utils_database(base: KnowledgeBase) -> None:
    assert base.table("models").get("kiwi")["name"] == "Kiwi"
    assert "design_facts" in base.table_names()
    assert {"swift", "swift-3"} <= {row["id"] for row in base.table("models").search("swift")}
    assert base.execute("SELECT 1, 2").fetchone() == (1, 2)


@pytest.mark.parametrize(
    ("params", "values"), [(["kiwi"], {}), ({"id": "kiwi"}, {}), (None, {"id": "kiwi"}), ({}, {"id": "kiwi"})]
)
def test_sql_is_asked_as_sqlite_utils_does_or_with_values_by_keyword(
    params: Any, values: dict[str, str], base: KnowledgeBase
) -> None:
    sign = "?" if isinstance(params, list) else ":id"
    rows = base.query(f"SELECT name FROM models WHERE id = {sign}", params, **values)
    assert next(rows) == {"name": "Kiwi"}
    assert list(rows) == []


def test_a_query_by_name_gives_the_rows_of_the_named_query(base: KnowledgeBase) -> None:
    asked = base.query("models-by-technique", technique="group-relative-praise")
    assert list(asked) == base.ask("models_by_technique", technique="group-relative-praise") != []
    assert next(base.query("models_by_technique", {"technique": "group-relative-praise"})) == next(
        base.query(" models_by_technique ", technique="group-relative-praise")
    )


@pytest.mark.parametrize(("sql", "values"), [("facts", {}), ("SELECT :id", {"id": "kiwi"})])
@pytest.mark.parametrize("params", [["x"], ("ab",), "x", [("technique", "group-relative-praise")]])
def test_values_without_names_are_refused_where_values_have_names(
    sql: str, values: dict[str, str], params: Any, base: KnowledgeBase
) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"^Positional values .* pass a dictionary"):
        base.query(sql, params, **values)


def test_no_parameter_of_a_named_query_has_a_name_that_the_handle_takes() -> None:
    taken = {"self", "sql", "params"}
    assert [query.name for query in queries.all_queries() if taken & query.defaults.keys()] == []


@pytest.mark.parametrize(("helper", "query"), HELPERS.items())
def test_a_helper_takes_what_its_query_takes_and_gives_all_unless_narrowed(
    helper: str, query: str, base: KnowledgeBase
) -> None:
    method = getattr(base, helper)
    signature = inspect.signature(method).parameters
    assert {name: parameter.default for name, parameter in signature.items()} == queries.get(query).defaults
    rows = method()
    assert type(rows[0]) is dict
    assert rows == base.ask(query)


@pytest.mark.parametrize(("helper", "query"), HELPERS.items())
def test_a_helper_hands_every_value_on(
    helper: str, query: str, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {name: f"some {name}" for name in queries.get(query).defaults}
    asked: list[Any] = []
    monkeypatch.setattr(base, "ask", lambda name, /, **given: asked.append((name, given)))
    getattr(base, helper)(**values)
    assert asked == [(query, values)]


def test_facts_are_narrowed_by_any_name(base: KnowledgeBase) -> None:
    by_id = base.facts(technique="group-relative-praise")
    assert {fact["technique"] for fact in by_id} == {"group relative praise"}
    assert base.facts(technique="Group Relative Praise") == by_id
    assert {fact["institution"] for fact in base.facts(institution="nestworks", relation="uses")} == {"Nestworks"}


def test_values_may_be_numbers_truths_or_nothing(base: KnowledgeBase) -> None:
    assert len(base.models(surveyed=True)) == 7
    assert base.models(surveyed=True) == base.models(surveyed=1) == base.models(surveyed="1")
    assert {row["number"] for row in base.publications(publication=11)} == {11}
    assert {fact["section"] for fact in base.facts(section=3.1)} == {"3.1"}
    assert base.facts(model=None) == base.facts()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"model": "swfit 3"}, "There is no model 'swfit 3': did you mean 'swift-3'"),
        (
            {"technique": "group relatve praise"},
            "There is no technique 'group relatve praise': did you mean 'group-relative-praise'",
        ),
        ({"institution": "Birdlap"}, "There is no institution 'Birdlap': did you mean 'birdlab'"),
        ({"publication": "999"}, "publications are numbered 1 to 13."),
        ({"publication": "Attention"}, "There is no publication 'Attention': the query 'search' finds names."),
        ({"model": "swift-3", "technique": "xyzzy"}, "There is no technique 'xyzzy': the query 'search' finds names."),
        ({"modle": "swift-3"}, "has no parameter 'modle': did you mean 'model'?"),
    ],
)
def test_a_slip_is_told_instead_of_answered_with_no_rows(
    values: dict[str, str], told: str, base: KnowledgeBase
) -> None:
    with pytest.raises(KnowledgeBaseError) as caught:
        base.ask("facts", **values)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("query", "values", "told"),
    [
        ("technique_list", {"above": "zzz"}, "There is no technique 'zzz'"),
        ("matrix", {"group": "zzz"}, "There is no technique 'zzz'"),
        ("facts", {"release": "swfit 3"}, "There is no model 'swfit 3': did you mean 'swift-3'"),
        ("facts", {"model": "123"}, "There is no model '123': the query 'search' finds names."),
        ("compare_models", {"first": "swfit 3", "second": "wren-2"}, "There is no model 'swfit 3': did you mean"),
        ("compare_models", {"first": "wren-2", "second": "zzz"}, "There is no model 'zzz'"),
        ("choices_of_models", {"models": "swift-3, zzz"}, "There is no model 'zzz'"),
        ("choices_of_models", {"models": "zzz"}, "There is no model 'zzz'"),
        ("facts", {"release": "Swfit 3"}, "There is no model 'Swfit 3': did you mean 'swift-3'"),
        ("facts", {"relation": "use"}, "There is no relation 'use': did you mean 'uses'?"),
        ("facts", {"section": "9.9"}, "There is no section '9.9': choose "),
        ("facts", {"limit": "few"}, "The parameter 'limit' must be a whole number, not 'few'."),
        ("record_of_fact", {"fact": "tiny-1"}, "There is no fact 'tiny-1': "),
        ("terms", {"vocabulary": "relations"}, "There is no vocabulary 'relations': did you mean 'relation'?"),
        ("figures_reported", {"metric": "thruput"}, "There is no metric 'thruput': "),
        ("model_list", {"surveyed": "7"}, "There is no surveyed '7': choose 0 or 1."),
        ("model_list", {"year": "last"}, "The parameter 'year' must be a whole number, not 'last'."),
        ("publication_list", {"kind": "prepint"}, "There is no kind 'prepint': did you mean 'preprint'?"),
        ("things", {"kind": "modle"}, "There is no kind 'modle': did you mean 'model'?"),
        ("matrix", {"dimension": "makings"}, "There is no dimension 'makings': did you mean 'making'?"),
        ("findings_of_question", {"question": "zzz"}, "There is no question 'zzz': "),
        ("errata_by_kind", {"status": "verifed"}, "There is no status 'verifed': did you mean 'verified'?"),
    ],
)
def test_an_unknown_name_is_told_whatever_the_parameter_is_called(
    query: str, values: dict[str, str], told: str, base: KnowledgeBase
) -> None:
    with pytest.raises(KnowledgeBaseError) as caught:
        base.ask(query, **values)
    assert told in str(caught.value)


def test_every_parameter_that_takes_a_name_is_known_to_take_one() -> None:
    names = re.compile(r"(First m|Second m|M)odel|Release|Technique|Top-level|Developer|Publication|Number of (a|the) ")
    found = {
        parameter.name
        for query in queries.all_queries()
        for parameter in query.parameters
        if names.match(parameter.description)
    }
    assert found == set(KINDS) != set()


def test_the_values_of_every_parameter_are_checked_but_of_free_text() -> None:
    free = {"beginning", "like", "sort", "vocabulary", "words"}
    free |= {"attention", "license", "position", "since", "topic"}  # parts of a value
    unchecked = (
        {
            f"{query.name}.{parameter.name}"
            for query in queries.all_queries()
            for parameter in query.parameters
            if not (parameter.is_number or parameter.is_columns)
            and parameter.name not in {*free, *queries.PAGINATION_PARAMETERS, *KINDS}
        }
        - {f"{query.name}.{name}" for query in queries.all_queries() for name in VALUES}
        - VALUES.keys()
    )
    assert unchecked == set()


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("choices_of_models", {"models": " swift-3 , Wren 2,"}),
        ("choices_of_models", {"models": ""}),
        ("compare_models", {"first": "SWIFT 3", "second": " "}),
        ("technique_list", {"above": "Teaching Methods"}),
        ("references", {"publication": "[11]"}),
    ],
)
def test_known_names_are_answered_in_any_spelling_and_empty_ones_mean_all(
    query: str, values: dict[str, str], base: KnowledgeBase
) -> None:
    assert base.ask(query, **values)


def test_one_unknown_fact_of_several_is_told(base: KnowledgeBase) -> None:
    known = base.facts()[0]["fact_id"]
    assert len(base.facts(fact=f"{known}, {known.upper()},")) == 1
    with pytest.raises(KnowledgeBaseError, match="There is no fact 'xyz'"):
        base.facts(fact=f"{known}, xyz")


def test_an_answer_without_rows_is_empty_and_knows_its_columns(base: KnowledgeBase) -> None:
    rows = base.facts(model="kiwi", technique="group-relative-praise")
    assert rows == []
    assert list(rows.dataframe().columns) == list(rows.columns) == list(base.facts()[0])


def test_a_dataframe_holds_the_same_rows_and_keeps_whole_numbers_whole(base: KnowledgeBase) -> None:
    rows = base.models()
    frame = rows.dataframe()
    assert isinstance(frame, pandas.DataFrame)
    assert None in [row["year"] for row in rows]
    assert str(frame["year"].dtype) == "Int64"
    assert frame.astype(object).where(frame.notna(), None).to_dict("records") == rows


def test_without_pandas_the_cure_is_told(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KnowledgeBaseError, match="-m pip install pandas'"):
        base.facts(technique="group-relative-praise").dataframe()
