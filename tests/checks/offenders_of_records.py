"""Offenders among publications, errata, models and techniques."""

from tests.checks.offenders import Offender, updated


def publication(check: str, number: int, assignments: str) -> Offender:
    """A publication that offends after a change."""
    return Offender(check, f"publications {number}", updated("publications", str(number), assignments))


def model(check: str, key: str, assignments: str) -> Offender:
    """A model that offends after a change."""
    return Offender(check, f"models {key}", updated("models", key, assignments))


def technique(check: str, key: str, statement: str) -> Offender:
    """A technique that offends after a statement."""
    return Offender(check, f"techniques {key}", statement)


PUBLICATIONS = (
    publication("correction-that-corrects-nothing", 65, "title_corrected = title"),
    publication("correction-without-erratum", 93, "year_corrected = 1999"),
    Offender("correction-from-memory", "publications 65", "UPDATE errata SET status_id = 'unverified'"),
    Offender(
        "erratum-of-another-passage",
        "errata_places rlvr-introduced-by,1",
        "UPDATE errata_places SET passage_id = 'paper-1-1-1' WHERE evidence_id IS NOT NULL",
    ),
    Offender(
        "erratum-without-place",
        "errata aya-23-maker",
        "DELETE FROM errata_places WHERE erratum_id = 'aya-23-maker'",
    ),
    Offender("one-work-twice", "publications 18", "DELETE FROM errata_places WHERE erratum_id = 'refs-18-19-one-work'"),
    publication("one-work-twice", 34, "doi_corrected = NULL")._replace(row="publications 111"),
    publication("one-work-twice", 5, "url = (SELECT url FROM publications WHERE id = '7')"),
    publication("publication-without-address", 93, "url = NULL, url_corrected = NULL"),
    publication("publication-without-address", 93, "year = NULL"),
    Offender("unused-entry", "publications 93", "DELETE FROM citations WHERE publication_id = '93'"),
    Offender("unused-entry", "authors nobody", "INSERT INTO authors VALUES ('nobody', 'Nobody', NULL, NULL, 0)"),
    Offender("unused-entry", "venues nowhere", "INSERT INTO venues VALUES ('nowhere', 'Nowhere', 'journal')"),
    Offender("unused-entry", "institutions nobody", "INSERT INTO institutions VALUES ('nobody', 99, 'Nobody', 0)"),
    Offender("unlinked-reference", "publications 93", "DELETE FROM technique_publications WHERE publication_id = '93'"),
    publication("year-before-the-preprint", 85, "year = 2023"),
    publication("younger-than-its-source", 93, "year = 2031"),
)

MODELS = (
    Offender("foreign-keys", "models rowid 1", "UPDATE models SET institution_id = 'nowhere' WHERE rowid = 1"),
    model("level-of-the-model-tree", "qwen", "parent_id = 'llama'"),
    model("level-of-the-model-tree", "qwen3", "parent_id = 'qwen3-8b'"),
    model("level-of-the-model-tree", "qwen3-8b", "parent_id = NULL"),
    model("level-of-the-model-tree", "qwen3-8b", "parent_id = 'grok'"),
    Offender("model-named-twice", "models gpt-4", "INSERT INTO model_aliases VALUES ('grok', 'GPT-4', 'spelling')"),
    model("model-named-twice", "gpt-4", "name = 'Grok'"),
    model("parent-of-another-maker", "deepseek-r1-distill-llama", "parent_id = 'llama-3'"),
    model("surveyed-models-are-listed", "grok", "surveyed = 1"),
    Offender(
        "unused-model",
        "models nobody",
        "INSERT INTO models VALUES ('nobody', 'Nobody', 'release', NULL, 'meta', 0, NULL, NULL)",
    ),
    model("tree-with-a-cycle", "qwen", "parent_id = 'qwen3'"),
)

TECHNIQUES = (
    Offender(
        "cited-elsewhere",
        "technique_publications mixture-of-experts,24",
        updated("technique_publications", "24", "role_id = 'cited-for'", "publication_id"),
    ),
    Offender(
        "incomplete-search", "search_index model", "DELETE FROM search_index WHERE kind = 'model' AND id = 'grok'"
    ),
    technique("introduced-in-two-years", "jax", updated("publications", "12", "year = 2014")),
    technique(
        "technique-named-twice",
        "mixture-of-experts",
        "INSERT INTO technique_aliases VALUES ('sparsemixer', 'MOE')",
    ),
    technique("top-of-the-taxonomy", "sparsemixer", updated("techniques", "sparsemixer", "parent_id = NULL")),
    technique("top-of-the-taxonomy", "prompting", updated("techniques", "prompting", "parent_id = 'quantization'")),
    technique(
        "tree-with-a-cycle", "expert-routing", updated("techniques", "expert-routing", "parent_id = 'sparsemixer'")
    ),
    technique("unused-technique", "sparsemixer", "DELETE FROM claims WHERE technique_id = 'sparsemixer'"),
    Offender(
        "used-before-its-origin",
        "technique_publications dpo,93",
        updated("publications", "93", "year = 2025"),
    ),
)

SPECIFICATIONS = (
    Offender(
        "attribute-without-a-column",
        "attributes wingspan",
        "INSERT INTO attributes (id, ordinal, name, kind_id, definition)"
        " VALUES ('wingspan', 999, 'wingspan', 'number', 'Of a bird.')",
    ),
    Offender(
        "attribute-without-a-column",
        "attributes layers",
        "INSERT OR REPLACE INTO attributes (id, ordinal, name, kind_id, definition)"
        " VALUES ('layers', 999, 'layers', 'text', 'Of a bird.')",
    ),
    Offender(
        "specification-that-is-not-whole",
        "specification_values half",
        "INSERT INTO specification_values"
        " (id, statement_id, passage_id, model_id, attribute_id, status_id, bound_id, value, number)"
        " SELECT 'half', id, passage_id, 'llama-3', 'layers', 'stated', 'exact', '12.5', 12.5 FROM statements LIMIT 1",
    ),
    *(
        Offender(
            "value-spelled-in-two-ways",
            "specification_values zz",
            "INSERT INTO specification_values"
            " (id, statement_id, passage_id, model_id, attribute_id, status_id, bound_id, value)"
            f" SELECT 'zz', id, passage_id, 'llama-3', '{attribute}', 'stated', 'exact', '{value}'"
            " FROM statements LIMIT 1",
        )
        for attribute, value in (
            ("license", "Llama 3 community-license Agreement"),
            ("license", "MIT License"),
            ("attention_kind", "gqa"),
            ("tokenizer", "Byte level BPE"),
        )
    ),
)
