-- severity: doubt
-- description: A model that avoids or omits a technique uses neither it nor one of its subtypes by the same source, at the same stage and with the same qualifier, unless an erratum addresses it.
-- cure: check whether the two sentences are about the same thing, and add an erratum if they are
SELECT 'design_facts ' || a.fact_id AS "row", 'conflicts with ' || b.fact_id AS problem
FROM design_facts AS b
INNER JOIN technique_names AS n ON b.technique_id = n.name
INNER JOIN design_facts AS a ON n.technique_id = a.technique_id AND b.model_id = a.model_id
WHERE
    a.relation IN ('uses', 'introduces')
    AND b.relation IN ('avoids', 'omits')
    AND a.source_id = b.source_id
    AND (a.stage = b.stage OR 'unstated' IN (a.stage, b.stage))
    AND coalesce(a.qualifier, '') = coalesce(b.qualifier, '')
    AND a.disputed = 0
    AND b.disputed = 0
