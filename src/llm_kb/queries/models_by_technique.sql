-- title: Models by technique
-- description: Which models use, avoid or otherwise stand to a technique or anything narrower, and which sentence says so.
-- subject: Techniques
-- place: 30
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: relation: How the model stands to it, such as uses, avoids or omits; empty for every relation.
-- default: technique: expert-load-balancing
SELECT
    f.model, f.institution, f.relation, f.technique, f.stage, f.qualifier, f.section, f.statement, f.phrase, f.basis,
    f.disputed, f.fact_id
FROM design_facts AS f
WHERE
    -- include: chosen_facts
ORDER BY f.model, f.technique, f.relation, f.fact_id
