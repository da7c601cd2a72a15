"""Breakages of documents and attributes."""

import hashlib
from pathlib import Path

from .breakages import Breakage, Spoil, edit
from .breakages_of_references import ADD_IT
from .conftest import BUNDLES

MAKERS = "tiny-makers"
HASH = hashlib.sha256((BUNDLES / "wren-2-card.md").read_bytes()).hexdigest()


def makers(kind: str, file: str, spoil: Spoil, what: str, cure: str, further: int = 0) -> Breakage:
    """A breakage of the bundle of makers."""
    return Breakage(kind, file, spoil, what, cure, further, MAKERS)


REPORT = "swift-3-report,technical-report,mud-and-straw,0,,,,3,"
CARD = "wren-2-card,model-card,birdlab,1,example.org/birdlab/wren-2,0123abc,README.md,,"


def without_hash_of_configuration(path: Path) -> int:
    """Empty the hash of a source, so that the problem is told at the first of its passages."""
    sources = path.with_name("sources.csv")
    edit("283f29cabd44a3c7e44f331b300db559e9661e68dbee55b71c17c503780ba6e6", "")(sources)
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith("swift-3-config,"))


DOCUMENTS = (
    makers(
        "ranges in a source of which no text is kept",
        "passages.csv",
        without_hash_of_configuration,
        "no text of 'swift-3-config' is kept (its sha256 is empty)",
        "leave ranges and sha256 empty",
        further=4,
    ),
    makers(
        "a passage without ranges in a source of which there is a text",
        "passages.csv",
        edit("wren-2-card,wren-2/1,10-56,", "wren-2-card,wren-2/1,,"),
        "ranges or sha256 is empty",
        "take both from the text of 'wren-2-card'",
    ),
    makers(
        "a document of an unknown source",
        "documents.csv",
        edit("wren-2-card,", "wren-2-kard,"),
        "source_id 'wren-2-kard' is not among sources (did you mean 'wren-2-card'?)",
        ADD_IT,
        further=3,
    ),
    makers(
        "a document of an unknown kind",
        "documents.csv",
        edit("technical-report", "tecnical-report"),
        "kind_id 'tecnical-report' is not among source_kinds (did you mean 'technical-report'?)",
        ADD_IT,
    ),
    makers(
        "a document of an unknown publisher",
        "documents.csv",
        edit("report,mud-and-straw", "report,mud-and-hay"),
        "publisher_id 'mud-and-hay' is not among institutions (did you mean 'mud-and-straw'?)",
        ADD_IT,
    ),
    makers(
        "a report without a publisher",
        "documents.csv",
        edit("report,mud-and-straw", "report,"),
        "publisher_id is empty",
        "name the developer whose technical-report it is",
    ),
    makers(
        "a document that is neither official nor a copy",
        "documents.csv",
        edit("birdlab,1", "birdlab,yes"),
        "official 'yes' is not well-formed",
        "write 0 or 1",
    ),
    makers(
        "a document twice",
        "documents.csv",
        edit(CARD, f"{CARD}Nest License 1.0,,,whole\n{CARD}", below=1),
        "source_id 'wren-2-card' is already in line",
        "keep one of them",
    ),
    makers(
        "a document that was read nobody knows how far",
        "documents.csv",
        edit(",6,whole", ",6,"),
        "read is empty",
        "fill it in",
    ),
    makers(
        "a document that is an unknown publication",
        "documents.csv",
        edit(",6,whole", ",99,whole"),
        "publication_id '99' is not among publications",
        ADD_IT,
    ),
    makers(
        "a document of no pages",
        "documents.csv",
        edit(CARD, CARD[:-1] + "0,"),
        "pages is 0",
        "or nothing where it has none",
    ),
    makers(
        "a path without a repository",
        "documents.csv",
        edit("example.org/mud-and-straw/swift-3,", ","),
        "a revision or path is of a repository",
        "fill it in",
    ),
    makers(
        "a repository on GitHub with its host",
        "documents.csv",
        edit("example.org/mud-and-straw/swift-3,", "github.com/mud-and-straw/swift-3,"),
        "a repository on GitHub is OWNER/NAME",
        "leave out 'github.com/'",
    ),
    makers(
        "a repository without a revision",
        "documents.csv",
        edit("0123abc", ""),
        "a repository changes",
        "fill in the revision that was read",
    ),
    makers(
        "code without a path",
        "documents.csv",
        edit("model-card,birdlab,1,example.org/birdlab/wren-2,0123abc,README.md", "code,birdlab,1,example.org/w,01,"),
        "code needs its repository, revision and path",
        "fill them in",
    ),
    makers(
        "an original that is the text itself",
        "documents.csv",
        edit(CARD + "Nest License 1.0,", f"{CARD}Nest License 1.0,{HASH}"),
        "original_sha256 is that of the text itself",
        "leave it empty",
    ),
    makers(
        "a document that speaks for an unknown model",
        "document_models.csv",
        edit("card,wren-2", "card,wren-3"),
        "model_id 'wren-3' is not among models (did you mean 'wren-2'?)",
        ADD_IT,
    ),
    makers(
        "a document that speaks for no model",
        "documents.csv",
        edit("tiny-almanac,catalog,,", "tiny-almanac,model-card,birdlab,"),
        "'tiny-almanac' speaks for no model",
        "add it to document_models.csv",
    ),
    makers(
        "a document that speaks for a model twice",
        "document_models.csv",
        edit("wren-2-card,wren-2\n", "wren-2-card,wren-2\nwren-2-card,wren-2\n", below=1),
        "source_id 'wren-2-card', model_id 'wren-2' is already in line",
        "keep one of them",
    ),
    makers(
        "a text of an unknown kind",
        "document_texts.csv",
        edit(",flow", ",flowing"),
        "kind_id 'flowing' is not among text_kinds (did you mean 'flow'?)",
        ADD_IT,
    ),
    makers(
        "a further text that is the text itself",
        "document_texts.csv",
        edit("swift-3-report,", f"wren-2-card,{HASH},flow\nswift-3-report,"),
        "sha256 is that of 'wren-2-card' in sources.csv",
        "list only further texts",
    ),
    makers(
        "a model of a source that is no document",
        "document_models.csv",
        edit("wren-2-card,wren-2\n", "wren-2-card,wren-2\ntiny-empty,wren-2\n", below=1),
        "source_id 'tiny-empty' is not among sources",
        ADD_IT,
    ),
)

ATTRIBUTES = (
    makers(
        "an attribute with a dash",
        "attributes.csv",
        edit("training_hardware,", "training-hardware,"),
        "id 'training-hardware' is not well-formed",
        "write lower-case words joined by single underscores",
        further=1,
    ),
    makers(
        "an attribute of an unknown kind",
        "attributes.csv",
        edit(",term,", ",word,"),
        "kind_id 'word' is not among attribute_kinds",
        ADD_IT,
    ),
    makers(
        "an attribute of an unknown unit",
        "attributes.csv",
        edit("layers,layers,layers", "layers,layers,layer"),
        "unit_id 'layer' is not among units (did you mean 'layers'?)",
        ADD_IT,
    ),
    makers(
        "a unit of something that is no number",
        "attributes.csv",
        edit("license,license,,text", "license,license,layers,text"),
        "unit_id is for numbers, and its kind is text",
        "remove one of the two",
    ),
    makers(
        "two attributes of one name",
        "attributes.csv",
        edit("layers,layers,layers", "layers,KV heads,layers", below=2),
        "name 'KV heads' is taken in attributes",
        "choose another",
    ),
    makers(
        "an attribute that is a key of specs",
        "attributes.csv",
        edit("activation,activation", "scope,activation"),
        "id 'scope' is a key of specs itself",
        "choose another",
        further=1,
    ),
    makers(
        "a kind of attributes that cannot be read",
        "vocabularies.csv",
        edit("attribute_kinds,model,", "attribute_kinds,color,color,A color.\nattribute_kinds,model,"),
        "attribute_kinds has 'color', which llm-kb cannot read",
        "use number, text, term, date, flag, model, example or identifier",
    ),
)
