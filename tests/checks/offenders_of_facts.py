"""Offenders among sentences, facts and figures."""

from tests.checks.offenders import CLAIM, FACT, Offender, updated

STAGED = "paper-3-2-3-8--llama-4--dpo--uses--post-training"
WIDER = "paper-2-2-4-7--llama-4--mixture-of-experts--uses--unstated"
NARROWER = "paper-2-2-4-7--llama-4--sparse-expert-activation--uses--unstated"
FIRST_MOE = "paper-4-2-3-5b--deepseek-v3--mixture-of-experts--uses--unstated"
SECOND_MOE = "paper-4-4-4-4--deepseek-v3--mixture-of-experts--uses--unstated"
FORMAT = "paper-3-3-4-6--deepseek-r1--format-reward--uses--post-training"
TEACHING = "paper-4-3-3-10--deepseek-r1-distill-llama--knowledge-distillation--uses--training"
OTHER_TEACHING = "paper-4-3-3-4--deepseek-v3--knowledge-distillation--uses--training"
DISTILLED = "paper-4-3-3-10--deepseek-r1-distill-llama--distillation-data--uses--training"
TWICE = "paper-4-2-3-5b--deepseek-v3--fp8-quantization--uses--training"
BASELINE = "paper-4-4-6-12--1"
LONG = "one two three four five six seven eight nine ten eleven twelve thirteen"


def withdrawn(evidence: str, kind: str, replacement: str) -> str:
    """The statement that enters the withdrawal of a claim without building anew what follows from it."""
    edition = "(SELECT id FROM editions)"
    return f"INSERT INTO claim_changes VALUES ('it', {edition}, '{CLAIM}', {evidence}, '{kind}', {replacement}, 'so')"


def changed(check: str, fact: str, assignments: str, at_fault: str | None = None) -> Offender:
    """A fact that offends after a change of its row in the flat table."""
    return Offender(check, f"design_facts {at_fault or fact}", updated("design_facts", fact, assignments, "fact_id"))


def figure(check: str, key: str, assignments: str) -> Offender:
    """A figure that offends after a change."""
    return Offender(check, f"measurements {key}", updated("measurements", key, assignments))


SENTENCES = (
    Offender(
        "fact-entered-twice",
        f"evidence {TWICE}",
        "INSERT INTO evidence SELECT 'paper-4-2-3-5a--' || claim_id, claim_id, 'paper-4-2-3-5a', passage_id, basis_id, "
        f"basis_note, qualifier, phrase FROM evidence WHERE id = '{TWICE}'",
    ),
    Offender(
        "citation-of-another-passage",
        f"evidence_citations {FACT},paper-1-1-1--1",
        f"INSERT INTO evidence_citations VALUES ('{FACT}', 'paper-1-1-1--1')",
    ),
    Offender("citation-positions", "passages paper-1-1-1", "DELETE FROM citations WHERE id = 'paper-1-1-1--2'"),
    Offender("claim-without-evidence", f"claims {CLAIM}", f"DELETE FROM evidence WHERE claim_id = '{CLAIM}'"),
    Offender("empty-statement", "statements paper-2-2-3-5", f"DELETE FROM evidence WHERE id = '{FACT}'"),
    Offender("evidence-identity", f"evidence x--{CLAIM}", updated("evidence", FACT, f"id = 'x--{CLAIM}'")),
    Offender(
        "long-quotation",
        "statements paper-2-2-3-5",
        updated("statements", "paper-2-2-3-5", f"phrase = '{LONG}'"),
    ),
    Offender("long-quotation", f"evidence {FACT}", updated("evidence", FACT, f"phrase = '{LONG}'")),
    Offender(
        "long-quotation",
        "errata_places ref-34-doi-of-ref-111,1",
        updated("errata_places", "ref-34-doi-of-ref-111", f"printed = '{LONG}'", "erratum_id"),
    ),
    Offender(
        "overlapping-passages",
        "passage_ranges paper-2-2-3-5,1",
        updated("passage_ranges", "paper-2-2-3-5", "end_character = end_character + 5", "passage_id"),
    ),
    Offender(
        "point-within-its-topic",
        "findings quantization-point-1",
        updated("findings", "quantization-point-1", "topic_id = 'training-efficiency'"),
    ),
    Offender(
        "point-without-facts",
        "findings quantization-point-1",
        "DELETE FROM statements WHERE passage_id LIKE 'paper-4-2-%'",
    ),
    Offender("sentence-numbers", "sections paper-2-2", updated("passages", "paper-2-2-3-5", "sentence = 99")),
    Offender(
        "topic-within-its-question",
        "topics training-efficiency",
        updated("topics", "training-efficiency", "last_passage_id = 'paper-5-1-1'"),
    ),
)

FACTS = (
    Offender("change-without-successor", "claim_changes it", withdrawn("NULL", "supersede", "NULL")),
    Offender("change-without-successor", "claim_changes it", withdrawn("NULL", "retract", "'another'")),
    Offender("change-without-successor", "claim_changes it", withdrawn("NULL", "supersede", f"'{CLAIM}'")),
    Offender("facts-that-stand", f"design_facts {FACT}", withdrawn("NULL", "retract", "NULL")),
    Offender("facts-that-stand", f"design_facts {FACT}", withdrawn(f"'{FACT}'", "retract", "NULL")),
    Offender("facts-that-stand", f"evidence {FACT}", f"DELETE FROM design_facts WHERE fact_id = '{FACT}'"),
    changed("introduced-by-two-models", STAGED, "relation = 'introduces', technique_id = 'rlvr'")._replace(
        row="techniques rlvr"
    ),
    changed("introduced-elsewhere", STAGED, "relation = 'introduces'"),
    Offender(
        "model-of-its-own",
        f"evidence {FACT}",
        f"INSERT INTO evidence_models VALUES ('{FACT}', 'gpt-4', 'teacher', 'explicit', NULL)",
    ),
    figure("model-of-its-own", BASELINE, "baseline_model_id = 'llama-4'"),
    changed("stage-named-and-unstated", DISTILLED, "technique_id = 'knowledge-distillation', stage = 'unstated'"),
    changed("stage-of-the-technique", STAGED, "stage = 'pre-training'"),
    changed("stage-of-the-technique", STAGED, "technique_id = 'kv-cache-quantization'"),
    Offender(
        "teacher-without-distillation",
        f"evidence_models {FACT},grok,teacher",
        f"INSERT INTO evidence_models VALUES ('{FACT}', 'grok', 'teacher', 'explicit', NULL)",
    ),
    Offender(
        "teaching-in-a-circle",
        "models deepseek-r1",
        f"UPDATE lineage SET student_id = 'deepseek-r1' WHERE fact_id = '{TEACHING}'",
    ),
    Offender(
        "teaching-in-a-circle",
        "models deepseek-v3",
        f"UPDATE lineage SET teacher_id = iif(fact_id = '{TEACHING}', 'deepseek-v3', "
        f"'deepseek-r1-distill-llama') WHERE fact_id IN ('{TEACHING}', '{OTHER_TEACHING}')",
    ),
    Offender("technique-is-a-group", f"claims {CLAIM}", updated("claims", CLAIM, "technique_id = 'prompting'")),
    Offender(
        "technique-is-a-group",
        "statement_techniques paper-2-1-1-1,prompting",
        "INSERT INTO statement_techniques VALUES ('paper-2-1-1-1', 'prompting')",
    ),
    changed("uses-and-avoids", SECOND_MOE, "relation = 'avoids'", FIRST_MOE),
    changed("uses-and-avoids", WIDER, "relation = 'omits'", NARROWER),
    changed("wider-technique-beside-narrower", FORMAT, "technique_id = 'rule-based-reward'"),
)

FIGURES = (
    figure("figure-against-its-direction", "paper-4-2-4-12c--1", "value_from = 99000"),
    figure("figure-against-its-direction", "paper-4-2-4-12c--1", "value_from = value"),
    figure("figure-against-its-direction", "paper-4-2-5-3--1", "value_from = 20"),
    figure("figure-against-its-direction", "paper-3-2-5-9--1", "value = 150"),
    figure("figure-against-its-direction", "paper-2-2-3-6--1", "value_from = 1000"),
    figure("figure-against-its-direction", "paper-4-2-4-10--2", "value_from = 1, value = 2"),
    figure("figure-differs-from-print", "paper-2-2-3-6--1", "value = 256"),
    figure("figure-differs-from-print", "paper-2-2-3-6--1", "value = 9, printed = '90'"),
    figure("figure-differs-from-print", "paper-2-2-3-6--1", "value = 9.1, printed = '9.105'"),
    figure("figure-differs-from-print", "paper-3-2-5-9--1", "value = 5"),
    figure("figure-differs-from-print", "paper-3-3-3-4--1", "value = 5"),
    figure("figure-differs-from-print", "paper-4-2-4-12c--1", "value_from = 3000"),
    Offender(
        "figure-of-another-statement",
        f"measurement_evidence paper-2-1-3-5--1,{FACT}",
        f"INSERT INTO measurement_evidence VALUES ('paper-2-1-3-5--1', '{FACT}')",
    ),
)
