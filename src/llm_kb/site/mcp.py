"""The endpoint for language models: what of Datasette's plugin for it is set otherwise here."""

from typing import TYPE_CHECKING

import datasette_mcp

if TYPE_CHECKING:
    from datasette.app import Datasette

INSTRUCTIONS = (
    "Call read_me_first, then get_database_schema, then execute_sql to answer questions; or find a predefined query "
    "with list_canned_queries, and run it with execute_canned_query."
)


def prepare(datasette: "Datasette") -> None:
    """Let each request stand for itself, so that no session is kept for a client, and tell what tools there are.

    To be called before the application is made. The plugin has no settings for either.
    """
    server = datasette_mcp._get_state(datasette).server
    server.session_manager.stateless = True
    server._lowlevel_server.instructions = INSTRUCTIONS
