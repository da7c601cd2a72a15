"""A Datasette of what never changes and what everybody may read."""

from collections.abc import Callable
from typing import Any

from datasette.app import Datasette

CannedQuery = dict[str, Any]


class PublicDatasette(Datasette):  # type: ignore[misc]
    """Spares the work of finding out, some hundred times for a page, who may see what and whether a schema changed.

    It serves one immutable database beside which there is none, not even that in which Datasette keeps its own notes.
    """

    def __init__(self, canned_query: Callable[[str], CannedQuery | None] = lambda name: None, **options: Any) -> None:
        """`canned_query` gives the query of a name as the request at hand runs it; metadata lists the public ones."""
        super().__init__(**options)
        self.canned_query = canned_query
        self.remove_database("_memory")
        self.remove_database("_internal")

    async def permission_allowed(
        self, actor: object, action: str, resource: object = None, default: bool | None = False
    ) -> bool | None:
        """What Datasette takes for granted: everybody may read everything, and nobody debug."""
        return default

    async def get_canned_query(self, database_name: str, query_name: str, actor: object) -> CannedQuery | None:
        """The query of that name, with the statement that the request at hand runs."""
        return self.canned_query(query_name)

    async def refresh_schemas(self) -> None:
        """Nothing, since the schema stays what it is."""
