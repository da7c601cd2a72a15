"""Downloads of references as BibTeX and CSL-JSON."""

from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from llm_kb.export import bibtex, csl
from llm_kb.export.references import Reference, from_rows, from_sources
from llm_kb.hosting.datasette065 import add_cors_headers
from llm_kb.site.visit import Visit

if TYPE_CHECKING:
    from datasette.app import Datasette

BIBTEX = "application/x-bibtex; charset=utf-8"
CSL = "application/vnd.citationstyles.csl+json; charset=utf-8"

as_bibtex = bibtex.text
as_csl = csl.text


async def of(visit: Visit, **filters: str) -> list[Reference]:
    """The references of a publication, or the publications and documents of developers behind a model."""
    publications = [*from_rows(await visit.query("references", **{"publication": "", "model": "", **filters}))]
    if "model" not in filters:
        return publications
    return [*publications, *from_sources(await visit.query("source_list", model=filters["model"]))]


async def bibtex_of_publication(visit: Visit) -> Response:
    """One reference as BibTeX; raises MissingError if it does not exist."""
    return _file(visit.datasette, as_bibtex(await _of_publication(visit)), BIBTEX)


async def csl_of_publication(visit: Visit) -> Response:
    """One reference as CSL-JSON; raises MissingError if it does not exist."""
    return _file(visit.datasette, as_csl(await _of_publication(visit)), CSL)


async def bibtex_of_model(visit: Visit) -> Response:
    """Publications and documents behind a model as BibTeX, possibly none; raises MissingError if there is no model."""
    model = await visit.row_of("model", "model_list", visit.path_parameters["model"])
    return _file(visit.datasette, as_bibtex(await of(visit, model=model["model_id"])), BIBTEX)


async def _of_publication(visit: Visit) -> list[Reference]:
    publication = await visit.row_of("publication", "publication_list", visit.path_parameters["publication"])
    return await of(visit, publication=publication["publication_id"])


def _file(datasette: "Datasette", text: str, content_type: str) -> Response:
    headers: dict[str, str] = {}
    if datasette.cors:
        add_cors_headers(headers)
    return Response(text, headers=headers, content_type=content_type)
