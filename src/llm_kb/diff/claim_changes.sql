-- description: What became of a claim, with the reason.
SELECT
    change.id,
    kind.name || ' ' || m.name || ' ' || relation.name || ' ' || t.name || ' (' || stage.name || ')'
    || coalesce(' by ' || change.replacement_id, '') || ': ' || change.reason AS label
FROM claim_changes AS change
INNER JOIN claim_change_kinds AS kind ON change.kind_id = kind.id
INNER JOIN claims AS c ON change.claim_id = c.id
INNER JOIN models AS m ON c.model_id = m.id
INNER JOIN relations AS relation ON c.relation_id = relation.id
INNER JOIN techniques AS t ON c.technique_id = t.id
INNER JOIN stages AS stage ON c.stage_id = stage.id
