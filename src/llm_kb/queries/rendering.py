"""Makes the statement of a named query that runs for some values: what no value was given for is not in it.

The text of a query is SQL with two kinds of marks, both comments, so that the file itself is a statement, too:

- `-- if model` at the end of a line: the line, with the lines that are indented below it and the bracket that closes
  them, is in the statement only if the parameter has a value; `-- if sort = year` only if it has this one, and
  `-- unless model` only if it has none. A parameter is used in such lines of its own alone.
- `-- include: name` as a line: the lines of `parts/name.sql` stand here, less those of parameters that are not the
  query's own.

A `WHERE` (or `HAVING`) on a line of its own goes with the last of its conditions, and an `AND` that comes first is
left out. Where the header says `-- list: fact`, `IN (lower(:fact))` becomes `IN (lower(:fact_1), lower(:fact_2))`, and
`VALUES (1, :fact)` becomes `VALUES (1, :fact_1), (2, :fact_2)`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

MARK = re.compile(r"(?P<text>.*?) *-- (?P<word>if|unless) (?P<name>[a-z]+)( = (?P<value>[\w-]+))?")
INCLUDE = re.compile(r"(?P<indent> *)-- include: (?P<name>\w+)")
CLAUSE = re.compile(r" *(WHERE|HAVING)")
PARAMETER = re.compile(r"'[^']*'|(?<![:\w]):(?P<name>[a-z][a-z0-9_]*)")
"""A parameter, or a literal, in which there is none."""
ALL_ROWS = "LIMIT 1000000000"
"""What stands before an OFFSET without a limit, which SQLite does not take alone."""


@dataclass(frozen=True)
class Mark:
    """When a line is in the statement."""

    parameter: str
    value: str | None
    """The value that the parameter must have; None where any will do."""
    wanted: bool
    """Whether the line is in the statement if the parameter has such a value, or unless it has."""

    def holds(self, values: Mapping[str, str]) -> bool:
        """Whether the line is in the statement for these values."""
        value = values.get(self.parameter, "").lower()
        return (value == self.value if self.value else bool(value)) is self.wanted


def with_parts(sql: str, part: Callable[[str], str]) -> str:
    """The text of a query in which each part stands where it is included."""

    def lines() -> Iterator[str]:
        for line in sql.splitlines():
            include = INCLUDE.fullmatch(line)
            inner = with_parts(part(include["name"]), part).splitlines() if include else []
            yield from (f"{include['indent']}{of_part}" for of_part in inner) if include else (line,)

    return "\n".join(lines())


def marked(line: str) -> tuple[str, Mark | None]:
    """A line without its mark, and the mark."""
    match = MARK.fullmatch(line)
    return (match["text"], Mark(match["name"], match["value"], match["word"] == "if")) if match else (line, None)


def added_by(sql: str, parameter: str) -> list[str]:
    """What a value of the parameter adds to the statement, each condition as one line."""
    added: list[str] = []
    around: int | None = None
    for line in sql.splitlines():
        text, mark = marked(line)
        if around is not None and _is_within(line, around):
            added[-1] += "" if mark and (mark.parameter != parameter or not mark.wanted) else f" {text.strip()}"
        elif mark and mark.wanted and mark.parameter == parameter:
            around = _indent(line)
            added.append(text.strip())
        else:
            around = None
    return [line.replace("( ", "(").replace(" )", ")").removeprefix("AND ").rstrip(",") for line in added]


def parameters(sql: str) -> list[str]:
    """The names of the parameters in a text of SQL, each once, in their order."""
    return list(dict.fromkeys(match["name"] for match in PARAMETER.finditer(sql) if match["name"]))


def with_literals(sql: str, values: Mapping[str, str | int]) -> str:
    """A text of SQL in which the values stand in the place of their parameters."""

    def literal(match: re.Match[str]) -> str:
        value = values[match["name"]] if match["name"] else match[0]
        return "'" + value.replace("'", "''") + "'" if match["name"] and isinstance(value, str) else str(value)

    return PARAMETER.sub(literal, sql)


def render(sql: str, values: Mapping[str, str], lists: Mapping[str, int]) -> str:
    """The statement for the parameters that have a value; of lists, it is told how many values they have."""
    text = "\n".join(_tidy(list(_chosen(sql.splitlines(), values))))
    for name, length in lists.items():
        text = _spread(text, name, length)
    return text


def _chosen(lines: list[str], values: Mapping[str, str]) -> Iterator[str]:
    """The lines that are in the statement, without their marks."""
    dropped: int | None = None
    for line in lines:
        if dropped is not None and _is_within(line, dropped):
            continue
        text, mark = marked(line)
        dropped = _indent(line) if mark and not mark.holds(values) else None
        if dropped is None and text.strip():
            yield text


def _tidy(lines: list[str]) -> Iterator[str]:
    """Lines in which no WHERE and no AND is left over, and a condition that is alone stands beside its WHERE."""
    above = ""
    while lines:
        line, *lines = lines
        if CLAUSE.fullmatch(line):
            length = next((place for place, each in enumerate(lines) if _indent(each) <= _indent(line)), len(lines))
            conditions, lines = list(_tidy(lines[:length])), lines[length:]
            if conditions:
                conditions[0] = re.sub(r"^( *)AND ", r"\1", conditions[0])
                yield from (line, *conditions) if len(conditions) > 1 else (f"{line} {conditions[0].lstrip()}",)
        else:
            if line.lstrip().startswith("OFFSET ") and not above.lstrip().startswith("LIMIT "):
                yield " " * _indent(line) + ALL_ROWS
            yield line
        above = line


def _is_within(line: str, indent: int) -> bool:
    """Whether a line belongs to one above it: by its indent, or as the bracket that closes it."""
    return _indent(line) > indent or (_indent(line) == indent and line.lstrip().startswith(")"))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _spread(sql: str, name: str, length: int) -> str:
    """A text in which as many parameters stand for the one of that name, each with what is around it.

    That is a function, and in a list of rows the number of each: `(1, lower(:models)), (2, ...)`.
    """

    def several(match: re.Match[str]) -> str:
        around = f"lower(:{name}_%d)" if match["function"] else f":{name}_%d"
        around = f"({{0}}, {around})" if match["row"] else around
        return ", ".join((around % place).format(place) for place in range(1, length + 1))

    value = rf"(?P<function>lower\()?:{name}\b(?(function)\))"
    return re.sub(rf"(?P<row>\(1, )?{value}(?(row)\))", several, sql)
