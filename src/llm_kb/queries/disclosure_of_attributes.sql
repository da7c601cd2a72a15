-- title: Attributes that are not disclosed
-- description: For each attribute the number of models whose documents give it, withhold it or do not give it, the least disclosed first; with a maximum of 0 those that nobody discloses.
-- words: transparency, secret, undisclosed, withheld
-- subject: Sources and specifications
-- place: 110
-- parameter: most: Maximum number of models that disclose it, 0 for attributes that nobody discloses; empty for no maximum.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
-- number: most
WITH counted AS (
    SELECT
        s.attribute,
        count(CASE WHEN s.of_maker = 1 THEN s.value END) AS disclosed,
        count(CASE WHEN s.of_maker = 1 AND s.status = 'withheld' THEN 1 END) AS withheld,
        -- what only a third party gives, the developer does not disclose
        count(CASE WHEN s.status = 'not found' OR s.of_maker = 0 THEN 1 END) AS not_found
    FROM specifications AS s
    WHERE
        s.preferred = 1 AND s.attribute_kind NOT IN ('example', 'identifier')
        -- include: specified_models
    GROUP BY s.attribute
)
SELECT
    c.attribute, a.name AS attribute_name, c.disclosed, c.withheld, c.not_found,
    CAST(round(100.0 * c.disclosed / (c.disclosed + c.withheld + c.not_found)) AS INTEGER) AS percent_disclosed
FROM counted AS c
INNER JOIN attributes AS a ON c.attribute = a.id
WHERE
    c.disclosed <= :most  -- if most
ORDER BY percent_disclosed, c.withheld DESC, a.ordinal
