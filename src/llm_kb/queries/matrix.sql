-- title: Matrix of models and techniques
-- description: For each release and technique how the release, or one of its variants, stands to it, with the first sentence that says so, an explicit one where there is one; one row a cell of the matrix and relation.
-- parameter: dimension: Dimension of design choice that the sentences belong to, by its id or name; empty for all.
-- parameter: group: Top-level group of techniques, by its id or name; empty for all.
-- parameter: institution: Institution that made the models, by its id or name; empty for all.
-- parameter: surveyed: 1 for the releases that the survey analyses, 0 for the others; empty for all.
-- parameter: least: Smallest number of these releases that stand in any relation to a technique for it to be listed; empty for every technique.
-- parameter: limit: At most so many releases, by maker, year and name; empty for all.
-- parameter: offset: How many releases to leave out before the first; empty for none.
WITH
releases (id, place) AS MATERIALIZED (
    SELECT model_id, place
    FROM (
        SELECT model_id, place
        FROM model_counts
        WHERE
            trim(coalesce(:institution, '')) = '' AND trim(coalesce(:surveyed, '')) = '' AND release_facts > 0
        UNION ALL
        SELECT model_id, place
        FROM model_counts
        WHERE
            trim(coalesce(:institution, '')) = '' AND trim(coalesce(:surveyed, '')) <> ''
            AND surveyed = CAST(:surveyed AS INTEGER) AND release_facts > 0
        UNION ALL
        SELECT c.model_id, c.place
        FROM institution_names AS named
        CROSS JOIN model_counts AS c ON named.institution_id = c.institution_id
        WHERE
            named.name = lower(trim(coalesce(:institution, ''))) AND named.name <> '' AND c.release_facts > 0
            AND (trim(coalesce(:surveyed, '')) = '' OR c.surveyed = CAST(:surveyed AS INTEGER))
    )
    ORDER BY place
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CAST(coalesce(:offset, '') AS INTEGER)
),
chosen AS (
    SELECT
        releases.place, f.release_id, f.technique_id, f.relation, f.basis, f.statement, f.section, f.fact_id,
        g.name AS technique_group, g.ordinal AS group_ordinal,
        count(*) OVER (PARTITION BY f.release_id, f.technique_id, f.relation) AS facts,
        max(f.disputed) OVER (PARTITION BY f.release_id, f.technique_id, f.relation) AS disputed,
        row_number() OVER (
            PARTITION BY f.release_id, f.technique_id, f.relation ORDER BY f.basis <> 'explicit', f.rowid
        ) AS place_in_order
    FROM releases
    CROSS JOIN design_facts AS f ON releases.id = f.release_id
    CROSS JOIN technique_paths AS up ON f.technique_id = up.technique_id
    CROSS JOIN techniques AS g ON up.technique_group_id = g.id
    WHERE
        (
            trim(coalesce(:dimension, '')) = ''
            OR f.dimension IN (SELECT name FROM dimensions WHERE lower(trim(:dimension)) IN (id, lower(name)))
        )
        AND lower(trim(coalesce(:group, ''))) IN ('', g.id, lower(g.name))
),
wide (technique_id) AS (
    SELECT technique_id
    FROM chosen
    GROUP BY technique_id
    HAVING count(DISTINCT release_id) >= CAST(trim(coalesce(:least, '')) AS INTEGER)
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
ORDER BY x.place, x.group_ordinal, t.ordinal, relations.ordinal
