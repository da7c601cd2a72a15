-- severity: doubt
-- description: A model has the maker of the family or release that it belongs to.
-- cure: mend the institution, or give the model no parent where another maker built on that family
SELECT 'models ' || m.id AS "row", 'is of ' || m.institution_id || ', and its parent ' || p.id || ' of ' || p.institution_id AS problem
FROM models AS m
INNER JOIN models AS p ON m.parent_id = p.id
WHERE m.institution_id <> p.institution_id
