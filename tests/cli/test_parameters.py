"""The arguments and options of every command are those of a list: what each takes, how often, and what it requires."""

from pathlib import Path
from typing import Any

import click
import yaml

from llm_kb.cli import main

LISTED = Path(__file__).with_name("parameters.yaml")
PATH_CHECKS = ("exists", "file_okay", "dir_okay")


def described(parameter: click.Parameter) -> dict[str, Any]:
    """What a parameter takes, without what is so by default."""
    kind = parameter.type
    found: dict[str, Any] = {"takes": "flag" if getattr(parameter, "is_flag", False) else kind.name}
    if isinstance(kind, click.Path):
        found |= {name: getattr(kind, name) for name in PATH_CHECKS}
        found["type"] = getattr(kind.type, "__name__", "text")
    if isinstance(kind, click.IntRange):
        found["range"] = [kind.min, kind.max]
    if isinstance(kind, click.Choice):
        found["choices"] = [*kind.choices]
    if parameter.default not in (None, False, ()) and isinstance(parameter.default, str | int | bool):
        found["default"] = parameter.default
    several = {"nargs": parameter.nargs} if parameter.nargs != 1 else {}
    set_ = {name: True for name in ("required", "multiple", "show_default") if getattr(parameter, name, False)}
    return found | several | set_


def commands(group: click.Group, name: str = "") -> dict[str, dict[str, Any]]:
    """The parameters of each command below a group, by its name."""
    context = click.Context(group)
    found: dict[str, dict[str, Any]] = {}
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        assert command
        if isinstance(command, click.Group):
            found |= commands(command, f"{name}{each} ")
        else:
            found[f"{name}{each}"] = {str(p.name): described(p) for p in command.params}
    return found


def test_a_command_takes_what_is_listed() -> None:
    assert commands(main) == yaml.safe_load(LISTED.read_text(encoding="utf-8"))
