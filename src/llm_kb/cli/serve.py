"""`llm-kb serve`."""

import sys
from pathlib import Path

import click

from llm_kb.cli.options import database_option, show_progress, warn
from llm_kb.current import database_for
from llm_kb.database import open_read_only
from llm_kb.errors import KnowledgeBaseError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--public-url", metavar="URL", help="Public scheme and host, such as https://kb.example.org.")
@click.option(
    "--base-url", default="/", show_default=True, help="Path prefix under which a reverse proxy serves the site."
)
@database_option
def serve(host: str, port: int, public_url: str | None, base_url: str, db: Path | None) -> None:
    """Start the read-only web site."""
    if sys.platform == "win32":
        message = "The site runs only on Linux and macOS"
        raise KnowledgeBaseError(f"{message}: on Windows, use the Windows Subsystem for Linux.")
    path = database_for(db, show_progress, warn)
    open_read_only(path).close()  # what cannot be served is told before the site is loaded, which takes seconds
    from llm_kb.site.server import serve

    def announce(url: str) -> None:
        click.echo(f"Serving {path} at {url} (press Ctrl-C to stop).")

    serve(path, host, port, public_url, base_url, announce)
