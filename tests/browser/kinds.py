"""One address of each kind of page."""

OURS = (
    "/",
    "/questions",
    "/questions/3.1",
    "/models",
    "/models/swift-3",
    "/techniques",
    "/techniques/group-relative-praise",
    "/institutions",
    "/institutions/birdlab",
    "/publications",
    "/publications/11",
    "/errata",
    "/sources",
    "/sources/tiny-source",
    "/accuracy",
    "/conflicts",
    "/catalogs",
    "/disclosure",
    "/facts",
    "/facts/tiny-source-3-1-3-1--swift-3--half-folding--uses--inference",
    "/matrix",
    "/compare?model=swift-3&model=wren-2",
    "/lineage",
    "/trends",
    "/since",
    "/since/2.1",
    "/generations",
    "/search?q=GRP",
    "/about",
    "/api",
    "/changes",
    "/models/swfit-3",
)
"""Pages of our own, the last of them for a model that there is not."""

DATASETTES = (
    "/llm_kb",
    "/llm_kb/design_facts",
    "/llm_kb/models/swift-3",
    "/llm_kb/techniques_by_model",
    "/llm_kb?sql=select+name+from+models",
    "/llm_kb/nowhere",
)
"""Datasette's pages, the last of them for a table that there is not."""

KINDS = (*OURS, *DATASETTES)
MISSING = (OURS[-1], DATASETTES[-1])
MAKERS = (
    "/models?column=license&column=training_hardware",
    "/models/swift",
    "/sources/swift-3-report",
    "/accuracy?verdict=all",
    "/catalogs?outcome=all",
)
"""More pages of ours, of what makers' documents say."""


def status(path: str) -> int:
    """The status that the page answers with."""
    return 404 if path in MISSING else 200
