"""The pages about the knowledge base: its terms, its API and its changes."""

import re
from dataclasses import dataclass
from functools import cache
from html import escape

from datasette.utils.asgi import Response
from markdown_it import MarkdownIt
from markupsafe import Markup

from llm_kb.hosting.middleware.mcp import PATH as MCP_PATH
from llm_kb.settings import data_directory
from llm_kb.site.visit import Page, Visit

CHANGES = "CHANGELOG.md"
"""The file of the changes, in the checkout and in the wheel."""

ATOM = "application/atom+xml; charset=utf-8"
DATE = re.compile(r"\d{4}-\d\d-\d\d")

VOCABULARIES = ("relation", "stage", "basis")
"""The vocabularies that the page about the method explains."""


@dataclass(frozen=True)
class ApiExample:
    """A working example of the API."""

    name: str
    language: str
    """`sh`, `python` or `json`."""
    code: str
    """The code, with `{site}` for the URL of the site."""


API_EXAMPLES = (
    ApiExample(
        "curl: the rows of a query as CSV or JSON",
        "sh",
        'curl -s "{site}/llm_kb/facts.csv?relation=avoids"\n'
        'curl -s "{site}/llm_kb/design_facts.json?relation=avoids&_shape=objects"',
    ),
    ApiExample(
        "curl: your own SQL",
        "sh",
        'curl -sG "{site}/llm_kb.json" -d _shape=objects --data-urlencode \\\n'
        '  "sql=SELECT relation, count(*) AS facts FROM design_facts GROUP BY relation ORDER BY facts DESC"',
    ),
    ApiExample(
        "pandas",
        "python",
        "import pandas as pd\n\n"
        'facts = pd.read_csv("{site}/llm_kb/design_facts.csv", dtype={"section": str})\n'
        'print(facts.groupby(["relation", "stage"]).size())',
    ),
    ApiExample(
        "DuckDB",
        "python",
        "import urllib.request\n\n"
        "import duckdb\n\n"
        'urllib.request.urlretrieve("{site}/llm_kb/design_facts.csv", "design_facts.csv")\n'
        'print(duckdb.sql("""\n'
        "    SELECT technique, count(DISTINCT release) AS models\n"
        "    FROM 'design_facts.csv' WHERE relation IN ('uses', 'introduces')\n"
        "    GROUP BY technique ORDER BY models DESC, technique LIMIT 5\n"
        '"""))',
    ),
    ApiExample(
        "Python: the whole knowledge base as one SQLite file",
        "python",
        "import sqlite3\n"
        "import urllib.request\n\n"
        'urllib.request.urlretrieve("{site}/llm_kb.db", "llm_kb.db")\n'
        'for row in sqlite3.connect("llm_kb.db").execute("SELECT name, facts FROM models_overview LIMIT 5"):\n'
        "    print(row)",
    ),
    ApiExample(
        "Python: with the package llm_kb, names are found in any spelling",
        "python",
        "import urllib.request\n\n"
        "import llm_kb\n\n"
        'urllib.request.urlretrieve("{site}/llm_kb.db", "llm_kb.db")\n'
        'kb = llm_kb.open("llm_kb.db")\n'
        'for fact in kb.facts(relation="avoids"):\n'
        '    print(fact["model"], fact["technique"], fact["stage"])',
    ),
    ApiExample(
        "MCP: configuration of a client (Streamable HTTP)",
        "json",
        '{"mcpServers": {"llm-kb": {"type": "http", "url": "{site}/-/mcp"}}}',
    ),
    ApiExample(
        "MCP: one call with curl",
        "sh",
        'curl -s "{site}/-/mcp" -H "Content-Type: application/json" '
        '-H "Accept: application/json, text/event-stream" -d \'\n'
        '  {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "execute_sql", "arguments":\n'
        '    {"database": "llm_kb", "sql": "SELECT count(*) AS facts FROM design_facts"}}}\'',
    ),
)


@dataclass(frozen=True)
class ReleaseNotes:
    """The changes of one version."""

    title: str
    text: Markup

    @property
    def anchor(self) -> str:
        """Its fragment identifier."""
        return re.sub(r"[^\w.]+", "-", f"version-{self.title}".lower())

    def updated(self, otherwise: str) -> str:
        """The date of the version, or another one if it has none."""
        found = DATE.search(self.title)
        return found[0] if found else otherwise


def release_notes(markdown: str) -> list[ReleaseNotes]:
    """The versions of a changelog in its order, the newest first."""
    parts = re.split(r"^## (.+)$", markdown, flags=re.MULTILINE)[1:]
    renderer = MarkdownIt("commonmark", {"html": False})
    return [
        ReleaseNotes(title.strip(), Markup(renderer.render(text)))  # from our own file, with HTML turned off
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    ]


@cache
def _release_notes() -> list[ReleaseNotes]:
    return release_notes(data_directory(CHANGES).read_text(encoding="utf-8"))


async def show(visit: Visit) -> Page:
    """Terms, curation, limits, citation and corrections."""
    terms = {name: await visit.query_cached("terms", vocabulary=name) for name in VOCABULARIES}
    counts = await visit.query_cached("counts")
    accuracy = (await visit.query_cached("accuracy_of_survey", grouping="all")).first
    documents = (await visit.documents()).values()
    of_makers = [document for document in documents if document.row["publisher_id"]]
    return Page(
        "about",
        "About and method",
        "What a fact, claim, statement and erratum are, who curates them, what the limits are, and how to cite.",
        {
            "terms": terms,
            "counts": counts.first,
            "survey": next((document for document in documents if document.is_survey and document.row["facts"]), None),
            "of_makers": of_makers,
            "publishers": len({document.row["publisher_id"] for document in of_makers}),
            "checked": accuracy if accuracy and accuracy["checked"] else None,
            "citation": f"llm-kb, a knowledge base of LLM design choices, edition of "
            f"{visit.knowledge_base.edition.date}. {visit.absolute('/')}",
            "corrections": visit.correction_url("", "/"),
        },
    )


async def api(visit: Visit) -> Page:
    """The API with examples that run as printed."""
    site = visit.absolute("/").rstrip("/")
    examples = [(example, example.code.replace("{site}", site)) for example in API_EXAMPLES]
    return Page(
        "api",
        "API",
        "Read the knowledge base programmatically: curl, pandas, DuckDB, Python and the Model Context Protocol.",
        {"examples": examples, "endpoint": visit.absolute(MCP_PATH)},
    )


async def changes(visit: Visit) -> Page:
    """What changed in data and software."""
    return Page(
        "changes",
        "Changes",
        "What changed in the data and the software, version by version.",
        {"versions": _release_notes()},
    )


async def feed(visit: Visit) -> Response:
    """The changes as an Atom feed."""
    edition, page = visit.knowledge_base.edition, visit.absolute("/changes")
    versions = _release_notes()
    entries = "".join(
        f"<entry><title>{escape(version.title)}</title><id>{escape(page)}#{version.anchor}</id>"
        f'<link href="{escape(page)}#{version.anchor}"/><updated>{version.updated(edition.date)}T00:00:00Z</updated>'
        f'<content type="html">{escape(str(version.text))}</content></entry>\n'
        for version in versions
    )
    updated = versions[0].updated(edition.date) if versions else edition.date
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>llm-kb: changes</title><id>{escape(page)}</id><updated>{updated}T00:00:00Z</updated>"
        f'<author><name>The maintainers of llm-kb</name></author><link href="{escape(page)}"/>'
        f'<link rel="self" href="{escape(visit.absolute("/feed.atom"))}"/>\n{entries}</feed>\n'
    )
    return Response(text, content_type=ATOM)
