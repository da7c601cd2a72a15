-- title: Facts with their evidence
-- description: Every fact with its place, the sentence's phrase, the other models, the basis and the errata that touch it, in reading order.
-- subject: Facts
-- place: 10
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: relation: How the model stands to the technique, such as uses, avoids or omits; empty for every relation.
-- parameter: section: Section, such as 4.2, or 4 with everything below it; empty for the whole survey.
-- parameter: institution: Institution that made the model, by its id or name; empty for all.
-- parameter: publication: Number of a reference that is cited beside the fact; empty for all.
-- parameter: fact: Identifier of a fact, or several with commas between them; empty for all.
-- parameter: release: Release that the model belongs to or is, by its id, without other releases below it; empty for all.
-- parameter: exactly: 1 to leave out what is narrower than the technique, else 0 or empty.
-- parameter: limit: At most so many facts; empty for all.
-- parameter: offset: How many facts to leave out first; empty for none.
-- list: fact
-- number: publication
SELECT
    f.model, f.relation, f.technique, f.stage, f.qualifier, f.other_model, f.other_role, f.section, f.paragraph,
    f.sentence, f.topic, f.statement, f.phrase, f.basis, f.basis_note, f.disputed, d.erratum, d.numbers_cited,
    f.institution, f.dimension, f.question, f.technique_group, f.technique_path, f.surveyed, f.release, f.model_id,
    f.release_id, f.technique_id, d.other_model_ids, d.erratum_ids, d.erratum_places, d.statement_id, f.passage_id,
    f.claim_id, f.fact_id, d.other_model_list, d.erratum_list, f.other_basis
FROM design_facts AS f
INNER JOIN fact_details AS d ON f.fact_id = d.fact_id
WHERE
    -- include: chosen_facts
ORDER BY d.place
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
