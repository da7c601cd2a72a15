"""Which status, title and sentence an exception becomes on the page of an error."""

import sqlite3
from typing import Any, cast

import pytest
from datasette.database import QueryInterrupted
from datasette.utils.asgi import BadRequest, NotFound, Request
from datasette.views.base import DatasetteError

from llm_kb.hosting.sandbox.pool import BusyError
from llm_kb.site import error_pages


class Settings:
    def setting(self, name: str) -> int:
        return {"sql_time_limit_ms": 1800}[name]


REFUSED = error_pages.REFUSED


@pytest.mark.parametrize(
    ("exception", "status", "title", "sentence"),
    [
        (NotFound("x"), 404, "Not found", "There is nothing at '/llm_kb/a b' here."),
        (
            DatasetteError("no such column: x", title="Invalid SQL", status=400),
            400,
            "Invalid SQL",
            "no such column: x.",
        ),
        (DatasetteError("no such column: x"), 400, REFUSED, "no such column: x."),
        (DatasetteError("gone", status=410), 410, REFUSED, "gone."),
        (BadRequest("bad page"), 400, REFUSED, "bad page."),
        (BusyError(), 429, "Too busy", str(BusyError())),
        (
            sqlite3.OperationalError("interrupted"),
            429,
            "Too busy",
            "The site has too much to do at the moment: try again in a minute.",
        ),
        (
            QueryInterrupted(sqlite3.OperationalError("interrupted"), "select 1", {}),
            400,
            "The query takes too long",
            "The query was stopped after 1,800 ms: ask for less, or take the whole database and ask it at home.",
        ),
        (
            sqlite3.OperationalError("disk I/O error"),
            500,
            "Something went wrong",
            "The fault is on this side: please report what you asked for.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_an_exception_becomes_a_status_a_title_and_a_sentence(
    exception: Exception, status: int, title: str, sentence: str
) -> None:
    request = Request.fake("/llm_kb/a%20b")
    page = error_pages._error_page(cast(Any, Settings()), request, exception)
    assert (page.status, page.title, page.sentence) == (status, title, sentence)
