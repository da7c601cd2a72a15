"""Breakages of specifications by what is surely wrong in a value, or in several of one model."""

from pathlib import Path

from .breakages import edit
from .breakages_of_documents import makers
from .breakages_of_specifications import card, report

CONFIGURATION = "facts/swift-3-config.yaml"


def a_type_of_license(path: Path) -> int:
    """Declare the attribute, which the bundle lacks, and give it a value that it does not have."""
    license_row = "license,license,,text,What may be done with it.\n"
    edit(license_row, f"{license_row}license_type,license type,,term,In a word.\n")(path.parents[1] / "attributes.csv")
    return edit("license: Nest License 1.0", "license_type: free as a bird")(path)


PLAUSIBILITY = (
    card(
        "more active parameters than there are",
        edit("active_parameters: 1100000", "active_parameters: 11000000"),
        "'wren-2' has 11M active parameters of 2.5M in all",
        "correct one of the two",
    ),
    card(
        "more active experts than there are",
        edit("experts_active: 2", "experts_active: 16"),
        "'wren-2' has 16 active experts of 8 in all",
        "correct one of the two",
    ),
    makers(
        "KV heads that do not divide the heads",
        CONFIGURATION,
        edit("kv_heads: 4}", "kv_heads: 5}"),
        "'swift-3' has 5 KV heads, which do not divide its 16 attention heads",
        "correct one of them",
    ),
    makers(
        "half a layer",
        CONFIGURATION,
        edit("layers: 12", "layers: 12.5"),
        "'layers' 12.5 is not whole",
        "write the number itself",
    ),
    makers(
        "a model without layers",
        CONFIGURATION,
        edit("layers: 12", "layers: 0"),
        "'layers' is 0, which no model has",
        "correct it",
    ),
    report(
        "a knowledge cutoff after the release",
        edit('knowledge_cutoff: "2023"', 'knowledge_cutoff: "2024-06"'),
        "'swift-3' has a knowledge cutoff, 2024-06, after its release, 2024-05-02",
        "correct one of the two",
    ),
    report(
        "a release in the future of the edition",
        edit('"2024-05-02"', '"2024-10-02"'),
        "'release_date' '2024-10-02' is after the date of the edition, 2024-10-01",
        "correct one of the two",
    ),
    report(
        "a knowledge cutoff in the future of the edition",
        edit('{value: "2023", status: inherited', '{value: "2025", status: inherited'),
        "'knowledge_cutoff' '2025' is after the date of the edition, 2024-10-01",
        "correct one of the two",
    ),
    card(
        "modalities in another order",
        edit('"text, audio"', '"audio, text"'),
        "'input_modalities' 'audio, text' is not in form",
        "write some of text, image, audio, video in this order",
    ),
    card(
        "a modality that does not exist",
        edit('"text, audio"', '"text, song"'),
        "'input_modalities' 'text, song' is not in form",
        "write some of text, image, audio, video in this order",
    ),
    card(
        "a type of license that does not exist",
        a_type_of_license,
        "'license_type' 'free as a bird' is none of its terms",
        "write one of: open source; open weights with use policy; open weights, non-commercial; API only",
    ),
    report(
        "stages with arrows of two characters",
        edit("copying → praise", "copying -> praise"),
        "'post_training_stages' 'copying -> praise' has arrows of two characters",
        "write → between the stages",
    ),
    report(
        "a model that is its own base",
        edit("base_model: owl-2", "base_model: swift-3"),
        "'base_model' of 'swift-3' is the model itself",
        "name the one that it comes from",
    ),
    report(
        "two models that are each the base of the other",
        edit(
            "{model: swift-3, base_model: owl-2}",
            "[{model: swift-3, base_model: swift-3-long}, {model: swift-3-long, base_model: swift-3}]",
        ),
        "'swift-3-long' and 'swift-3' would each be the base of the other",
        "correct one of the two",
    ),
    report(
        "two values of one cell",
        edit("context_length: 4096}", "context_length: 4096, layers: 13}"),
        "'layers' of 'swift-3' is '12' in 'swift-3-report-p1-1' and '13' here",
        "tell the two apart by a scope",
    ),
    report(
        "two values of one cell in one entry",
        edit(
            "    - {model: swift-3, context_length: 4096}\n",
            "    - {model: swift-3, context_length: 4096}\n    - {model: swift-3, context_length: 2048}\n",
            below=1,
        ),
        "'context_length' of 'swift-3' is '4,096' in 'swift-3-report-p3-1' and '2,048' here",
        "tell the two apart by a scope",
    ),
    report(
        "two values of one cell with the same scope",
        edit(
            "    - {model: swift-3, context_length: 4096}\n",
            "    - {model: swift-3, scope: both rounds, training_tokens: 1000}\n",
            below=2,
        ),
        "'training_tokens' of 'swift-3' is '1,000' in 'swift-3-report-p3-1' and '1.5T' here",
        "tell the two apart by a scope",
    ),
)
