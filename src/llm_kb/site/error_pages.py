"""Error responses: exceptions mapped to status code, title and message, as a page of the site or as JSON."""

import json
import re
import sqlite3
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from datasette.utils.asgi import NotFound, Request, Response

from llm_kb.hosting.datasette065 import (
    FOLDER,
    INTERRUPTED,
    Base400,
    DatasetteError,
    QueryInterrupted,
    ValueAsBooleanError,
    add_cors_headers,
)
from llm_kb.hosting.sandbox.pool import BusyError
from llm_kb.hosting.svg.render import ChartTimeoutError
from llm_kb.settings import DATABASE_NAME
from llm_kb.site.knowledge_base import served_by
from llm_kb.site.pages import missing
from llm_kb.site.routes import render
from llm_kb.site.visit import Visit

if TYPE_CHECKING:
    from datasette.app import Datasette

TOO_MANY = 429
SECONDS_TO_WAIT = "5"
REFUSED = "This cannot be done"
MALFORMED = re.compile(
    r"invalid literal for int\(\) with base 10: .*|maximum recursion depth exceeded while (de|en)coding a JSON .*",
    re.DOTALL,
)
"""Messages of the exceptions that Datasette's own pages raise for malformed numbers and JSON in a query string."""
JSON_LIBRARY = Path(json.__file__).parent


@dataclass(frozen=True)
class ErrorPage:
    """Status and content of an error page."""

    status: int
    title: str
    sentence: str


async def respond(datasette: "Datasette", request: Request, exception: Exception) -> Response:
    """The response to an exception: an error page, or JSON for JSON requests.

    Server errors are also printed on standard error.
    """
    error_page = _error_page(datasette, request, exception)
    if error_page.status >= 500:
        traceback.print_exception(exception)
    if request.path.endswith(".json"):
        content = {"ok": False, "error": error_page.sentence, "status": error_page.status, "title": error_page.title}
        response = Response.json(content, status=error_page.status)
    else:
        response = await _page(datasette, request, error_page)
    if error_page.status == TOO_MANY:
        response.headers["retry-after"] = SECONDS_TO_WAIT
    add_cors_headers(response.headers)
    return response


async def _page(datasette: "Datasette", request: Request, error_page: ErrorPage) -> Response:
    knowledge_base = served_by(datasette)
    if error_page.status == 404 and knowledge_base:
        visit = Visit(datasette, knowledge_base, request)
        return await render(visit, await missing.nowhere(visit))
    variables = {"error_page": error_page, "sql": request.args.get("sql") or ""}
    html = await datasette.render_template("error.html", variables, request, view_name="error")
    return Response.html(html, status=error_page.status)


def _error_page(datasette: "Datasette", request: Request, exception: Exception) -> ErrorPage:
    if isinstance(exception, NotFound):
        return ErrorPage(404, "Not found", f"There is nothing at {unquote(request.path)!r} here.")
    if isinstance(exception, QueryInterrupted) or getattr(exception, "title", "") == INTERRUPTED:
        limit = datasette.setting("sql_time_limit_ms")
        message = (
            f"The query was stopped after {limit:,} ms: ask for less, or take the whole database and ask it at home."
        )
        return ErrorPage(400, "The query takes too long", message)
    if isinstance(exception, DatasetteError):
        # 500 is only the default: without another status it is an error in the request
        status = 400 if exception.status == 500 else exception.status
        return ErrorPage(status, exception.title or REFUSED, _sentence(exception.message))
    if isinstance(exception, Base400):
        return ErrorPage(exception.status, REFUSED, _sentence(exception))
    if malformed := _malformed(request, exception):
        return ErrorPage(400, REFUSED, malformed)
    if isinstance(exception, BusyError | ChartTimeoutError):
        return ErrorPage(TOO_MANY, "Too busy", str(exception))
    if isinstance(exception, sqlite3.OperationalError) and str(exception) == "interrupted":
        return ErrorPage(TOO_MANY, "Too busy", "The site has too much to do at the moment: try again in a minute.")
    return ErrorPage(500, "Something went wrong", "The fault is on this side: please report what you asked for.")


def _malformed(request: Request, exception: Exception) -> str | None:
    """The message for a malformed query string of Datasette's own pages; None if the exception has another reason."""
    if not _is_raised_by_datasette(exception):
        return None
    if request.path == f"/{DATABASE_NAME}.csv" and isinstance(exception, KeyError) and exception.args == ("columns",):
        return "There are no rows without a query: add '?sql=select …', or name a table."
    if isinstance(exception, json.JSONDecodeError) or MALFORMED.fullmatch(str(exception)):
        return f"A part of the address cannot be understood: {_sentence(exception)}"
    is_wrong_through = "_through" in request.args and isinstance(exception, KeyError | TypeError)
    if is_wrong_through or isinstance(exception, ValueAsBooleanError):
        return "A part of the address is missing, or not what stands in that place."
    return None


def _is_raised_by_datasette(exception: Exception) -> bool:
    """Whether an exception was raised in Datasette's own code, or by the JSON library that it called."""
    files = [Path(frame.f_code.co_filename) for frame, _ in traceback.walk_tb(exception.__traceback__)]
    callers = [file for file in files if file.parent != JSON_LIBRARY]
    return bool(callers) and callers[-1].is_relative_to(FOLDER)


def _sentence(text: object) -> str:
    message = str(text).strip()
    return message if message.endswith((".", "!", "?")) else f"{message}."
