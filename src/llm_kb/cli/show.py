"""`llm-kb show`."""

import json
from pathlib import Path

import click

from llm_kb.cli import cards
from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import write_text


@click.command()
@click.argument("name", metavar="MODEL|TECHNIQUE|REFERENCE")
@click.option("--json", "as_json", is_flag=True, help="A JSON array of objects with all rows behind the card.")
@database_option
def show(name: str, as_json: bool, db: Path | None) -> None:
    """Show all facts about a model, technique or reference.

    MODEL and TECHNIQUE are an id, name or alias; REFERENCE is a number. Each fact has its place in the survey;
    `llm-kb query facts` gives the statement.
    """
    with opened(db) as connection:
        matches = cards.find(connection, name)
    if as_json:
        write_text(json.dumps([card.object for card in matches], ensure_ascii=False, indent=2))
    else:
        write_text("\n\n".join(card.text for card in matches))
