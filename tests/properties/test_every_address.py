"""Whatever address is asked for, the answer is whole, well-formed and no error of ours."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from datasette.utils import tilde_encode
from hypothesis import given
from hypothesis import strategies as st

from llm_kb.site.server import create_app

from .addresses import addresses, contents
from .asking import Asker, asking, faults
from .profiles import examples

HERE = re.compile(r"/(?![/\\])")
"""The beginning of a redirection that stays on the site."""


class Site:
    """A knowledge base that is served, and the addresses that it can be asked for."""

    def __init__(self, file: Path, asker: Asker) -> None:
        self.ask = asker.ask
        with closing(sqlite3.connect(file)) as connection:
            self.there = contents(connection)
        self.targets = addresses(self.there)


@pytest.fixture(scope="module")
def site(kb_file: Path) -> Iterator[Site]:
    with asking(create_app(kb_file)) as asker:
        yield Site(kb_file, asker)


@pytest.mark.filterwarnings("ignore:coroutine 'TableView:RuntimeWarning")
@pytest.mark.slow
@examples(200)
@given(data=st.data())
def test_every_address_has_an_answer(site: Site, data: st.DataObject) -> None:
    target = data.draw(site.targets, label="target")
    answer = site.ask(target)
    assert not faults(answer)
    assert answer.kind != "text/html" or b"<planted-element" not in answer.body
    assert HERE.match(answer.headers.get("location", "/"))
    # A busy machine may refuse one of two requests that are alike.
    assert any(site.ask(target, "HEAD").status == site.ask(target).status for _ in range(3))


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/home", 404),
        ("/_parts", 404),
        ("/llm_kb.csv", 400),
        ("/llm_kb/models?_through=false", 400),
        ("/llm_kb/models.json?_through={%22table%22:1}", 400),
        ("/llm_kb/alembic_version/nosuch", 404),
        ("//?page=2", 302),
        ("/\\evil.example/", 302),
        ("//evil.example/~61", 308),
        ("///evil.example/~61", 308),
        ("/%2fevil.example/~61", 308),
        ("/%5cevil.example/~61", 308),
        ("//user@evil.example/~61?x=1", 308),
        ("//evil.example//", 302),
        ("//evil.example/%41", 302),
        ("//models", 404),
        ("/./models", 404),
        ("//search?q=a", 404),
        ("//_page", 404),
    ],
)
def test_an_address_that_was_a_fault_once_has_an_answer(site: Site, target: str, status: int) -> None:
    answer = site.ask(target)
    assert (answer.status, faults(answer)) == (status, [])
    assert HERE.match(answer.headers.get("location", "/"))


@pytest.mark.slow
def test_a_row_of_every_table_can_be_asked_for(site: Site) -> None:
    for table, keys in site.there.keys.items():
        for key in keys[:1]:
            answer = site.ask(f"/llm_kb/{table}/{','.join(tilde_encode(str(part)) for part in key)}")
            assert not faults(answer), table
