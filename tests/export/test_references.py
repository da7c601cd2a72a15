"""References leave as BibTeX and CSL-JSON: right values, in full, readable again by others."""

import codecs
import json
import re
import sqlite3
from typing import Any

import pytest
from pybtex.database import BibliographyData, Person, parse_string  # type: ignore[import-untyped]

from llm_kb import queries
from llm_kb.export import bibtex, csl
from llm_kb.export.references import Reference, from_rows

CSL_FIELDS = {
    "id", "type", "title", "author", "issued", "container-title", "publisher", "number", "genre", "archive",
    "archive_location", "DOI", "URL", "note",
}  # fmt: skip
"""Those of the CSL-JSON schema 1.0.2 that are used here."""

AWKWARD = Reference(
    identity="x1",
    title='100% of {A_B} & $5: Über "C\\D" ~ E^2 #1',
    authors=({"literal": "Dogs and Cats {Team}"}, {"family": "van der Ærø", "given": "Łukasz Ö."}),
    et_al=True,
    kind="unheard-of",
    kind_name="unheard-of thing",
    venue=None,
    year=None,
    arxiv_id=None,
    doi="10.1/a_b#c",
    url="https://example.org/a_b?c=%20&d=~e",
    corrected=None,
    errata=None,
)


def asked(kb: sqlite3.Connection, publication: str = "", model: str = "") -> list[Reference]:
    result = queries.run(kb, "references", {"publication": publication, "model": model})
    return from_rows(dict(zip(result.columns, row, strict=True)) for row in result.rows)


def one(kb: sqlite3.Connection, publication: str) -> tuple[Any, dict[str, Any]]:
    """A publication as pybtex reads it, and as CSL-JSON."""
    references = asked(kb, publication)
    parsed = parse_string(bibtex.text(references), "bibtex")
    assert len(parsed.entries) == 1
    return next(iter(parsed.entries.values())), csl.items(references)[0]


def plain(text: str) -> str:
    """What a reader sees of LaTeX."""
    decoded: str = codecs.decode(text, "ulatex")  # type: ignore[call-overload]
    return re.sub(r"[{}]", "", decoded)


def people(author: dict[str, str]) -> str:
    return author.get("literal") or f"{author['family']}, {author['given']}"


def read_again(person: Person) -> str:
    last = " ".join([*person.prelast_names, *person.last_names])
    first = " ".join([*person.first_names, *person.middle_names])
    return plain(f"{last}, {first}" if first else last)


@pytest.fixture
def read(kb: sqlite3.Connection) -> BibliographyData:
    """All references, written as BibTeX and read again."""
    return parse_string(bibtex.text(asked(kb)), "bibtex")


def test_every_reference_comes_back_from_bibtex_as_it_went(kb: sqlite3.Connection, read: BibliographyData) -> None:
    references = asked(kb)
    assert list(read.entries) == [reference.key for reference in references]
    assert len(references) == 156
    for reference in references:
        entry = read.entries[reference.key]
        authors = [people(dict(author)) for author in reference.authors] + ["others"] * reference.et_al
        assert [read_again(person) for person in entry.persons["author"]] == authors
        assert plain(entry.fields["title"]) == reference.title
        assert entry.fields["year"] == str(reference.year)
        told = {name: entry.fields.get(name) for name in ("eprint", "doi", "url")}
        assert told == {"eprint": reference.arxiv_id, "doi": reference.doi, "url": reference.url}


def test_bibtex_is_ascii_and_the_same_twice(kb: sqlite3.Connection) -> None:
    text = bibtex.text(asked(kb))
    assert text.isascii()
    assert text == bibtex.text(asked(kb))
    assert r"Timoth{\'e}e" in text


def test_both_forms_have_every_reference_under_one_key(kb: sqlite3.Connection, read: BibliographyData) -> None:
    keys = [item["id"] for item in csl.items(asked(kb))]
    assert keys == list(read.entries)
    assert len(set(keys)) == 156
    assert all(re.fullmatch(r"[a-z]+\d{4}[a-z][a-z0-9]*-\d+", key) for key in keys)
    assert {"rafailov2023direct-93", "grattafiori2024llama-35", "teamolmo2024olmo-85"} <= set(keys)


def test_types_follow_the_kind_of_publication(kb: sqlite3.Connection) -> None:
    for number, kind, csl_type in (
        ("24", "article", "article-journal"),
        ("93", "inproceedings", "paper-conference"),
        ("35", "misc", "article"),
        ("82", "misc", "post-weblog"),
        ("7", "misc", "report"),
        ("12", "misc", "software"),
        ("156", "misc", "webpage"),
    ):
        entry, item = one(kb, number)
        assert (entry.type, item["type"]) == (kind, csl_type), number


def test_every_kind_of_publication_has_a_type_of_its_own(kb: sqlite3.Connection) -> None:
    assert set(csl.TYPES) == {kind for (kind,) in kb.execute("SELECT id FROM publication_kinds")}


def test_the_venue_stands_where_the_type_has_it(kb: sqlite3.Connection) -> None:
    entry, item = one(kb, "24")
    assert entry.fields["journal"] == item["container-title"] == "Journal of Machine Learning Research"
    entry, item = one(kb, "93")
    assert entry.fields["booktitle"] == item["container-title"] == "Advances in Neural Information Processing Systems"
    entry, item = one(kb, "82")
    assert (entry.fields["howpublished"], item["genre"]) == ("Blog post", "blog post")


def test_a_preprint_has_its_number_on_arxiv(kb: sqlite3.Connection) -> None:
    entry, item = one(kb, "35")
    assert (entry.fields["archiveprefix"], entry.fields["eprint"]) == ("arXiv", "2407.21783")
    assert "howpublished" not in entry.fields
    assert (item["publisher"], item["number"], item["archive_location"]) == ("arXiv", "arXiv:2407.21783", "2407.21783")


def test_a_list_of_authors_that_goes_on_says_so(kb: sqlite3.Connection) -> None:
    entry, item = one(kb, "35")
    assert str(entry.persons["author"][-1]) == "others"
    assert item["author"][-1] == {"literal": "others"}
    assert {"literal": "others"} not in one(kb, "93")[1]["author"]


def test_a_group_is_one_name(kb: sqlite3.Connection) -> None:
    entry, item = one(kb, "92")
    assert entry.persons["author"][0].last_names == ["{Qwen Team}"]
    assert item["author"][0] == {"literal": "Qwen Team"}


def test_what_is_printed_wrong_is_not_exported_but_noted(kb: sqlite3.Connection) -> None:
    entry, item = one(kb, "88")
    assert item["title"].startswith("ReGenesis: ")
    assert (
        item["container-title"] == entry.fields["booktitle"] == "International Conference on Learning Representations"
    )
    assert item["URL"] == entry.fields["url"] == "https://openreview.net/forum?id=YUYJsHOf3c"
    assert (
        item["note"]
        == plain(entry.fields["annote"])
        == (
            "llm-kb: not as the survey prints it, but corrected: title, venue, address "
            "(errata: ref-88-openreview-id, ref-88-regensis, ref-88-venue)."
        )
    )
    assert one(kb, "92")[1]["issued"] == {"date-parts": [[2025]]}
    assert one(kb, "34")[1]["DOI"] == "10.1007/s11263-021-01453-z"
    assert {"family": "Pentyala", "given": "Shiva Kumar"} in one(kb, "117")[1]["author"]


def test_each_correction_names_its_errata_and_nothing_else_is_noted(kb: sqlite3.Connection) -> None:
    references = asked(kb)
    assert {bool(reference.corrected) == bool(reference.errata) for reference in references} == {True}
    by_number = {reference.identity: reference for reference in references}
    assert by_number["117"].errata == "ref-117-rlaf, ref-117-pentyala", "and not the one on its et al."
    assert by_number["93"].note is None
    assert by_number["147"].note is None, "an erratum without a correction changes nothing"


def test_capitals_that_a_style_would_take_are_kept(kb: sqlite3.Connection) -> None:
    assert "{dLoRA}: Dynamically orchestrating" in one(kb, "120")[0].fields["title"]
    assert "{Python+NumPy} programs" in one(kb, "12")[0].fields["title"]
    assert "{" not in one(kb, "93")[0].fields["title"]


def test_signs_that_mean_something_to_latex_do_no_harm() -> None:
    entry = parse_string(bibtex.text([AWKWARD]), "bibtex").entries[AWKWARD.key]
    assert entry.fields["title"] == (
        r"100\% of \textbraceleft{}{A\_B}\textbraceright{} \& \$5: {\"U}ber "
        r'"{C\textbackslash{}D}" \textasciitilde\ {E\textasciicircum{}2} \#1'
    )
    assert entry.fields["url"] == AWKWARD.url
    assert entry.fields["doi"] == AWKWARD.doi
    assert len(entry.persons["author"]) == 3
    assert "year" not in entry.fields


def test_csl_json_has_fields_of_its_schema_alone(kb: sqlite3.Connection) -> None:
    items = json.loads(csl.text(asked(kb)))
    assert items == csl.items(asked(kb))
    assert {field for item in items for field in item} <= CSL_FIELDS
    assert all(item["title"] and item["author"] and item["URL"] for item in items)
    assert csl.items([AWKWARD])[0]["type"] == "document"


def test_the_publication_of_a_model_is_found(kb: sqlite3.Connection) -> None:
    numbers = {
        model: [reference.identity for reference in asked(kb, model=model)]
        for model in ("llama-3", "Llama 3", "llama", "qwen3-8b", "grok", "no such model")
    }
    assert numbers == {
        "llama-3": ["35"],
        "Llama 3": ["35"],
        "llama": ["35", "82"],
        "qwen3-8b": ["135"],
        "grok": [],
        "no such model": [],
    }


def test_nothing_asked_for_is_an_empty_file(kb: sqlite3.Connection) -> None:
    assert bibtex.text([]) == ""
    assert json.loads(csl.text([])) == []
    assert asked(kb, "999") == []
