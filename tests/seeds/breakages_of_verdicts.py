"""Breakages of verdicts on facts, and of what a document is silent about."""

from .breakages import edit
from .breakages_of_documents import makers
from .breakages_of_references import ADD_IT
from .breakages_of_specifications import card, report

FOLDING = "tiny-source-3-1-3-1--swift-3--half-folding--uses--inference"
MOSS = "tiny-source-3-1-4-2--swift-3--moss-lining--uses--unstated"
TAUGHT = "tiny-source-3-2-3-2--swift-3--distillation--uses--post-training"
OWN = "wren-2-card-prompt-format-1--wren-2--turn-tags--uses--inference"
TAGS = "{fact: tiny-source-4-1-3-1--wren-2--turn-tags--uses--inference, verdict: confirmed}"
SILENT = "- {model: [swift-3, swift-3-long], attributes: [activation, license], status: not-found}"

VERDICTS = (
    report(
        "a verdict on a fact that does not exist",
        edit(f"fact: {FOLDING}", f"fact: {FOLDING}s"),
        f"evidence_id '{FOLDING}s' is not among evidence (did you mean '{FOLDING}'?)",
        ADD_IT,
    ),
    card(
        "a verdict on a fact of the same document",
        edit(TAGS, f"{{fact: {OWN}, verdict: confirmed}}"),
        f"the fact '{OWN}' is of 'wren-2-card' itself",
        "check only facts of other sources",
    ),
    card(
        "a verdict of an unknown kind",
        edit(TAGS, TAGS.replace("confirmed", "confirm")),
        "verdict_id 'confirm' is not among verdict_kinds (did you mean 'confirmed'?)",
        ADD_IT,
    ),
    card(
        "a check without a verdict",
        edit(TAGS, TAGS.replace(", verdict: confirmed", "")),
        "the check has no 'verdict'",
        "add it",
    ),
    card(
        "a check without a fact",
        edit(TAGS, "{verdict: confirmed}"),
        "the check has no 'fact'",
        "add it",
    ),
    card(
        "a check with an unknown key",
        edit(TAGS, TAGS.replace("confirmed", "confirmed, reason: none")),
        "unknown key 'reason' in a check",
        "remove or rename it",
    ),
    card(
        "checks that are no list",
        edit(f"checks:\n    - {TAGS}", f"checks: {TAGS}"),
        "'checks' is not a list",
        "begin each item with a dash",
    ),
    report(
        "a verdict in part without a reason",
        edit(", verdict: partly, why: Only on most evenings.}", ", verdict: partly}"),
        "the verdict 'partly' needs a 'why'",
        "add it",
    ),
    card(
        "a contradiction without a reason",
        edit(TAGS, TAGS.replace("confirmed", "contradicted")),
        "the verdict 'contradicted' needs a 'why'",
        "add it",
    ),
    card(
        "a contradiction without an erratum",
        edit(TAGS, TAGS.replace("confirmed", "contradicted, why: So.")),
        "the contradicted fact 'tiny-source-4-1-3-1--wren-2--turn-tags--uses--inference' has no erratum",
        "add one to errata.csv and errata_places.csv",
    ),
    card(
        "a verdict of nothing found in a passage",
        edit(TAGS, TAGS.replace("confirmed", "not-found")),
        "the verdict 'not-found' has no passage",
        "state it in 'silent' of the file",
    ),
    card(
        "a verdict without a source in a passage",
        edit(TAGS, TAGS.replace("confirmed", "no-source")),
        "the verdict 'no-source' has no passage",
        "state it in 'silent' of the file",
    ),
    report(
        "a verdict twice for one fact",
        edit(f"facts: [{TAUGHT}]", f"facts: [{TAUGHT}, {FOLDING}]"),
        f"id 'swift-3-report--{FOLDING}' is taken in fact_verdicts",
        "keep one of them",
    ),
    report(
        "a fact twice in one check",
        edit(f"        - {MOSS}\n", f"        - {MOSS}\n        - {MOSS}\n"),
        f"'fact' '{MOSS}' occurs twice in one list",
        "keep one of them",
        further=1,
    ),
)

SILENCE = (
    report(
        "silence about an unknown attribute",
        edit("[activation, license]", "[activation, licence]"),
        "attribute_id 'licence' is not among attributes (did you mean 'license'?)",
        ADD_IT,
    ),
    report(
        "silence about an unknown model",
        edit(SILENT, SILENT.replace("swift-3-long", "swift-3-lang")),
        "model_id 'swift-3-lang' is not among models (did you mean 'swift-3-long'?)",
        ADD_IT,
    ),
    report(
        "silence about what is stated",
        edit("attributes: [activation, license]", "attributes: [activation, layers]"),
        "the document is not silent about 'layers' of 'swift-3'",
        "remove it here or there",
        further=1,
    ),
    report(
        "silence about what is withheld in a passage",
        edit("attributes: [activation, license]", "attributes: [activation, training_hardware]"),
        "the document is not silent about 'training_hardware' of 'swift-3'",
        "remove it here or there",
        further=1,
    ),
    report(
        "silence twice",
        edit("attributes: open_weights", "attributes: [open_weights, license]"),
        "source_id 'swift-3-report', model_id 'swift-3', attribute_id 'license' is taken in undisclosed",
        "keep one of them",
    ),
    report(
        "silence of an unknown status",
        edit("license], status: not-found", "license], status: stated"),
        "'status' 'stated' is none of attributes that are silent",
        "write withheld or not-found",
    ),
    report(
        "silence about facts that are withheld",
        edit("post-training], status: not-found", "post-training], status: withheld"),
        "'status' 'withheld' is none of facts that are silent",
        "write not-found or no-source",
    ),
    report(
        "silence without a status",
        edit("license], status: not-found", "license]"),
        "'silent' has no 'status'",
        "add it",
    ),
    report(
        "silence about nothing",
        edit("model: [swift-3, swift-3-long], attributes: [activation, license], status", "status"),
        "'silent' is about 'model' and 'attributes', or about 'facts'",
        "give one of the two",
    ),
    report(
        "silence about attributes of no model",
        edit("model: [swift-3, swift-3-long], attributes: [activation, license]", "attributes: [activation, license]"),
        "'silent' is about 'model' and 'attributes', or about 'facts'",
        "give one of the two",
    ),
    makers(
        "a value that is not found in a document read in part",
        "facts/swift-3-config.yaml",
        edit(
            "- at: layers/1",
            "silent:\n- {model: swift-3, attributes: license, status: not-found}\nentries:\n- at: layers/1",
            below=1,
        ),
        "only a document that was read whole shows that something is not found",
        "read the rest, or leave this out",
    ),
    makers(
        "a fact that is not found in a document read in part",
        "facts/swift-3-config.yaml",
        edit(
            "- at: layers/1", f"silent:\n- {{facts: [{FOLDING}], status: not-found}}\nentries:\n- at: layers/1", below=1
        ),
        "only a document that was read whole shows that something is not found",
        "read the rest, or leave this out",
    ),
    makers(
        "a fact without a source on which a document has a verdict",
        "facts/tiny-source.yaml",
        edit("[tiny-source-3-1-4-2--lark-xl--moss-cushions--introduces--unstated]", f"[{FOLDING}]"),
        f"the fact '{FOLDING}' has a source, since 'swift-3-report' has a verdict on it",
        "keep one of the two",
    ),
    makers(
        "a file of facts with an unknown key",
        "facts/tiny-source.yaml",
        edit("silent:", "silence:"),
        "unknown key 'silence' in the file (did you mean 'silent'?)",
        "remove or rename it",
    ),
    report(
        "a file of facts with a key twice",
        edit("\nsilent:\n", "\nentries: []\nsilent:\n", below=1),
        "the key 'entries' occurs twice in the file",
        "keep one of them",
        further=1,
    ),
    makers(
        "a file of facts whose silence is no list",
        "facts/tiny-source.yaml",
        edit("silent:\n- {facts", "silent:\n  {facts", below=1),
        "'silent' is not a list",
        "begin each item with a dash",
    ),
)
