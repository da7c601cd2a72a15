-- severity: doubt
-- description: The value of a figure occurs in its printed wording: in digits, with a suffix or word for thousands, or spelled out.
-- cure: correct the value, or the printed wording
WITH words (word, value) AS (
    VALUES ('one', 1), ('once', 1), ('two', 2), ('twice', 2), ('double', 2), ('doubles', 2), ('doubled', 2), ('half', 2), ('half', 50), ('three', 3), ('third', 3),
    ('triple', 3), ('tripled', 3), ('threefold', 3), ('four', 4), ('quarter', 4), ('quarter', 25), ('five', 5), ('fifth', 5), ('six', 6), ('seven', 7), ('eight', 8),
    ('nine', 9), ('ten', 10), ('tenth', 10), ('eleven', 11), ('twelve', 12), ('one million', 1e6), ('one-million', 1e6),
    ('ten trillion', 1e13), ('ten trillions', 1e13)
),
scales (scale, factor) AS (
    VALUES ('', 1), ('.0', 1), ('.00', 1), ('k', 1e3), ('k', 1024), (' thousand', 1e3), ('m', 1e6), (' million', 1e6), ('b', 1e9), (' b', 1e9), (' billion', 1e9), ('t', 1e12), (' trillion', 1e12), ('.0b', 1e9)
),
figures (id, value, print) AS (
    SELECT id, value, ' ' || lower(replace(printed, ',', '')) || ' ' FROM measurements WHERE value IS NOT NULL
    UNION ALL
    SELECT id, value_from, ' ' || lower(replace(printed, ',', '')) || ' ' FROM measurements WHERE value_from IS NOT NULL
)
SELECT 'measurements ' || f.id AS "row", 'has the value ' || printf('%.15g', f.value) || ', but the printed wording is' || rtrim(f.print) AS problem
FROM figures AS f
WHERE
    NOT EXISTS (SELECT 1 FROM words AS w WHERE f.value = w.value AND f.print GLOB '*[^a-z]' || w.word || '[^a-z]*')
    -- 9.1 may be printed as 9.10, but 9 not as 90
    AND NOT (f.value <> round(f.value) AND f.print GLOB '*[^0-9.]' || printf('%.15g', f.value) || '0[^0-9]*')
    AND NOT EXISTS (
        SELECT 1 FROM scales AS s WHERE f.print GLOB '*[^0-9.]' || printf('%.15g', f.value / s.factor) || s.scale || '[^0-9.kmbt]*'
    )
