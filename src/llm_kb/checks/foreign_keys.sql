-- severity: integrity
-- description: Every reference points to a row that exists.
-- cure: restore the row that is referred to, or mend the reference
SELECT "table" || ' row ' || rowid AS "row", 'refers to a row of ' || parent || ' that does not exist' AS problem
FROM pragma_foreign_key_check
