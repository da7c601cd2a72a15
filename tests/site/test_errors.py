"""Errors are pages of the site: whose fault it is, in a sentence, and how to go on."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from urllib.parse import urlencode

import httpx
import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

Get = Callable[..., httpx.Response]


def soup(get: Get, path: str) -> BeautifulSoup:
    return BeautifulSoup(get(path).text, "html.parser")


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [found.get_text(" ", strip=True) for found in page.select(selector)]


@pytest.mark.parametrize("path", ["/nowhere", "/llm_kb/nowhere", "/llm_kb/models/nowhere", "/other/models"])
def test_an_address_at_which_nothing_is_says_so(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status_code == 404
    assert f"There is nothing at '{path}' here." in unescape(answer.text)
    assert get(f"{path}.json").json()["error"] == f"There is nothing at '{path}.json' here."


@pytest.mark.parametrize(
    "path",
    [
        *("models?_timelimit=x", "finding_facts?_next=x", "models?_through=x", "models?name__in=[1", "authorships/1"),
        *("models.json?_timelimit=x", "models?_size=x", "models?_where=x", "models?_col=nosuch"),
        *("models?_through=[1]", "models?_through={}", 'models?_through={"table":1}', "models?_through=1"),
        *(
            "models.json?_json_infinity=x",
            "models?name__notin=[",
            "models.csv?_timelimit=1.5",
            "facts.json?_timelimit=x",
        ),
    ],
)
def test_an_address_that_cannot_be_understood_is_the_requests_fault(get: Get, path: str) -> None:
    assert get(f"/llm_kb/{path}").status_code == 400


@contextmanager
def failing(datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    async def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("secret words")

    with monkeypatch.context() as patch:
        patch.setattr(datasette.databases["llm_kb"], "execute", fail)
        yield


def test_a_fault_of_ours_is_told_to_us_and_not_to_the_visitor(
    get: Get, datasette: Datasette, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    get("/llm_kb/models")
    with failing(datasette, monkeypatch):
        answer = get("/llm_kb/models?_size=9")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "secret words" not in answer.text
    assert "secret words" in capsys.readouterr().err


@pytest.mark.parametrize("error", [ValueError, TypeError, KeyError, IndexError, AttributeError])
@pytest.mark.parametrize(
    "path", ["/llm_kb/models?_size=8", "/llm_kb/models.json", "/llm_kb/facts.csv", "/llm_kb?sql=select+1"]
)
def test_a_fault_of_ours_is_none_of_the_visitor_whatever_its_class(
    get: Get,
    datasette: Datasette,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: type[Exception],
    path: str,
) -> None:
    async def fail(*arguments: object, **options: object) -> None:
        raise error("zip() argument 2 is shorter than argument 1")

    monkeypatch.setattr(datasette.databases["llm_kb"], "execute", fail)
    answer = get(path)
    assert answer.status_code == 500
    assert "zip()" not in answer.text
    assert "zip()" in capsys.readouterr().err


def test_a_fault_within_datasette_that_is_not_the_query_strings_is_ours(
    get: Get, datasette: Datasette, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def no_details(*table: str) -> list[object]:
        return []

    monkeypatch.setattr(datasette.databases["llm_kb"], "table_column_details", no_details)
    assert get("/llm_kb/models?_size=7").status_code == 500
    assert "KeyError" in capsys.readouterr().err


def test_a_text_that_is_json_too_deep_to_be_written_stays_a_text(get: Get) -> None:
    deep = "select replace(hex(zeroblob(2500)),'0','[')||replace(hex(zeroblob(2500)),'0',']') as x"
    for path in ("/llm_kb.json", "/llm_kb.json?_shape=array"):
        joint = "&" if "?" in path else "?"
        assert "[[[[" in get(f"{path}{joint}{urlencode({'sql': deep, '_json': 'x'})}").text


def test_an_error_of_the_visitor_is_told_without_noise(get: Get, capsys: pytest.CaptureFixture[str]) -> None:
    assert get("/llm_kb?sql=drop+table+x").status_code == 400
    assert get("/nowhere").status_code == 404
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_a_query_that_takes_too_long_can_be_edited(get: Get) -> None:
    sql = "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c"
    answer = get(f"/llm_kb?_timelimit=20&sql={sql.replace('+', '%2B').replace(' ', '+')}")
    assert answer.status_code == 400
    assert "The query takes too long" in answer.text
    box = BeautifulSoup(answer.text, "html.parser").select_one("#sql-editor")
    assert box
    assert box.get_text().strip() == sql


def test_sql_that_fails_is_told_in_place(get: Get) -> None:
    page = soup(get, "/llm_kb?sql=select+nosuch+from+models")
    assert texts(page, "[role=alert]") == ["no such column: nosuch"]
    assert texts(page, ".message:not([role])")[0].startswith("models has id, name, ")
    assert re.search("nosuch", page.select_one("#sql-editor").get_text())  # type: ignore[union-attr]
