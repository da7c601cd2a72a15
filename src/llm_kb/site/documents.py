"""What a source is called on pages, and the URL of a place in it: the document at its revision."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from llm_kb.site import paths
from llm_kb.wording import source_kind_name

Row = dict[str, Any]

GITHUB_REPOSITORY = re.compile(r"[\w-]+/[\w.-]+", re.ASCII)
"""A repository by owner and name; one elsewhere is written with its host."""
LINES = re.compile(r"L(?P<first>\d+)(?:[–-]L?(?P<last>\d+))?")
"""A locator of lines."""
PAGE = re.compile(r"p\. (?P<number>\d+)\b")
"""The beginning of a locator on a page."""
MARKDOWN = (".md", ".markdown", ".rst")
"""Files that GitHub renders, which have lines only in their plain form."""


@dataclass(frozen=True)
class SourceDocument:
    """A source, from a row of the named query `source_list`."""

    row: Row
    shares_title: bool = False
    """Whether another source has the same title."""

    @property
    def name(self) -> str:
        """Its title; with the repository where that is only the name of a file."""
        title, path, repository = str(self.row["title"]), self.row["path"] or "", self.row["repository"]
        if repository and path.rpartition("/")[2] == title:
            return f"{title} ({repository})"
        return f"{title} ({self._distinction})" if self.shares_title else title

    @property
    def _distinction(self) -> str:
        """What tells it from another source of the same title."""
        return self.kind if self.row["kind"] else str(self.row["source_id"]).replace("-", " ")

    @property
    def kind(self) -> str:
        """The display name of its kind, such as technical report."""
        return source_kind_name(self.row["kind"])

    @property
    def is_survey(self) -> bool:
        """Whether it is the survey, or another source without a record of its publisher."""
        return self.row["kind"] in (None, "survey")

    @property
    def is_copy(self) -> bool:
        """Whether the text was read in a copy by others than its publisher."""
        return bool(self.row["official"] == 0)

    @property
    def path(self) -> str:
        """The path of the page about it."""
        return paths.of("source", self.row["source_id"])

    def url(self, locator: str | None = None) -> str | None:
        """The URL of the document at its revision, at a place in it where its address can say that."""
        repository, revision, path = (self.row[name] or "" for name in ("repository", "revision", "path"))
        if not (GITHUB_REPOSITORY.fullmatch(repository) and revision and path):
            url = self.row["url"]
            page = PAGE.match(locator or "")
            return f"{url}#page={page['number']}" if page and url and url.endswith(".pdf") else url
        url = f"https://github.com/{repository}/blob/{revision}/{quote(path)}"
        lines = LINES.fullmatch(locator or "")
        if lines is None:
            return url
        fragment = f"#L{lines['first']}" + (f"-L{lines['last']}" if lines["last"] else "")
        return f"{url}{'?plain=1' if path.endswith(MARKDOWN) else ''}{fragment}"


def by_identifier(rows: Iterable[Row]) -> Mapping[str, SourceDocument]:
    """The sources by identifier."""
    every = list(rows)
    titles = Counter(row["title"] for row in every)
    return {row["source_id"]: SourceDocument(row, titles[row["title"]] > 1) for row in every}
