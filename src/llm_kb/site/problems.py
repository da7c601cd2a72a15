"""Errors as pages of the site: what is wrong in a sentence, and how to go on."""

import sqlite3
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from datasette.utils.asgi import NotFound, Request, Response

from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting.datasette065 import (
    FOLDER,
    INTERRUPTED,
    Base400,
    DatasetteError,
    QueryInterrupted,
    add_cors_headers,
)
from llm_kb.hosting.sandbox.pool import BusyError
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
MALFORMED = (ValueError, sqlite3.ProgrammingError)
"""What Datasette's own pages raise for a number that is none, broken JSON, or a key with too few parts."""


@dataclass(frozen=True)
class Problem:
    """What went wrong."""

    status: int
    title: str
    sentence: str


async def answer(datasette: "Datasette", request: Request, exception: Exception) -> Response:
    """The answer to a request that met an error: a page, or JSON where that was asked for.

    An error that is nobody's fault but ours is told on standard error, too.
    """
    problem = _problem(datasette, request, exception)
    if problem.status >= 500:
        traceback.print_exception(exception)
    if request.path.endswith(".json"):
        told = {"ok": False, "error": problem.sentence, "status": problem.status, "title": problem.title}
        response = Response.json(told, status=problem.status)
    else:
        response = await _page(datasette, request, problem)
    if problem.status == TOO_MANY:
        response.headers["retry-after"] = SECONDS_TO_WAIT
    add_cors_headers(response.headers)
    return response


async def _page(datasette: "Datasette", request: Request, problem: Problem) -> Response:
    knowledge_base = served_by(datasette)
    if problem.status == 404 and knowledge_base:
        visit = Visit(datasette, knowledge_base, request)
        return await render(visit, await missing.nowhere(visit))
    context = {"problem": problem, "sql": request.args.get("sql") or ""}
    html = await datasette.render_template("error.html", context, request, view_name="error")
    return Response.html(html, status=problem.status)


def _problem(datasette: "Datasette", request: Request, exception: Exception) -> Problem:
    if isinstance(exception, NotFound):
        return Problem(404, "Not found", f"There is nothing at {unquote(request.path)!r} here.")
    if isinstance(exception, QueryInterrupted) or getattr(exception, "title", "") == INTERRUPTED:
        limit = datasette.setting("sql_time_limit_ms")
        told = f"The query was stopped after {limit:,} ms: ask for less, or take the whole database and ask it at home."
        return Problem(400, "The query takes too long", told)
    if isinstance(exception, DatasetteError):
        # one without a status of its own has 500, although it tells what is wrong with the request
        status = 400 if exception.status == 500 else exception.status
        return Problem(status, exception.title or REFUSED, _sentence(exception.message))
    if isinstance(exception, Base400):
        return Problem(exception.status, REFUSED, _sentence(exception))
    if request.path.startswith(f"/{DATABASE_NAME}") and (malformed := _malformed(request, exception)):
        return Problem(400, REFUSED, malformed)
    if isinstance(exception, BusyError | KnowledgeBaseError):  # the latter where a chart took too long
        return Problem(TOO_MANY, "Too busy", str(exception))
    if isinstance(exception, sqlite3.OperationalError) and str(exception) == "interrupted":
        return Problem(TOO_MANY, "Too busy", "The site has too much to do at the moment: try again in a minute.")
    return Problem(500, "Something went wrong", "The fault is on this side: please report what you asked for.")


def _malformed(request: Request, exception: Exception) -> str | None:
    """What is wrong with an address that Datasette's own pages could not read, or None where that is not the reason."""
    if isinstance(exception, MALFORMED):
        return f"A part of the address cannot be understood: {_sentence(exception)}"
    frames = traceback.extract_tb(exception.__traceback__)
    if not frames or not Path(frames[-1].filename).is_relative_to(FOLDER):
        return None
    if request.path == f"/{DATABASE_NAME}.csv":
        return "There are no rows without a query: add '?sql=select …', or name a table."
    return "A part of the address is missing, or not what stands in that place."


def _sentence(text: object) -> str:
    told = str(text).strip()
    return told if told.endswith((".", "!", "?")) else f"{told}."
