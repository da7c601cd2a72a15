"""Writes the generated parts of the documentation, or tells which are stale (`--check`).

A generated part stands between `<!-- generated: NAME -->` and `<!-- end -->` in a file of `docs/`, or in the README.
"""

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click
from diagram import diagrams
from transcript import transcript

from llm_kb import checks, derive, queries
from llm_kb.cli import main
from llm_kb.dictionary import ColumnEntry, TableEntry
from llm_kb.queries import rendering

ROOT = Path(__file__).resolve().parent.parent
PART = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def schema() -> Iterator[str]:
    """Every table and view with its columns."""
    for kind, heading in (
        ("derived table", "Derived tables"),
        ("view", "Views"),
        ("table", "Tables"),
        ("vocabulary", "Vocabularies"),
    ):
        entries = [entry for entry in derive.entries() if entry.kind == kind]
        yield f"## {heading}\n"
        if kind == "vocabulary":
            yield "Each has the columns `id`, `ordinal`, `name` and `definition`.\n"
            yield from (f"- `{entry.name}`: {entry.description}" for entry in entries)
            yield ""
        else:
            for entry in entries:
                yield from table(entry)


def table(entry: TableEntry) -> Iterator[str]:
    """One table with its columns."""
    yield f"### `{entry.name}`\n"
    yield f"{entry.description}\n"
    yield "| column | type | |"
    yield "|---|---|---|"
    for column in entry.columns:
        yield f"| `{column.name}` | {type_of(column, entry)} | {column.description}{target_of(column)} |"
    yield ""


def type_of(column: ColumnEntry, entry: TableEntry) -> str:
    """The type of a column with what its values may be."""
    key = ", key" if column.name in entry.primary_key else ""
    return f"{column.type}{key}{', may be NULL' if column.nullable and column.type else ''}"


def target_of(column: ColumnEntry) -> str:
    """Where a reference points to."""
    return f" → `{column.references}`" if column.references else ""


def named_queries() -> Iterator[str]:
    """Every listed query with its statement when no value is given, and what each parameter adds to it."""
    for query in queries.public_queries():
        yield f"## `{query.name}`\n"
        yield f"{query.title}. {query.description}\n"
        yield f"```sql\n{query.statement({}).sql}\n```\n"
        for parameter in query.parameters:
            default = f" (default `{parameter.default}`)" if parameter.default else ""
            added = [f"`{line}`" for line in rendering.lines_of_parameter(query.sql, parameter.name)]
            yield f"- `{parameter.name}`{default}: {parameter.description}{' Adds ' if added else ''}{', '.join(added)}"
        yield ""


def demands() -> Iterator[str]:
    """Every check with what it demands and the cure."""
    for severity, heading in ((checks.INTEGRITY, "Integrity"), (checks.DOUBT, "Doubts")):
        yield f"## {heading}\n"
        yield "| check | what it demands | cure |"
        yield "|---|---|---|"
        for check in checks.all_checks():
            if check.severity == severity:
                yield f"| `{check.id}` | {check.demand} | {check.file.text('cure')} |"
        yield ""


def commands() -> Iterator[str]:
    """The help of every command."""
    yield from command_help(main, "llm-kb")


def command_help(command: click.Command, path: str) -> Iterator[str]:
    """The help of a command and of its subcommands."""
    context = click.Context(command, info_name=path, terminal_width=100, help_option_names=["-h", "--help"])
    yield f"## `{path}`\n"
    yield f"```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in sorted(command.list_commands(context)):
            below = command.get_command(context, name)
            if below:
                yield from command_help(below, f"{path} {name}")


def deployed(name: str, language: str) -> Iterator[str]:
    """A file of `deploy/`."""
    yield f"```{language}\n{(ROOT / 'deploy' / name).read_text(encoding='utf-8')}```"


PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "diagrams": diagrams,
    "schema": schema,
    "queries": named_queries,
    "checks": demands,
    "cli": commands,
    "mcp": transcript,
    "nginx": partial(deployed, "nginx.conf", "nginx"),
    "systemd": partial(deployed, "llm-kb.service", "ini"),
    "container": partial(deployed, "Containerfile", "dockerfile"),
}


def fresh(text: str) -> str:
    """A file's text with its generated parts written anew."""
    return PART.sub(lambda match: match[1] + "\n".join(PARTS[match["name"]]()).rstrip() + "\n" + match[3], text)


def run(check: bool) -> int:
    """Write the files, or tell which are stale; returns the exit status."""
    stale = []
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        if fresh(text) != text:
            stale.append(str(path.relative_to(ROOT)))
            if not check:
                path.write_text(fresh(text), encoding="utf-8")
    if stale and check:
        sys.stderr.write(f"Stale: {', '.join(stale)}. Run 'make docs' and commit the result.\n")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(run("--check" in sys.argv[1:]))
