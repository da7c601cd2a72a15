"""`llm-kb show`."""

import json
from pathlib import Path

import click

from llm_kb.cli import cards
from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import write_text


@click.command()
@click.argument("name", metavar="MODEL|TECHNIQUE|REFERENCE|SOURCE")
@click.option("--json", "as_json", is_flag=True, help="A JSON array of objects with all rows behind the card.")
@database_option
def show(name: str, as_json: bool, db: Path | None) -> None:
    """Show all that is known of a model, technique, reference or source.

    MODEL and TECHNIQUE are an id, name or alias, REFERENCE is a number, SOURCE an id or title. A model begins with its
    specifications, each with its source and place ("+2" means that two more places say the same); then come the facts
    of documents of developers and those of the survey, these with their verdicts. `llm-kb query facts` gives the
    statements.
    """
    with opened(db) as connection:
        matches = cards.find(connection, name)
    if as_json:
        write_text(json.dumps([card.object for card in matches], ensure_ascii=False, indent=2))
    else:
        write_text("\n\n".join(card.text for card in matches))
