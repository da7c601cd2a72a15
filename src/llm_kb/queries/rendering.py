"""Template renderer of the named queries: conditional lines, includes and list expansion.

A template is SQL with two kinds of directives, both comments, so that the file itself is a statement, too:

- `-- if model` at the end of a line: the line, with the lines that are indented below it and the bracket that closes
  them, is in the statement only if the parameter has a value; `-- if sort = year` only if it has this one, and
  `-- unless model` only if it has none. A parameter is used in such lines of its own alone.
- `-- include: name` as a line: the lines of `parts/name.sql` stand here, less those of parameters that are not the
  query's own.

A `WHERE` (or `HAVING`) on a line of its own goes with the last of its conditions, and an `AND` that comes first is
left out. Where the header says `-- list: fact`, `IN (lower(:fact))` becomes `IN (lower(:fact_1), lower(:fact_2))`, and
`VALUES (1, :fact)` becomes `VALUES (1, :fact_1), (2, :fact_2)`. Where it says `-- columns: columns`, the columns of the
statement are those that this parameter names.
"""

import re
import textwrap
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

CONDITION = re.compile(r"(?P<text>.*?) *-- (?P<word>if|unless) (?P<name>[a-z]+)( = (?P<value>[\w-]+))?")
INCLUDE = re.compile(r"(?P<indent> *)-- include: (?P<name>\w+)")
CLAUSE = re.compile(r" *(WHERE|HAVING)")
PARAMETER = re.compile(r"'[^']*'|(?<![:\w]):(?P<name>[a-z][a-z0-9_]*)")
"""A named parameter, or a string literal, whose contents are skipped."""
WIDTH = 116
"""The width to which chosen columns are wrapped."""
ALL_ROWS = "LIMIT 1000000000"
"""The LIMIT before an OFFSET without one, which SQLite requires."""


@dataclass(frozen=True)
class LineCondition:
    """The condition of a line: the parameter, and the value, that includes or excludes it."""

    parameter: str
    value: str | None
    """The value to compare with; None where any non-empty one matches."""
    expected: bool
    """True for `if`, False for `unless`."""

    def holds(self, values: Mapping[str, str]) -> bool:
        """Whether the line is included for these values."""
        value = values.get(self.parameter, "").lower()
        return (value == self.value if self.value else bool(value)) is self.expected


def with_parts(sql: str, part: Callable[[str], str]) -> str:
    """The template with its includes expanded, recursively."""

    def lines() -> Iterator[str]:
        for line in sql.splitlines():
            include = INCLUDE.fullmatch(line)
            inner = with_parts(part(include["name"]), part).splitlines() if include else []
            yield from (f"{include['indent']}{inner_line}" for inner_line in inner) if include else (line,)

    return "\n".join(lines())


def split_condition(line: str) -> tuple[str, LineCondition | None]:
    """A line without its condition, and the condition."""
    match = CONDITION.fullmatch(line)
    return (
        (match["text"], LineCondition(match["name"], match["value"], match["word"] == "if")) if match else (line, None)
    )


def lines_of_parameter(sql: str, parameter: str) -> list[str]:
    """The SQL that a value of the parameter adds to the statement, each fragment joined to one line."""
    conditions: list[str] = []
    outer_indent: int | None = None
    for line in sql.splitlines():
        text, condition = split_condition(line)
        if outer_indent is not None and _is_within(line, outer_indent):
            conditions[-1] += (
                "" if condition and (condition.parameter != parameter or not condition.expected) else f" {text.strip()}"
            )
        elif condition and condition.expected and condition.parameter == parameter:
            outer_indent = _indent(line)
            conditions.append(text.strip())
        else:
            outer_indent = None
    return [line.replace("( ", "(").replace(" )", ")").removeprefix("AND ").rstrip(",") for line in conditions]


def parameters(sql: str) -> list[str]:
    """The names of the parameters of a statement, without duplicates, in order of appearance."""
    return list(dict.fromkeys(match["name"] for match in PARAMETER.finditer(sql) if match["name"]))


def with_literals(sql: str, values: Mapping[str, str | int]) -> str:
    """The statement with its parameters replaced by quoted literals."""

    def literal(match: re.Match[str]) -> str:
        value = values[match["name"]] if match["name"] else match[0]
        return "'" + value.replace("'", "''") + "'" if match["name"] and isinstance(value, str) else str(value)

    return PARAMETER.sub(literal, sql)


def columns(sql: str) -> dict[str, str]:
    """The expressions of a statement's own SELECT by the names of their columns."""
    _, expressions, _ = _split_select(sql)
    return {re.split(r"[ .]", expression)[-1]: expression for expression in expressions}


def with_columns(sql: str, names: Collection[str]) -> str:
    """The statement with only those of its columns that have these names; all of them if none has."""
    before, _, after = _split_select(sql)
    chosen = [expression for name, expression in columns(sql).items() if name in names]
    text = textwrap.fill(", ".join(chosen), WIDTH, initial_indent="    ", subsequent_indent="    ")
    return "\n".join([*before, text, *after]) if chosen else sql


def _split_select(sql: str) -> tuple[list[str], list[str], list[str]]:
    """The lines up to a statement's own SELECT, the expressions that it selects, and the lines from its FROM on."""
    lines = sql.splitlines()
    start = lines.index("SELECT") + 1
    end = next(place for place, line in enumerate(lines) if place > start and line.startswith("FROM "))
    selected = " ".join(line.strip() for line in lines[start:end])
    return lines[:start], re.split(r", (?![^()]*\))", selected), lines[end:]


def render(sql: str, values: Mapping[str, str], lists: Mapping[str, int]) -> str:
    """Render the statement for these parameter values; `lists` gives the length of each list parameter."""
    text = "\n".join(_without_dangling_keywords(list(_active_lines(sql.splitlines(), values))))
    for name, length in lists.items():
        text = _expand_list(text, name, length)
    return text


def _active_lines(lines: list[str], values: Mapping[str, str]) -> Iterator[str]:
    """The lines whose conditions hold, without the conditions."""
    dropped: int | None = None
    for line in lines:
        if dropped is not None and _is_within(line, dropped):
            continue
        text, condition = split_condition(line)
        dropped = _indent(line) if condition and not condition.holds(values) else None
        if dropped is None and text.strip():
            yield text


def _without_dangling_keywords(lines: list[str]) -> Iterator[str]:
    """The lines without dangling WHERE, HAVING or AND; a single condition is joined to the line of its WHERE."""
    previous = ""
    while lines:
        line, *lines = lines
        if CLAUSE.fullmatch(line):
            length = next((place for place, below in enumerate(lines) if _indent(below) <= _indent(line)), len(lines))
            conditions, lines = list(_without_dangling_keywords(lines[:length])), lines[length:]
            if conditions:
                conditions[0] = re.sub(r"^( *)AND ", r"\1", conditions[0])
                yield from (line, *conditions) if len(conditions) > 1 else (f"{line} {conditions[0].lstrip()}",)
        else:
            if line.lstrip().startswith("OFFSET ") and not previous.lstrip().startswith("LIMIT "):
                yield " " * _indent(line) + ALL_ROWS
            yield line
        previous = line


def _is_within(line: str, indent: int) -> bool:
    """Whether a line belongs to the block of one with this indent, its closing bracket included."""
    return _indent(line) > indent or (_indent(line) == indent and line.lstrip().startswith(")"))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _expand_list(sql: str, name: str, length: int) -> str:
    """The statement with a list parameter expanded to numbered ones, each wrapped like the original.

    The wrapper is `lower()` and, in a VALUES list, the row number: `(1, lower(:models_1)), (2, ...)`.
    """

    def expanded(match: re.Match[str]) -> str:
        item = f"lower(:{name}_%d)" if match["function"] else f":{name}_%d"
        item = f"({{0}}, {item})" if match["row"] else item
        return ", ".join((item % number).format(number) for number in range(1, length + 1))

    value = rf"(?P<function>lower\()?:{name}\b(?(function)\))"
    return re.sub(rf"(?P<row>\(1, )?{value}(?(row)\))", expanded, sql)
