"""A Datasette of what never changes and what everybody may read."""

from typing import Any

from datasette.app import Datasette


class PublicDatasette(Datasette):  # type: ignore[misc]
    """Spares the work of finding out, some hundred times for a page, who may see what and whether a schema changed.

    It serves one immutable database beside which there is none, not even that in which Datasette keeps its own notes.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.remove_database("_memory")
        self.remove_database("_internal")

    async def permission_allowed(
        self, actor: object, action: str, resource: object = None, default: bool | None = False
    ) -> bool | None:
        """What Datasette takes for granted: everybody may read everything, and nobody debug."""
        return default

    async def refresh_schemas(self) -> None:
        """Nothing, since the schema stays what it is."""
