"""Breakages between rows: ids that nobody has, keys that somebody has, trees in circles, places out of order."""

from .breakages import Breakage, Spoil, edit

ADD_IT = "add it there or use a known id"


def unknown(kind: str, file: str, spoil: Spoil, what: str) -> Breakage:
    """A reference to something that does not exist."""
    return Breakage(f"{kind} that does not exist", file, spoil, what, ADD_IT)


UNKNOWN = (
    unknown(
        "a model",
        "model_aliases.csv",
        edit("finch,Finch", "fich,Finch"),
        "model_id 'fich' is not among models (did you mean 'finch'?)",
    ),
    unknown(
        "a parent model",
        "models.csv",
        edit("owl-2,Owl 2,release,owl,", "owl-2,Owl 2,release,owls,"),
        "parent_id 'owls' is not among models (did you mean 'owl'?)",
    ),
    unknown(
        "an institution",
        "models.csv",
        edit("release,,loft,", "release,,lofty,"),
        "institution_id 'lofty' is not among institutions (did you mean 'loft'?)",
    ),
    unknown(
        "an institution that lists a model",
        "models.csv",
        edit("loft,1,birdlab", "loft,1,birdlabs"),
        "listed_under_id 'birdlabs' is not among institutions (did you mean 'birdlab'?)",
    ),
    unknown(
        "a publication",
        "citations.csv",
        edit("tiny-source,1/1/2,1,1,3", "tiny-source,1/1/2,1,1,33"),
        "publication_id '33' is not among publications (did you mean '3'?)",
    ),
    unknown(
        "an author",
        "authorships.csv",
        edit("3,1,ada-lark", "3,1,ada-larch"),
        "author_id 'ada-larch' is not among authors (did you mean 'ada-lark'?)",
    ),
    unknown(
        "a venue",
        "publications.csv",
        edit("Perch preprint,aviary", "Perch preprint,aviry"),
        "venue_corrected 'aviry' is not among venues (did you mean 'aviary'?)",
    ),
    unknown(
        "a term of a vocabulary",
        "venues.csv",
        edit("preprint-server", "preprint-servers"),
        "kind_id 'preprint-servers' is not among venue_kinds (did you mean 'preprint-server'?)",
    ),
    unknown(
        "a term that another vocabulary has",
        "models.csv",
        edit("finch,Finch,release", "finch,Finch,paper"),
        "kind_id 'paper' is not among model_kinds",
    ),
    unknown(
        "the source of a section",
        "sections.csv",
        edit("tiny-source,footnote-1,", "tiny-lists,all,All\ntiny-source,footnote-1,"),
        "source_id 'tiny-lists' is not among sources (did you mean 'tiny-list'?)",
    ),
    unknown(
        "the section of a passage",
        "passages.csv",
        edit("tiny-source,2.2/2/1,", "tiny-source,2.3/1/1,0-1," + "0" * 64 + "\ntiny-source,2.2/2/1,"),
        "section_id 'tiny-source-2-3' is not among sections (did you mean 'tiny-source-2-2'?)",
    ),
    unknown(
        "a section",
        "research_questions.csv",
        edit("tiny-source-2-2", "tiny-source-2-2-2"),
        "section_id 'tiny-source-2-2-2' is not among sections (did you mean 'tiny-source-2-2'?)",
    ),
    unknown(
        "a dimension",
        "research_questions.csv",
        edit("2-2,2,making", "2-2,2,makings"),
        "dimension_id 'makings' is not among dimensions (did you mean 'making'?)",
    ),
    unknown(
        "a question",
        "topics.csv",
        edit("folding,2-2,", "folding,2-22,"),
        "research_question_id '2-22' is not among research_questions (did you mean '2-2'?)",
    ),
    unknown(
        "a topic",
        "findings.csv",
        edit("2-1,teaching,2", "2-1,reaching,2"),
        "topic_id 'reaching' is not among topics (did you mean 'teaching'?)",
    ),
    Breakage(
        "a passage that does not exist",
        "topics.csv",
        edit("2.2/3/3", "2.2/3/9"),
        "'2.2/3/9' is not among the passages of 'tiny-source' (did you mean '2.2/3/3'?)",
        "add it there or correct the locator",
    ),
    Breakage(
        "a passage of a section that does not exist",
        "topics.csv",
        edit("2.2/3/3", "2.22/3/3"),
        "the section 'tiny-source-2-22' of last_passage_id is not among sections (did you mean 'tiny-source-2-2'?)",
        "add it there or correct the locator",
    ),
    unknown(
        "a model that is called by its name",
        "prompt_markers.csv",
        edit("owl-2,<hoot>", "Owl 2-Large,<hoot>"),
        "model_id 'Owl 2-Large' is not among models (did you mean 'owl-2-large'?)",
    ),
    unknown(
        "a technique that is called by an alias",
        "technique_publications.csv",
        edit("song-copying,3,", "Roosting,3,"),
        "technique_id 'Roosting' is not among techniques (did you mean 'early-roosting'?)",
    ),
    unknown(
        "a technique",
        "technique_aliases.csv",
        edit("feather-folding,folding", "feather-moulding,folding"),
        "technique_id 'feather-moulding' is not among techniques (did you mean 'feather-folding'?)",
    ),
    unknown(
        "an erratum",
        "errata_places.csv",
        edit("ref-2-title,1", "ref-3-title,1"),
        "erratum_id 'ref-3-title' is not among errata (did you mean 'ref-2-title'?)",
    ),
    unknown(
        "a disputed fact",
        "errata_places.csv",
        edit("3-3b--owl-2--rule-list--uses--unstated", "3-3b--owl-2--rule-list--uses--training"),
        "evidence_id 'tiny-source-2-1-3-3b--owl-2--rule-list--uses--training' is not among evidence (did you mean "
        "'tiny-source-2-1-3-3b--owl-2--rule-list--uses--unstated'?)",
    ),
    Breakage(
        "a changed claim that does not exist",
        "claim_changes.csv",
        edit("finch--rule-list--omits--unstated", "finch--rule-list--omit--unstated"),
        "claim_id 'finch--rule-list--omit--unstated' is not among claims (did you mean 'finch--rule-list--omits--",
        ADD_IT,
        bundle="tiny-correction",
    ),
)

RELATIONS_OF_ROWS = (
    Breakage(
        "topics that overlap",
        "topics.csv",
        edit("Folding,2.2/3/1", "Folding,2.1/3/3"),
        "has sentences of the topic 'teaching', too",
        "correct first_passage or last_passage",
    ),
    Breakage(
        "two questions of one section",
        "research_questions.csv",
        edit("making,tiny-source-2-2", "making,tiny-source-2-1"),
        "section_id 'tiny-source-2-1' is taken in research_questions",
        "choose another",
    ),
    Breakage(
        "a section whose name gives a known id",
        "sections.csv",
        edit("tiny-source,2.2,", "tiny-source,2-1,Again\ntiny-source,2.2,"),
        "id 'tiny-source-2-1' is taken in sections",
        "choose another",
    ),
    Breakage(
        "a number of a reference that stands twice",
        "publications.csv",
        edit("4,4,How", "4,3,How"),
        "number 3 is taken in publications",
        "choose another",
    ),
    Breakage(
        "a place of a topic that stands twice",
        "topics.csv",
        edit("folding,2-2,1", "folding,2-1,1"),
        "research_question_id '2-1', ordinal 1 is taken in topics",
        "choose another",
    ),
    Breakage(
        "a model that stands twice in one list",
        "model_listings.csv",
        edit("tiny-list,,2,owl-2,", "tiny-list,,2,wren-1,"),
        "source_id 'tiny-list', model_id 'wren-1' is taken in model_listings",
        "choose another",
    ),
    Breakage(
        "an id that an earlier edition has",
        "institutions.csv",
        edit("coop,", "loft,"),
        "id 'loft' is taken in institutions",
        "choose another",
        bundle="tiny-correction",
    ),
    Breakage(
        "a prompt marker that an earlier edition has",
        "prompt_markers.csv",
        edit("turn-end", "turn-start"),
        "passage_id 'tiny-source-2-2-3-3', model_id 'owl-2', marker '<hoot>', role_id 'turn-start' is taken",
        "choose another",
        bundle="tiny-correction",
    ),
    Breakage(
        "a circle of models",
        "models.csv",
        edit("owl,Owl,family,,", "owl,Owl,family,owl-2,"),
        "owl → owl-2 → owl is a circle of parents",
        "break it",
        further=1,
    ),
    Breakage(
        "a model that is its own parent",
        "models.csv",
        edit("finch,Finch,release,,", "finch,Finch,release,finch,"),
        "finch → finch is a circle of parents",
        "break it",
    ),
    Breakage(
        "a circle of techniques",
        "techniques.csv",
        edit("running,running,,,group", "running,running,,turn-tags,group"),
        "running → turn-tags → running is a circle of parents",
        "break it",
        further=1,
    ),
    Breakage(
        "a technique that is its own parent",
        "techniques.csv",
        edit("rule-list,rule list,,teaching-methods", "rule-list,rule list,,rule-list"),
        "rule-list → rule-list is a circle of parents",
        "break it",
    ),
    Breakage(
        "a model above its parent",
        "models.csv",
        edit("owl,Owl,family,,", "owl,Owl,family,finch,"),
        "its parent 'finch' is defined further down",
        "move the parent above it",
    ),
    Breakage(
        "a technique above its parent",
        "techniques.csv",
        edit("song-copying,song copying,,teaching-methods,", "song-copying,song copying,,running,"),
        "its parent 'running' is defined further down",
        "move the parent above it",
    ),
    Breakage(
        "a topic that ends before it begins",
        "topics.csv",
        edit("2.1/3/1,2.1/3/3", "2.1/3/3,2.1/3/1"),
        "first_passage comes after last_passage",
        "swap them",
    ),
    Breakage(
        "a finding that ends before it begins",
        "findings.csv",
        edit("abstract/1/1,abstract/1/2", "1/1/1,abstract/1/2"),
        "first_passage comes after last_passage",
        "swap them",
    ),
)
