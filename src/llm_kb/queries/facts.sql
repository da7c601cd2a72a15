-- title: Facts with their evidence
-- description: Every fact with its place, phrase, other models, evidence and errata, in reading order.
-- subject: Facts
-- place: 10
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: technique: Technique, by id, name or alias, including its subtypes; empty for all.
-- parameter: relation: Relation of the model to the technique, such as uses, avoids or omits; empty for all.
-- parameter: section: Section, such as 4.2, or 4 including its subsections; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: publication: Number of a reference cited with the fact; empty for all.
-- parameter: fact: Id of a fact, or several separated by commas; empty for all.
-- parameter: release: Release id: facts of that release and its variants, but not of other releases below it; empty for all.
-- parameter: exactly: 1 to exclude subtypes of the technique; 0 or empty to include them.
-- parameter: source: Source, by id, or a kind of source such as survey or model-card, or makers for all documents of makers; empty for all.
-- parameter: limit: Maximum number of facts; empty for no limit.
-- parameter: offset: Number of facts to skip; empty for none.
-- list: fact
-- number: publication
SELECT
    f.model, f.relation, f.technique, f.stage, f.qualifier, f.other_model, f.other_role, f.section, f.paragraph,
    f.sentence, f.topic, f.statement, f.phrase, f.basis, f.basis_note, f.disputed, d.erratum, d.numbers_cited,
    f.institution, f.dimension, f.question, f.technique_group, f.technique_path, f.surveyed, f.release, f.model_id,
    f.release_id, f.technique_id, d.other_model_ids, d.erratum_ids, d.erratum_places, d.statement_id, f.passage_id,
    f.claim_id, f.fact_id, d.other_model_list, d.erratum_list, f.other_basis,
    f.source, f.locator, f.verdict, f.source_kind, f.source_id
FROM design_facts AS f
INNER JOIN fact_details AS d ON f.fact_id = d.fact_id
WHERE
    -- include: chosen_facts
ORDER BY d.place
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
