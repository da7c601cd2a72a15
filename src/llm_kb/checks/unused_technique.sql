-- severity: doubt
-- description: Every technique other than a group is named by a fact or statement, or has subtypes.
-- cure: remove the technique, or record facts about it
SELECT 'techniques ' || t.id AS "row", 'is named by no fact and no statement' AS problem
FROM techniques AS t
WHERE
    t.kind_id <> 'group'
    AND NOT EXISTS (SELECT 1 FROM claims AS c WHERE c.technique_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM statement_techniques AS s WHERE s.technique_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM measurements AS m WHERE m.baseline_technique_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM techniques AS narrower WHERE narrower.parent_id = t.id)
