"""What a bundle of format 2 says of documents becomes rows: passages by place, specifications, silence, verdicts."""

from pathlib import Path

import pytest

from llm_kb.seeds import Bundle, SeedError, read
from llm_kb.seeds.rows import Values
from tests.tiny import MAKERS

from .conftest import BUNDLES

REPORT = "swift-3-report"
CELL = ("status_id", "value", "number", "value_model_id", "printed", "scope", "note")


@pytest.fixture(scope="module")
def makers() -> Bundle:
    return read(BUNDLES / MAKERS)


def by_id(bundle: Bundle, table: str) -> dict[object, Values]:
    return {row["id"]: row for row in bundle.rows[table]}


def cell(bundle: Bundle, identity: str) -> tuple[object, ...]:
    row = by_id(bundle, "specification_values")[identity]
    return tuple(row[name] for name in CELL)


def test_a_passage_of_a_document_is_named_after_its_place(makers: Bundle) -> None:
    passages = by_id(makers, "passages")
    places = {name: tuple(row[key] for key in ("locator", "page", "ordinal")) for name, row in passages.items()}
    assert places["swift-3-report-p2-3"] == ("p. 2", 2, 4)
    assert places["wren-2-card-prompt-format-1"] == ("Prompt format", None, 5)
    assert places["swift-3-config-attention-kv-heads-1"] == ("`attention.kv_heads`", None, 3)
    assert places["swift-3-config-l7-1"] == ("L7", None, 4)
    assert {row[key] for row in passages.values() for key in ("section_id", "paragraph", "sentence")} == {None}


def test_a_file_named_like_a_source_is_of_that_source(makers: Bundle) -> None:
    ids = [str(row["id"]) for row in makers.rows["statements"]]
    assert next(identity for identity in ids if identity.startswith("wren-2-card-")) == "wren-2-card-wren-2-1"
    sources = [next(name for name in (REPORT, "wren-2-card", "swift-3-config") if i.startswith(name)) for i in ids]
    assert sources == sorted(sources, key=(REPORT, "wren-2-card", "swift-3-config").index), (
        "in the order of sources.csv"
    )


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("p1-1--swift-3--total_parameters", ("stated", "7M", 7e6, None, "7 million", None, None)),
        ("p1-1--swift-3-long--layers", ("stated", "16", 16, None, None, None, None)),
        ("p2-3--swift-3--base_model", ("stated", "Owl 2", None, "owl-2", None, None, None)),
        (
            "p2-4--swift-3-long--post_training_stages",
            ("derived", "copying → praise", None, None, None, None, "The sentence before names the copying."),
        ),
        ("p3-1--swift-3--training_tokens", ("stated", "1.5T", 1.5e12, None, "1.5 trillion", "both rounds", None)),
        ("p3-2a--swift-3--release_date", ("stated", "2024-05-02", None, None, "2 May 2024", None, None)),
        (
            "p3-2b--swift-3-long--knowledge_cutoff",
            ("inherited", "2023", None, None, None, None, "It is a size of Swift 3."),
        ),
        ("p3-3--swift-3--training_hardware", ("withheld", None, None, None, None, None, None)),
    ],
)
def test_a_value_is_text_for_people_with_the_number_or_model_beside_it(
    identity: str, expected: tuple[object, ...], makers: Bundle
) -> None:
    assert cell(makers, f"{REPORT}-{identity}") == expected


def test_a_flag_is_yes_or_no_and_1_or_0(makers: Bundle) -> None:
    assert cell(makers, "wren-2-card-details-3--wren-2--open_weights")[:3] == ("stated", "yes", 1)


def test_a_print_that_is_the_value_itself_is_left_out(bundle_copy: Path) -> None:
    path = bundle_copy.parent / MAKERS / "facts" / "wren-2-card.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("printed: 2.5M", "printed: 2.5M, scope: all"), encoding="utf-8")
    changed = read(bundle_copy.parent / MAKERS)
    assert cell(changed, "wren-2-card-details-1--wren-2--total_parameters")[1:] == (
        "2.5M",
        2.5e6,
        None,
        None,
        "all",
        None,
    )


def test_a_number_that_is_not_exact_has_its_bound_before_it(bundle_copy: Path) -> None:
    path = bundle_copy.parent / MAKERS / "facts" / "wren-2-card.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("printed: 2.5M", "printed: up to 2.5M, bound: up-to"), encoding="utf-8")
    changed = read(bundle_copy.parent / MAKERS)
    found = cell(changed, "wren-2-card-details-1--wren-2--total_parameters")
    assert found[1:3] == ("up to 2.5M", 2.5e6)


def test_several_values_of_one_cell_in_an_entry_are_numbered(bundle_copy: Path) -> None:
    path = bundle_copy.parent / MAKERS / "facts" / "swift-3-config.yaml"
    old = 'specs: {model: swift-3, rope_base: {value: 10000, printed: "10000.0"}}'
    cells = "{model: swift-3, rope_base: 10000}", "{model: swift-3, rope_base: {value: 3.8e25, scope: dusk}}"
    new = "".join(("specs:", *(f"\n    - {item}" for item in cells)))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    changed = read(bundle_copy.parent / MAKERS)
    identity = "swift-3-config-rope-theta-1--swift-3--rope_base"
    assert cell(changed, identity)[1:3] == ("10,000", 10000)
    assert cell(changed, f"{identity}--2")[1:6] == ("3.8 × 10^25", 3.8e25, None, None, "dusk")


def test_silence_is_a_row_for_each_model_and_attribute(makers: Bundle) -> None:
    silent = {(row["model_id"], row["attribute_id"], row["status_id"]) for row in makers.rows["undisclosed"]}
    assert silent == {
        ("swift-3", "activation", "not-found"),
        ("swift-3", "license", "not-found"),
        ("swift-3-long", "activation", "not-found"),
        ("swift-3-long", "license", "not-found"),
        ("swift-3", "open_weights", "withheld"),
    }


def test_a_verdict_is_of_a_passage_or_of_the_silence_of_a_document(makers: Bundle) -> None:
    verdicts = {row["evidence_id"]: row for row in makers.rows["fact_verdicts"] if row["source_id"] != "wren-2-card"}
    found = {
        str(fact).removeprefix("tiny-source-3-"): (row["verdict_id"], row["source_id"], row["passage_id"])
        for fact, row in verdicts.items()
    }
    assert found == {
        "1-3-1--swift-3--half-folding--uses--inference": ("confirmed", REPORT, f"{REPORT}-p2-1"),
        "1-3-1--swift-3--nightly-choice--uses--inference": ("partly", REPORT, f"{REPORT}-p2-1"),
        "1-4-2--swift-3--moss-lining--uses--unstated": ("contradicted", REPORT, f"{REPORT}-p2-2"),
        "1-4-2--swift-3-long--moss-lining--uses--unstated": ("contradicted", REPORT, f"{REPORT}-p2-2"),
        "2-3-1--swift-3--group-relative-praise--uses--post-training": ("confirmed", REPORT, f"{REPORT}-p2-4"),
        "2-3-2--swift-3--distillation--uses--post-training": ("not-found", REPORT, None),
        "1-4-2--lark-xl--moss-cushions--introduces--unstated": ("no-source", None, None),
    }


def test_a_later_bundle_may_judge_the_fact_of_an_earlier_one_and_add_to_its_documents(bundle_copy: Path) -> None:
    folder = bundle_copy.parent / "tiny-second-look"
    (folder / "facts").mkdir(parents=True)
    edition = "format: 2\nid: tiny-second-look\ntitle: Second look\ndate: '2024-11-01'\ndescription: Adds a verdict.\n"
    (folder / "edition.yaml").write_text(f"{edition}source: wren-2-card\nfollows: {MAKERS}\n", encoding="utf-8")
    fact = "tiny-source-4-1-3-3--wren-2--few-note-prompting--uses--inference"
    entry = f"- at: prompt-format/1a\n  says: It says so.\n  phrase: thoughts in\n  checks:\n    - {{fact: {fact}, "
    (folder / "facts" / "wren-2-card.yaml").write_text(f"{entry}verdict: confirmed}}\n", encoding="utf-8")
    assert [row["evidence_id"] for row in read(folder).rows["fact_verdicts"]] == [fact]
    text = (folder / "facts" / "wren-2-card.yaml").read_text(encoding="utf-8")
    judged = fact.replace("4-1-3-3", "4-1-3-1").replace("few-note-prompting", "turn-tags")
    (folder / "facts" / "wren-2-card.yaml").write_text(text.replace(fact, judged), encoding="utf-8")
    with pytest.raises(SeedError, match=f"id 'wren-2-card--{judged}' is taken in fact_verdicts, keep one of them"):
        read(folder)


def test_in_format_1_specifications_are_not_known(bundle_copy: Path) -> None:
    path = bundle_copy / "facts" / "2.1.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  claims:", "  specs: {}\n  claims:", 1), encoding="utf-8")
    with pytest.raises(SeedError, match="unknown key 'specs' in an entry"):
        read(bundle_copy)


def test_a_file_of_documents_in_a_bundle_of_format_1_is_told_with_its_format(bundle_copy: Path) -> None:
    (bundle_copy / "attributes.csv").write_text("id,name,unit_id,kind_id,definition\n", encoding="utf-8")
    with pytest.raises(SeedError, match=r"attributes\.csv:1: came with format 2, write 'format: 2'"):
        read(bundle_copy)
