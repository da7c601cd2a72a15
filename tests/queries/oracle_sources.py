"""The named queries that list sources, recomputed."""

from .oracle import Answer, Knowledge, Oracle, Row
from .oracle_rows import window


def source_list(kb: Knowledge, institution: str, source: str, model: str, limit: str, offset: str) -> Answer:
    documents = {row["source_id"]: row for row in kb.tables["documents"]}
    makers = {row["id"] for row in kb.institutions(institution)}
    of_models = {row["source_id"] for row in kb.tables["document_models"] if row["model_id"] in kb.models(model)}
    rows = []
    for row in kb.tables["sources"]:
        document = documents.get(row["id"])
        kind, publisher = (document["kind_id"], document["publisher_id"]) if document else (None, None)
        is_chosen = source.lower() in ("", row["id"], kind) and (not model or row["id"] in of_models)
        if is_chosen and (not institution or publisher in makers):
            name = kb.one("institutions", publisher)["name"] if publisher else ""
            place = (bool(publisher), name, {"survey": 1, "list": 2}.get(kind or "", 3), row["title"], row["id"])
            rows.append((place, (row["id"], kind, publisher)))
    return window([(*row, len(rows)) for _, row in sorted(rows)], limit, offset)


def models_of_source(kb: Knowledge, source: str, limit: str) -> Answer:
    documents = {row["source_id"]: row for row in kb.tables["documents"]}

    def order(row: Row) -> tuple[str, ...]:
        own, model = row["source_id"], row["model_id"]
        return kb.one("sources", own)["title"], own, kb.one("models", model)["name"], model

    chosen = [
        row
        for row in kb.tables["document_models"]
        if source.lower() in ("", row["source_id"], documents[row["source_id"]]["kind_id"])
    ]
    return window([(row["source_id"], row["model_id"]) for row in sorted(chosen, key=order)], limit)


QUERIES: dict[str, tuple[str, Oracle]] = {
    "models_of_source": ("source_id, model_id", models_of_source),
    "source_list": ("source_id, kind, publisher_id, sources_in_all", source_list),
}
"""The columns that are computed anew, and how, by the name of the query."""
