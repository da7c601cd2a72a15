"""Connections to PostgreSQL servers; what goes wrong there is one sentence, without the password."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from llm_kb.errors import KnowledgeBaseError, in_one_line, install_command
from llm_kb.settings import DATABASE_URL_VARIABLE

SCHEMA = "llm_kb"
"""The schema that a build fills and replaces as a whole."""
DRIVER = "postgresql+psycopg"
EXAMPLE = "postgresql://user@host/database"
CONNECT_TIMEOUT = 10
"""Seconds after which a server that does not answer is given up."""
INSUFFICIENT_PRIVILEGE, LOCK_NOT_AVAILABLE, UNIQUE_VIOLATION = "42501", "55P03", "23505"


def server_url(text: str) -> sa.URL:
    """The URL of a PostgreSQL database for the driver psycopg; raises KnowledgeBaseError for any other text."""
    if text.partition("?")[0].count("@") > 1:  # what follows the first would be taken for the host, and shown in errors
        raise KnowledgeBaseError("The database's address has more than one '@': write one in the password as %40.")
    cure = f"name one such as {EXAMPLE} with --database-url or in {DATABASE_URL_VARIABLE}"
    try:
        url = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError):
        raise KnowledgeBaseError(f"The database's address cannot be read: {cure}.") from None
    if url.drivername.partition("+")[0] not in ("postgresql", "postgres"):
        raise KnowledgeBaseError(f"This needs PostgreSQL, and the address is one for {url.drivername}: {cure}.")
    return url.set(drivername=DRIVER)


def in_schemas(url: sa.URL, *schemas: str) -> sa.URL:
    """The URL by which statements find tables in the first of these schemas that has them."""
    return url.update_query_dict({"options": f"-csearch_path={','.join(schemas)}"})


def shown(url: sa.URL) -> str:
    """A URL for messages, without its password."""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


@contextmanager
def connected(address: sa.URL | str, **options: Any) -> Iterator[sa.Connection]:
    """A connection without a pool, with execution options of SQLAlchemy, closed at the end.

    Raises KnowledgeBaseError where the address is none, where there is no driver or server, and for what the database
    refuses meanwhile.
    """
    url = server_url(address) if isinstance(address, str) else address
    try:
        engine = sa.create_engine(
            url,
            poolclass=sa.NullPool,
            execution_options={"isolation_level": "READ COMMITTED", **options},
            connect_args={"connect_timeout": CONNECT_TIMEOUT},
        )
    except ImportError:
        command = install_command("'psycopg[binary]'")
        raise KnowledgeBaseError(f"PostgreSQL needs the library psycopg: {command} installs it.") from None
    try:
        with engine.connect() as connection:
            yield connection
    except sa.exc.DBAPIError as error:
        raise KnowledgeBaseError(_sentence(error, url)) from None


def _sentence(error: sa.exc.DBAPIError, url: sa.URL) -> str:
    """What went wrong and its cure, in the driver's words, which have no password."""
    state = getattr(error.orig, "sqlstate", None)
    diagnosis = getattr(error.orig, "diag", None)
    message = in_one_line(getattr(diagnosis, "message_primary", None) or error.orig)
    if state == INSUFFICIENT_PRIVILEGE:
        return f"The database does not allow this ({message}): connect as another role, or ask whoever owns it."
    if state == LOCK_NOT_AVAILABLE:
        return "Somebody is changing this right now: try again once their transaction has ended."
    if state == UNIQUE_VIOLATION:
        detail = in_one_line(getattr(diagnosis, "message_detail", None) or message)
        return f"Two rows have the same key ({detail}): correct what 'llm-kb seed check' lists first."
    if state is None:
        return f"{shown(url)} cannot be reached ({message}): check the address, and that its server runs."
    return f"The database refuses this ({message}): mend what it names."
