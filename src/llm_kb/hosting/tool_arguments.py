"""Bounds the arguments of a tool: pydantic describes each error, so that many wrong ones make a long response."""

from typing import Any

from pydantic import BaseModel, create_model, model_validator

MAX_ITEMS = 100
"""Maximum number of arguments, and of items of each: no query has as many parameters."""


def bounded(model: type[BaseModel]) -> type[BaseModel]:
    """A model of arguments that refuses too many before it validates any."""

    def check(cls: type[BaseModel], arguments: Any) -> Any:
        values = [arguments, *arguments.values()] if isinstance(arguments, dict) else []
        if any(len(value) > MAX_ITEMS for value in values if isinstance(value, list | dict)):
            raise ValueError(f"There are more than {MAX_ITEMS} parameters: give fewer")
        return arguments

    validators: Any = {"check_number": model_validator(mode="before")(classmethod(check))}
    return create_model(model.__name__, __base__=model, __validators__=validators)
