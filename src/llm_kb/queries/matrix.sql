-- title: Matrix of models and techniques
-- description: For each release and technique how the release, or one of its variants, stands to it, with the first sentence that says so, an explicit one where there is one; one row a cell of the matrix and relation.
-- parameter: dimension: Dimension of design choice that the sentences belong to, by its id or name; empty for all.
-- parameter: group: Top-level group of techniques, by its id or name; empty for all.
-- parameter: institution: Institution that made the models, by its id or name; empty for all.
-- parameter: surveyed: 1 for the releases that the survey analyses, 0 for the others; empty for all.
-- parameter: least: Smallest number of these releases that stand in any relation to a technique for it to be listed; empty for every technique.
WITH
asked (dimension, technique_group, institution, surveyed, least) AS (
    SELECT
        lower(trim(coalesce(:dimension, ''))),
        lower(trim(coalesce(:group, ''))),
        lower(trim(coalesce(:institution, ''))),
        trim(coalesce(:surveyed, '')),
        CAST(trim(coalesce(:least, '')) AS INTEGER)
),
chosen AS (
    SELECT
        f.release_id, f.technique_id, f.relation, f.basis, f.statement, f.section, f.fact_id,
        g.name AS technique_group, g.ordinal AS group_ordinal,
        count(*) OVER (PARTITION BY f.release_id, f.technique_id, f.relation) AS facts,
        max(f.disputed) OVER (PARTITION BY f.release_id, f.technique_id, f.relation) AS disputed,
        row_number() OVER (
            PARTITION BY f.release_id, f.technique_id, f.relation
            ORDER BY f.basis <> 'explicit', s.ordinal, f.fact_id
        ) AS place_in_order
    FROM design_facts AS f
    INNER JOIN evidence AS e ON f.fact_id = e.id
    INNER JOIN statements AS s ON e.statement_id = s.id
    INNER JOIN models AS m ON f.release_id = m.id
    INNER JOIN institutions AS i ON m.institution_id = i.id
    INNER JOIN techniques AS g ON f.technique_group = g.name AND g.parent_id IS NULL
    LEFT OUTER JOIN dimensions AS d ON f.dimension = d.name
    CROSS JOIN asked
    WHERE
        (asked.dimension = '' OR asked.dimension IN (d.id, lower(d.name)))
        AND asked.technique_group IN ('', g.id, lower(g.name))
        AND asked.institution IN ('', i.id, lower(i.name))
        AND asked.surveyed IN ('', CAST(m.surveyed AS TEXT))
),
wide (technique_id) AS (
    SELECT technique_id
    FROM chosen
    GROUP BY technique_id
    HAVING count(DISTINCT release_id) >= (SELECT least FROM asked)
)
SELECT
    i.name AS institution,
    m.name AS model,
    x.technique_group,
    t.name AS technique,
    x.relation,
    x.facts,
    x.basis,
    x.disputed,
    x.section,
    x.statement,
    coalesce(p.year_corrected, p.year) AS year,
    i.id AS institution_id,
    x.release_id AS model_id,
    x.technique_id,
    x.fact_id
FROM chosen AS x
INNER JOIN wide ON x.technique_id = wide.technique_id
INNER JOIN models AS m ON x.release_id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
INNER JOIN techniques AS t ON x.technique_id = t.id
INNER JOIN relations ON x.relation = relations.id
LEFT OUTER JOIN publications AS p ON m.publication_id = p.id
WHERE x.place_in_order = 1
ORDER BY i.ordinal, year, m.name, m.id, x.group_ordinal, t.ordinal, relations.ordinal
