-- title: Disclosure by model
-- description: For each release the number of attributes that its developer's documents state, that follow from what they state, that it has from its base model, that are withheld, that documents read whole do not give, and of which nothing is recorded; an attribute counts once, whichever of the release's models it is stated of.
-- words: coverage, transparency, completeness
-- subject: Sources and specifications
-- place: 112
-- parameter: surveyed: 1 for models that the survey analyzes, 0 for others; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
-- number: surveyed
WITH best AS (
    SELECT
        s.release_id,
        s.attribute,
        min(
            CASE
                WHEN s.of_maker = 0 THEN 5  -- what only a third party gives, the developer does not disclose
                WHEN s.status = 'stated' THEN 1
                WHEN s.status = 'derived' THEN 2
                WHEN s.status = 'inherited' THEN 3
                WHEN s.status = 'withheld' THEN 4
                ELSE 5
            END
        ) AS status
    FROM specifications AS s
    WHERE
        s.preferred = 1 AND s.attribute_kind NOT IN ('example', 'identifier')
        -- include: specified_models
    GROUP BY s.release_id, s.attribute
)
SELECT
    m.name AS model, i.name AS institution, m.surveyed,
    count(CASE WHEN b.status = 1 THEN 1 END) AS stated,
    count(CASE WHEN b.status = 2 THEN 1 END) AS derived,
    count(CASE WHEN b.status = 3 THEN 1 END) AS inherited,
    count(CASE WHEN b.status = 4 THEN 1 END) AS withheld,
    count(CASE WHEN b.status = 5 THEN 1 END) AS not_found,
    (SELECT count(*) FROM attributes WHERE kind_id NOT IN ('example', 'identifier')) - count(*) AS not_recorded,
    m.id AS model_id
FROM best AS b
INNER JOIN models AS m ON b.release_id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
WHERE
    m.surveyed = :surveyed  -- if surveyed
GROUP BY m.id, m.name, i.name, m.surveyed
ORDER BY m.surveyed DESC, count(CASE WHEN b.status <= 3 THEN 1 END) DESC, m.name, m.id
