"""The KV cache of a token, recomputed in plain Python."""

from typing import Any

from .oracle import Answer, Knowledge
from .oracle_disclosure import chosen_sheets
from .oracle_documents import cells

PER_TOKEN = 2
GIB = 2**30
LAYERS = ("full_attention_layers", "kv_lora_rank")
HEADS = ("kv_heads", "head_dimension")
"""Attributes that must hold for the whole model, the heads where there is no latent."""


def _scoped(kb: Knowledge, model: str) -> set[str]:
    """The attributes of a model whose preferred value has a scope."""
    return {row["attribute_id"] for row in cells(kb) if row["model_id"] == model and row["preferred"] and row["scope"]}


def _numbers_of_layer(sheet: dict[str, Any]) -> float | None:
    """How many numbers of a token a layer keeps: the latent of MLA with its RoPE part, else keys and values."""
    kind = (sheet.get("attention_kind") or "").lower()
    latent, rope = sheet.get("kv_lora_rank"), sheet.get("rope_head_dimension")
    if latent is not None:
        return None if rope is None else float(latent + rope)
    heads, dimension = sheet.get("kv_heads"), sheet.get("head_dimension")
    if any(word in kind for word in ("mla", "latent", "compress")) or heads is None or dimension is None:
        return None
    return float(PER_TOKEN * heads * dimension)


def kv_cache_per_token(kb: Knowledge, bytes: str, institution: str) -> Answer:
    rows = []
    for model, sheet in chosen_sheets(kb, institution):
        if _scoped(kb, model["id"]) & ({*LAYERS} if sheet.get("kv_lora_rank") else {*LAYERS, *HEADS}):
            continue
        numbers, layers = _numbers_of_layer(sheet), sheet.get("full_attention_layers") or sheet.get("layers")
        if numbers is not None and layers is not None:
            cached = numbers * layers * int(bytes or 2)
            context = sheet.get("context_length")
            gib = None if context is None else int(100 * cached * context / GIB + 0.5) / 100
            rows.append(((cached, model["name"], model["id"]), (model["id"], cached, gib)))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]
