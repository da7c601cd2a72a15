-- severity: doubt
-- description: A publication cited for a technique is cited in a sentence that names the technique.
-- cure: find the sentence, or remove the publication from the technique
SELECT 'technique_publications ' || tp.technique_id || ',' || tp.publication_id AS "row", 'is cited in no sentence that names the technique' AS problem
FROM technique_publications AS tp
WHERE
    tp.role_id = 'cited-for'
    AND NOT EXISTS (
        SELECT 1 FROM citations AS c
        WHERE
            c.publication_id = tp.publication_id
            AND (
                EXISTS (SELECT 1 FROM design_facts AS f WHERE f.passage_id = c.passage_id AND f.technique_id = tp.technique_id)
                OR EXISTS (
                    SELECT 1
                    FROM statements AS s
                    INNER JOIN statement_techniques AS st ON s.id = st.statement_id
                    WHERE s.passage_id = c.passage_id AND st.technique_id = tp.technique_id
                )
            )
    )
