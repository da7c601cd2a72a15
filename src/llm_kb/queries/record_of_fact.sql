-- title: Record of a fact
-- description: Every fact of every edition, with the definition of each of its terms, its source document, and any later change to it, withdrawn facts included.
-- subject: Facts
-- place: 80
-- parameter: fact: Id of the fact; empty for all.
-- default: fact: paper-4-2-3-4--llama-3--fp8-quantization--uses--inference
SELECT
    m.name AS model, c.relation_id AS relation, t.name AS technique, c.stage_id AS stage, e.qualifier, s.statement,
    coalesce(e.phrase, s.phrase) AS phrase, section.name AS section, section.title AS section_title,
    p.paragraph, p.sentence, e.basis_id AS basis, e.basis_note, relation.definition AS relation_meaning, stage.definition AS stage_meaning,
    basis.definition AS basis_meaning, source.title AS source, source.authors AS source_authors,
    source.date AS source_date, kind.name AS change, change.reason AS change_reason, edition.title AS change_edition,
    edition.date AS change_date, new_model.name AS new_model, replacement.relation_id AS new_relation,
    new_technique.name AS new_technique, replacement.model_id AS new_model_id,
    replacement.technique_id AS new_technique_id,
    c.model_id, c.technique_id, e.statement_id, e.passage_id, e.claim_id, e.id AS fact_id, place.locator, p.source_id
FROM evidence AS e
INNER JOIN claims AS c ON e.claim_id = c.id
INNER JOIN models AS m ON c.model_id = m.id
INNER JOIN techniques AS t ON c.technique_id = t.id
INNER JOIN relations AS relation ON c.relation_id = relation.id
INNER JOIN stages AS stage ON c.stage_id = stage.id
INNER JOIN bases AS basis ON e.basis_id = basis.id
INNER JOIN statements AS s ON e.statement_id = s.id
INNER JOIN passages AS p ON e.passage_id = p.id
LEFT OUTER JOIN sections AS section ON p.section_id = section.id
INNER JOIN sources AS source ON p.source_id = source.id
INNER JOIN passage_places AS place ON p.id = place.passage_id
LEFT OUTER JOIN claim_changes AS change  -- of the fact itself, or of all facts of its claim
    ON c.id = change.claim_id AND coalesce(change.evidence_id, e.id) = e.id
LEFT OUTER JOIN claim_change_kinds AS kind ON change.kind_id = kind.id
LEFT OUTER JOIN editions AS edition ON change.edition_id = edition.id
LEFT OUTER JOIN claims AS replacement ON change.replacement_id = replacement.id
LEFT OUTER JOIN models AS new_model ON replacement.model_id = new_model.id
LEFT OUTER JOIN techniques AS new_technique ON replacement.technique_id = new_technique.id
WHERE
    e.id = lower(:fact)  -- if fact
ORDER BY s.ordinal, m.name, t.ordinal, e.id, edition.ordinal, change.id
