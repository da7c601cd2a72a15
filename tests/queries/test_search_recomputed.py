"""The search index, the names that it knows and the ranking of what it finds are those that plain Python works out."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any

import pytest

from llm_kb import queries
from llm_kb.migrate import sqlite_url

from . import oracle_search as oracle
from .oracle import Knowledge
from .world import make, make_crowd

PARTS = re.compile(" · |, ")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A made-up knowledge base."""
    yield from _made(tmp_path_factory, make, 1)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A knowledge base with more than is shown of a kind."""
    yield from _made(tmp_path_factory, make_crowd)


def _made(factory: pytest.TempPathFactory, make: Any, *seed: int) -> Iterator[sqlite3.Connection]:
    path = factory.mktemp("world") / "world.db"
    make(sqlite_url(path), *seed)
    with closing(sqlite3.connect(path)) as opened:
        yield opened


def run(connection: sqlite3.Connection, name: str, **values: str) -> list[tuple[Any, ...]]:
    return queries.run(connection, name, values).rows


def test_everything_is_searched_by_its_title_other_names_and_body(world: sqlite3.Connection) -> None:
    found = {}
    for kind, identity, title, aliases, body in world.execute(
        "SELECT kind, id, title, aliases, body FROM search_index"
    ):
        parts = PARTS if kind in ("publication", "institution") else re.compile(" · ")
        found[kind, identity] = (
            title,
            *(sorted(filter(None, part)) for part in (aliases.split(" · "), parts.split(body))),
        )
    described = {key: document for key, document in found.items() if key[0] not in ("query", "topic")}
    assert described == oracle.documents(Knowledge(world))
    assert {identity for kind, identity in found if kind == "query"} == {q.name for q in queries.public_queries()}
    kinds = [kind for (kind,) in world.execute("SELECT kind FROM search_index ORDER BY rowid")]
    assert list(dict.fromkeys(kinds)) == list(oracle.KINDS)
    ends = {kind: (kinds.index(kind) + 1, len(kinds) - kinds[::-1].index(kind)) for kind in kinds}
    assert {kind: (first, last) for kind, first, last in world.execute("SELECT * FROM search_index_kinds")} == ends


def test_names_are_known_by_their_spelling_in_their_best_form(world: sqlite3.Connection) -> None:
    best = oracle.names(Knowledge(world))
    rows = world.execute("SELECT kind, id, spelling, name FROM search_index_names")
    assert {(kind, identity, spelling): name for kind, identity, spelling, name in rows} == best
    ordered = [(kind, identity, name) for (kind, identity, _), name in sorted(best.items())]
    assert run(world, "names", kind="") == ordered
    assert run(world, "names", kind="Technique") == [row for row in ordered if row[0] == "technique"]


@pytest.mark.parametrize("kind", ["", "model", "Technique"])
@pytest.mark.parametrize(
    "like",
    ["", "b", "bird", "iBrd 3", "eird-12", "ong copying", "sogn copyin", "sogn copyi", "The Bird", "Wrok 1", "x" * 130],
)
def test_names_like_one_with_slips_are_those_of_the_rule(like: str, kind: str, world: sqlite3.Connection) -> None:
    found = [row[:3] for row in run(world, "names_like", like=like, kind=kind)]
    assert found == oracle.names_like(Knowledge(world), like, kind)


def test_words_are_known_with_the_number_of_things_that_hold_them(world: sqlite3.Connection) -> None:
    texts = [" ".join((title, *others, *body)) for title, others, body in oracle.documents(Knowledge(world)).values()]
    rows = world.execute("SELECT title, aliases, body FROM search_index WHERE kind IN ('query', 'topic')")
    texts += map(" ".join, rows)
    counted = Counter(word for text in texts for word in set(re.findall(r"[a-z0-9]+", text.lower())))
    known = {word: number for word, number in run(world, "search_words", beginning="") if word.isascii()}
    assert {word: counted[word] for word in ("bird", "work", "maker", "way", "words")} == {
        word: known[word] for word in ("bird", "work", "maker", "way", "words")
    }
    beginning = run(world, "search_words", beginning="Wo")
    assert beginning == sorted(row for row in run(world, "search_words", beginning="") if row[0].startswith("wo"))


@pytest.mark.parametrize("kind", ["", "fact", "Model"])
@pytest.mark.parametrize(
    "words",
    [
        "bird",
        "uses way",
        "adored",
        "Rook 003",
        "Owl 2",
        "song copying",
        "says",
        "bird licenses",
        "Owl 2 license",
        "Owl 2 KV heads",
    ],
)
@pytest.mark.parametrize("base", ["world", "crowd"])
def test_what_is_found_stands_by_name_and_weight(base: str, words: str, kind: str, request: Any) -> None:
    connection = request.getfixturevalue(base)
    kb = Knowledge(connection)
    known = oracle.named_in(kb, words)
    topics = oracle.topics_in(_topics(connection), words)
    hits = _hits(connection, oracle.terms(kb, words, partial(_holds, connection)), topics)
    found = {(of_kind, identity): (title, score) for of_kind, identity, title, score in hits}
    titles = oracle.documents(kb)
    known |= oracle.cells_in(kb, words)
    found = {key: (titles[key][0], 0.0) for key in known} | found
    result = run(connection, "search", words=words, kind=kind)
    statements = {fact.id: fact.statement["id"] for fact in kb.facts}
    assert [(row[0], row[1], *row[3:6], row[7], row[8]) for row in result] == _placed(found, known, kind, statements)
    assert {(row[6], row[10]) for row in result} <= {(0, None)}
    assert all(row[2] for row in result)


def _holds(connection: sqlite3.Connection, expression: str) -> bool:
    sql = "SELECT 1 FROM search_index WHERE search_index MATCH ?"
    return connection.execute(sql, (expression,)).fetchone() is not None


def _topics(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute("SELECT id, title, aliases FROM search_index WHERE kind = 'topic'").fetchall()


def _hits(connection: sqlite3.Connection, terms: list[str], topics: set[str]) -> list[tuple[str, str, str, float]]:
    """Entries with all terms if there are three, else those with some, without those far behind the best.

    Facts and specifications do not count for other kinds. Of the uncovered topics only these.
    """

    def matching(expression: str) -> list[tuple[str, str, str, float]]:
        weight = f"bm25(search_index, {oracle.WEIGHTS})"
        sql = f"SELECT kind, id, title, {weight} FROM search_index WHERE search_index MATCH ?"
        rows = connection.execute(sql, (expression,)).fetchall()
        return [(of_kind, *row, score * oracle.FACTORS.get(of_kind, 1)) for of_kind, *row, score in rows]

    every, some = (matching(word.join(f"({term})" for term in terms)) for word in (" AND ", " OR "))
    found = []
    for details in (False, True):
        enough = len(every if details else [row for row in every if row[0] not in oracle.DETAILS]) >= oracle.ENOUGH
        rows = [row for row in (every if enough else some) if (row[0] in oracle.DETAILS) is details]
        rows = [row for row in rows if row[0] != "topic" or row[1] in topics]
        best = {of_kind: min(row[3] for row in rows if row[0] == of_kind) for of_kind, *_ in rows}
        least = 0 if enough or len(terms) == 1 else oracle.LEAST
        found += [row for row in rows if row[3] <= least * best[row[0]]]
    return found


def _placed(
    found: dict[tuple[str, str], tuple[str, float]], known: set[tuple[str, str]], kind: str, statements: dict[str, str]
) -> list[Any]:
    """What is shown of what was found, with its place in its kind and how many of its kind were found."""
    fitting = sorted(
        ((of_kind, identity) not in known, score, identity, of_kind, title)
        for (of_kind, identity), (title, score) in found.items()
        if kind.lower() in ("", of_kind)
    )
    seen: set[str] = set()
    ordered = []
    for unnamed, score, identity, of_kind, title in fitting:
        statement = statements.get(identity) if of_kind == "fact" else None
        claim = {statement, title} if statement else set()
        ordered.append((unnamed, bool(claim & seen), score, of_kind, title, identity, statement))
        seen |= claim
    of_kinds = Counter(row[3] for row in ordered)
    place: Counter[str] = Counter()
    rows = []
    for unnamed, _, _, each, title, identity, statement in sorted(ordered, key=lambda row: row[:6]):
        place[each] += 1
        if place[each] <= (oracle.OF_ONE if kind else oracle.OF_EACH):
            rows.append((each, title, int(not unnamed), place[each], of_kinds[each], identity, statement))
    return rows


@pytest.mark.parametrize("kind", ["", "fact", "model", "institution"])
def test_without_words_the_first_of_each_kind_are_listed(kind: str, crowd: sqlite3.Connection) -> None:
    documents = oracle.documents(Knowledge(crowd))
    shown, read = (oracle.OF_ONE, oracle.OF_ONE) if kind else (oracle.OF_EACH, oracle.SHOWN_OF_ALL)
    expected: list[tuple[Any, ...]] = []
    described = [each for each in oracle.KINDS if each not in ("query", "topic")]
    for each in [kind] if kind else described:
        things = sorted(identity for of_kind, identity in documents if of_kind == each)
        first = sorted((documents[each, identity][0], identity) for identity in things[:read])
        more = int(len(things) > read)
        expected += [(each, t, 0, place, len(first), more, i) for place, (t, i) in enumerate(first[:shown], 1)]
    result = [row for row in run(crowd, "search", words="", kind=kind) if row[0] in described]
    assert [(row[0], row[1], *row[3:8]) for row in result] == sorted(
        expected, key=lambda row: (row[0], row[1], row[-1])
    )


def test_a_long_text_is_cut_after_its_beginning(world: sqlite3.Connection) -> None:
    bodies = {"at": "x" * oracle.BEGINNING, "over": "y" * (oracle.BEGINNING + 1)}
    world.execute("BEGIN")
    try:
        for identity, body in bodies.items():
            world.execute(
                "UPDATE search_index SET body = ? WHERE kind = 'model' AND id = ?", (body, f"bird-{len(identity)}")
            )
        told = {row[7]: row[2] for row in run(world, "search", words="", kind="model")}
    finally:
        world.rollback()
    assert (told["bird-2"], told["bird-4"]) == ("x" * oracle.BEGINNING, "y" * oracle.BEGINNING + "…")
