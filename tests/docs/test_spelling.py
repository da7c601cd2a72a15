"""Prose, comments and identifiers are in American spelling, all but what others print and names people look for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from llm_kb.settings import checkout

ROOT = checkout() or Path()

STEMS = "behaviour|colour|favour|flavour|harbour|honour|labour|neighbour|rigour|catalogue|judgement|misspelt"
VERBS = (  # followed by e, ed, es, er, ing, ation or able
    "analys|apologis|categoris|characteris|customis|discretis|emphasis|finalis|formalis|generalis|initialis|materialis"
    "|maximis|memoris|minimis|normalis|optimis|organis|parallelis|penalis|prioritis|quantis|randomis|realis|recognis"
    "|regularis|serialis|specialis|stabilis|standardis|summaris|synchronis|synthesis|tokenis|utilis|vectoris|visualis"
)
WORDS = (
    "afterwards|artefacts?|backwards|cancelled|cancelling|centred|centres?|defence|dialling|fibres?|fulfil|grey|labelled"
    "|labelling|learnt|licences?|metres|modelled|modelling|practised|programmes?|sceptical|spelt|towards|travelled"
    "|upwards|whilst"
)
BRITISH = re.compile(
    rf"(?<![a-z])(?:(?:{STEMS}|(?:{VERBS})(?:e|ing|ation|able))\w*|(?:{WORDS})(?![a-z]))", re.IGNORECASE
)

NAMES = re.compile(
    r"[\"'](?:licence|catalogue)[\"']"  # a key and a kind of documents in manifests
    r"|neighbours_of_fact|_colour\b|\"colour\"|'colour'"  # an address of a named query, and a parameter of addresses
    r"|\.cancelled\(|Cancelled|analyses\b|syntheses\b"  # Python's names, and plurals
)
QUOTED = re.compile(r"^\s*(?:- )?(?:phrase|printed|marker): .*|\bphrase: [^,}]*|printed: \"[^\"]*\"", re.MULTILINE)
PRINTED = (  # what others print, and the names that people search for
    "publications.csv",
    "authorships.csv",
    "citations.csv",
    "errata_places.csv",
    "model_listings.csv",
    "prompt_markers.csv",
    "technique_aliases.csv",
    "topics.csv",
    "attribute_words.csv",
    "authors.csv",
    "venues.csv",
    "sources.csv",
)
PLACES = (
    "src",
    "docs",
    "seed",
    "migrations",
    "deploy",
    "release",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CITATION.cff",
)
TEXTS = {".py", ".sql", ".md", ".csv", ".yaml", ".css", ".html", ".js", ".json", ".txt", ".cff", ".conf", ".service"}


def texts() -> Iterator[Path]:
    """Every text of ours."""
    for place in PLACES:
        for path in [ROOT / place, *sorted((ROOT / place).rglob("*"))]:
            if path.suffix in TEXTS and path.name not in PRINTED and path.is_file():
                yield path


def british(text: str) -> list[str]:
    """The words of a text in British spelling."""
    return BRITISH.findall(NAMES.sub("", QUOTED.sub("", text)))


def test_texts_and_code_are_in_american_spelling() -> None:
    found = {str(path.relative_to(ROOT)): british(path.read_text(encoding="utf-8")) for path in texts()}
    assert len(found) > 300
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "text",
    ["the behaviour of a model", "test_colours", "is recognised", "Licence", "a grey area", "an analyser", "modelling"],
)
def test_british_spelling_is_found(text: str) -> None:
    assert british(text)


@pytest.mark.parametrize(
    "text", ["analyses", "prioritized", "synthesis", "realistic", "  phrase: its behaviour", "license"]
)
def test_american_spelling_and_quotations_are_left_alone(text: str) -> None:
    assert british(text) == []
