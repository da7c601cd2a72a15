-- severity: integrity
-- description: Every foreign key refers to an existing row.
-- cure: restore the missing row, or correct the reference
SELECT
    broken."table" || coalesce(' rowid ' || broken.rowid, '') AS "row",
    'its ' || reference."from" || ' refers to a row of ' || broken.parent || ' that does not exist' AS problem
FROM pragma_foreign_key_check AS broken
INNER JOIN pragma_foreign_key_list(broken."table") AS reference ON broken.fkid = reference.id
WHERE reference.seq = 0
