"""References leave as BibTeX and CSL-JSON: right values, in full, readable again by others."""

import codecs
import json
import re
import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from pybtex.database import BibliographyData, Person, parse_string  # type: ignore[import-untyped]

from llm_kb import queries
from llm_kb.export import bibtex, csl
from llm_kb.export.references import Reference, from_rows

from ..derive.derive_tools import rederive

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


MORE_ERRATA = """
    UPDATE publications SET url = 'https://doi.org/10.1000/88', url_corrected = 'https://doi.org/10.1000/8'
        WHERE id = '8';
    INSERT INTO errata (id, ordinal, kind_id, title, correction, reason, how_known, status_id) VALUES
        ('ref-5-notes', 100, 'title', 'Reference 5 has a vague title', NULL, 'It seems so.', 'Reading.', 'unverified'),
        ('ref-7-doi', 101, 'url', 'The DOI of reference 7 is slow.', NULL, 'It takes long.', 'Trying.', 'unverified');
    INSERT INTO errata_places (erratum_id, ordinal, source_id, printed, publication_id) VALUES
        ('ref-5-notes', 1, 'tiny-source', 'Notes', '5'),
        ('ref-7-doi', 1, 'tiny-source', '10.1000/7', '7');
"""
"""A DOI that is printed as an address, and two errata on references of which nothing is corrected."""


def changed(kb_copy: sqlite3.Connection, sql: str) -> sqlite3.Connection:
    """The copy after a change, with everything derived anew."""
    kb_copy.executescript(sql)
    rederive(kb_copy)
    return kb_copy


def asked(kb: sqlite3.Connection, publication: str = "", model: str = "") -> list[Reference]:
    result = queries.run(kb, "references", {"publication": publication, "model": model})
    return list(from_rows(dict(zip(result.columns, row, strict=True)) for row in result.rows))


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
    assert len(references) == 13
    for reference in references:
        entry = read.entries[reference.key]
        authors = [people(dict(author)) for author in reference.authors] + ["others"] * reference.et_al
        assert [read_again(person) for person in entry.persons["author"]] == authors
        assert plain(entry.fields["title"]) == reference.title
        told = {name: entry.fields.get(name) for name in ("year", "eprint", "doi", "url")}
        year = str(reference.year) if reference.year else None
        assert told == {"year": year, "eprint": reference.arxiv_id, "doi": reference.doi, "url": reference.url}


def test_bibtex_is_ascii_and_the_same_twice(kb: sqlite3.Connection) -> None:
    text = bibtex.text(asked(kb))
    assert text.isascii()
    assert text == bibtex.text(asked(kb))
    assert r"B{\'e}la" in text


def test_both_forms_have_every_reference_under_one_key(kb: sqlite3.Connection, read: BibliographyData) -> None:
    keys = [item["id"] for item in csl.items(asked(kb))]
    assert keys == list(read.entries)
    assert len(set(keys)) == 13
    assert all(re.fullmatch(r"[a-z]+(\d{4})?[a-z][a-z0-9]*-\d+", key) for key in keys)
    assert {"ore2022lark-8", "nestteam2024owl-2", "nestteamowls-4"} <= set(keys)


def test_types_follow_the_kind_of_publication(kb: sqlite3.Connection) -> None:
    for number, kind, csl_type in (
        ("7", "article", "article-journal"),
        ("3", "inproceedings", "paper-conference"),
        ("1", "misc", "article"),
        ("4", "misc", "post-weblog"),
        ("6", "misc", "report"),
        ("10", "misc", "software"),
        ("12", "misc", "webpage"),
    ):
        entry, item = one(kb, number)
        assert (entry.type, item["type"]) == (kind, csl_type), number


def test_the_venue_stands_where_the_type_has_it(kb: sqlite3.Connection) -> None:
    entry, item = one(kb, "7")
    assert plain(entry.fields["journal"]) == item["container-title"] == "Journal of Plumage & Song"
    entry, item = one(kb, "11")
    assert entry.fields["booktitle"] == item["container-title"] == "Meeting of the Aviary"
    entry, item = one(kb, "4")
    assert (entry.fields["howpublished"], item["genre"]) == ("Blog post", "blog post")


def test_a_preprint_has_its_number_on_arxiv(kb: sqlite3.Connection) -> None:
    entry, item = one(kb, "1")
    assert (entry.fields["archiveprefix"], entry.fields["eprint"]) == ("arXiv", "2301.00001")
    assert "howpublished" not in entry.fields
    assert (item["publisher"], item["number"], item["archive_location"]) == ("arXiv", "arXiv:2301.00001", "2301.00001")


def test_a_list_of_authors_that_goes_on_says_so(kb: sqlite3.Connection) -> None:
    entry, item = one(kb, "5")
    assert str(entry.persons["author"][-1]) == "others"
    assert item["author"][-1] == {"literal": "others"}
    assert {"literal": "others"} not in one(kb, "1")[1]["author"]


def test_a_group_is_one_name(kb: sqlite3.Connection) -> None:
    entry, item = one(kb, "7")
    assert entry.persons["author"][0].last_names == ["{Magpie Team}"]
    assert item["author"][0] == {"literal": "Magpie Team"}


def test_what_is_printed_wrong_is_not_exported_but_noted(kb: sqlite3.Connection) -> None:
    entry, item = one(kb, "5")
    assert {"family": "Merle", "given": "Zoë"} in item["author"]
    assert item["URL"] == entry.fields["url"] == "http://example.org/wren-2"
    assert (
        item["note"]
        == plain(entry.fields["annote"])
        == ("llm-kb: not as the survey prints it, but corrected: authors, address (errata: ref-5-moved, ref-5-merle).")
    )
    entry, item = one(kb, "2")
    assert item["title"] == entry.fields["title"] == "Owl 2 technical report"
    assert item["issued"] == {"date-parts": [[2024]]}
    entry, item = one(kb, "3")
    assert item["container-title"] == entry.fields["booktitle"] == "Meeting of the Aviary"
    assert one(kb, "8")[1]["DOI"] == "10.1000/8"


def test_each_correction_names_its_errata_and_nothing_else_is_noted(kb_copy: sqlite3.Connection) -> None:
    references = asked(changed(kb_copy, MORE_ERRATA))
    assert {bool(reference.corrected) == bool(reference.errata) for reference in references} == {True}
    by_number = {reference.identity: reference for reference in references}
    assert by_number["5"].errata == "ref-5-moved, ref-5-merle", "and not the one on its title"
    assert by_number["8"].errata == "ref-8-doi"
    assert by_number["11"].note is None
    assert by_number["7"].note is None, "an erratum without a correction changes nothing"


def test_capitals_that_a_style_would_take_are_kept(kb: sqlite3.Connection) -> None:
    titled = replace(AWKWARD, title="dLoRA: Dynamically orchestrating Python+NumPy programs")
    (entry,) = parse_string(bibtex.text([titled]), "bibtex").entries.values()
    assert entry.fields["title"] == "{dLoRA}: Dynamically orchestrating {Python+NumPy} programs"
    assert one(kb, "10")[0].fields["title"] == "Perch {Loom}: weaving for everybody"
    assert "{" not in one(kb, "11")[0].fields["title"]


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
    assert all(item["title"] and item["author"] for item in items)
    assert csl.items([AWKWARD])[0]["type"] == "document"


def test_letters_of_csl_json_are_written_as_they_are_on_lines_of_their_own() -> None:
    lines = csl.text([AWKWARD]).split("\n")
    assert '        "family": "van der Ærø",' in lines
    assert (lines[0], lines[-2:]) == ("[", ["]", ""])


def test_the_publication_of_a_model_is_found(kb_copy: sqlite3.Connection) -> None:
    kb = changed(kb_copy, "UPDATE models SET parent_id = 'swift' WHERE id = 'magpie'")
    numbers = {
        model: [reference.identity for reference in asked(kb, model=model)]
        for model in ("swift-3", "Swift 3", "swift", "owl-2-tiny", "kiwi", "no such model")
    }
    assert numbers == {
        "swift-3": ["6"],
        "Swift 3": ["6"],
        "swift": ["6", "7"],
        "owl-2-tiny": ["2"],
        "kiwi": [],
        "no such model": [],
    }


def test_nothing_asked_for_is_an_empty_file(kb: sqlite3.Connection) -> None:
    assert bibtex.text([]) == ""
    assert json.loads(csl.text([])) == []
    assert asked(kb, "999") == []
