-- severity: integrity
-- description: The value of an attribute that is a count is a whole number.
-- cure: correct the value, or declare the column of the attribute in spec_sheet.sql as a real number
SELECT 'specification_values ' || v.id AS "row", 'is ' || v.number || ', which is no whole number' AS problem
FROM specification_values AS v
INNER JOIN dictionary_columns AS c ON v.attribute_id = c.name
WHERE c.table_name = 'spec_sheet' AND c.type = 'INTEGER' AND v.number <> CAST(v.number AS INTEGER)
