"""One address of each kind of page."""

OURS = (
    "/",
    "/questions",
    "/questions/4.2",
    "/models",
    "/models/llama-3",
    "/techniques",
    "/techniques/grpo",
    "/institutions",
    "/institutions/alibaba",
    "/publications",
    "/publications/93",
    "/errata",
    "/facts",
    "/facts/paper-2-2-3-5--gpt-4--dense-architecture--uses--unstated",
    "/matrix",
    "/compare?model=llama-3&model=qwen3",
    "/lineage",
    "/trends",
    "/search?q=GRPO",
    "/models/lama-3",
)
"""Pages of our own, the last of them for a model that there is not."""

DATASETTES = (
    "/llm_kb",
    "/llm_kb/design_facts",
    "/llm_kb/models/llama-3",
    "/llm_kb/techniques_by_model",
    "/llm_kb?sql=select+name+from+models",
    "/llm_kb/nowhere",
)
"""Datasette's pages, the last of them for a table that there is not."""

KINDS = (*OURS, *DATASETTES)
MISSING = (OURS[-1], DATASETTES[-1])


def status(path: str) -> int:
    """The status that the page answers with."""
    return 404 if path in MISSING else 200
