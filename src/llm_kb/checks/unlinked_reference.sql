-- severity: doubt
-- description: A publication cited in the answer to a question is linked to a technique or a model.
-- cure: add it to technique_publications.csv with its role for the technique
SELECT DISTINCT 'publications ' || c.publication_id AS "row", 'is cited in ' || p.section_id || ', but for no technique and no model' AS problem
FROM citations AS c
INNER JOIN passages AS p ON c.passage_id = p.id
INNER JOIN research_questions AS q ON p.section_id = q.section_id
WHERE
    c.publication_id NOT IN (SELECT publication_id FROM technique_publications)
    AND c.publication_id NOT IN (SELECT publication_id FROM models WHERE publication_id IS NOT NULL)
