-- severity: integrity
-- description: A superseded claim names its replacement, and a retracted claim names none.
-- cure: name the replacement claim, or retract the claim
SELECT 'claim_changes ' || id AS "row", 'is of the kind ' || kind_id || ' and names ' || coalesce(replacement_id, 'no successor') AS problem
FROM claim_changes
WHERE (kind_id = 'supersede') <> (replacement_id IS NOT NULL) OR replacement_id = claim_id
