-- severity: integrity
-- description: Every attribute has a column of its kind in spec_sheet.
-- cure: declare the column in spec_sheet.sql, with the type that the kind of the attribute asks for
SELECT 'attributes ' || a.id AS "row", 'has no column of its kind in spec_sheet' AS problem
FROM attributes AS a
WHERE NOT EXISTS (
    SELECT 1
    FROM dictionary_columns AS c
    WHERE
        c.table_name = 'spec_sheet'
        AND c.name = a.id
        AND CASE a.kind_id WHEN 'number' THEN c.type IN ('INTEGER', 'REAL') WHEN 'flag' THEN c.type = 'INTEGER' ELSE c.type = 'TEXT' END
)
