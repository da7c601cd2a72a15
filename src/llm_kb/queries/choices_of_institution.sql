-- title: Choices of a developer
-- description: The techniques that a developer's models use or introduce, subtypes included: how many of its models do so, the first forty of them by name, and how many other developers have a model that does; variants count with their release.
-- subject: Models and developers
-- place: 160
-- parameter: institution: Developer of the models, by id or name; empty for all.
-- default: institution: alibaba
WITH adopted AS (
    SELECT DISTINCT f.institution, f.release_id, f.technique_id
    FROM design_facts AS f
    WHERE
        f.source_kind = 'survey'
        AND f.relation IN ('uses', 'introduces')
        AND f.institution IN (  -- if institution
            -- include: chosen_institutions
        )
),
-- A technique includes its subtypes, if the institution also has it itself.
counted AS (
    SELECT DISTINCT a.institution, reach.name AS technique_id, a.release_id
    FROM adopted AS a
    INNER JOIN technique_names AS reach ON a.technique_id = reach.technique_id
    INNER JOIN adopted AS own ON a.institution = own.institution AND reach.name = own.technique_id
),
named AS (
    SELECT
        c.institution,
        c.technique_id,
        m.name AS release,
        row_number() OVER (PARTITION BY c.institution, c.technique_id ORDER BY m.name) AS place
    FROM counted AS c
    INNER JOIN models AS m ON c.release_id = m.id
    ORDER BY c.institution, c.technique_id, m.name
),
choices AS (
    SELECT
        institution,
        technique_id,
        count(*) AS releases,
        group_concat(CASE WHEN place <= 40 THEN release END, ', ') AS release_names
    FROM named
    GROUP BY institution, technique_id
)
SELECT
    c.institution,
    t.name AS technique,
    c.releases,
    counts.releases AS releases_in_all,
    c.release_names,
    everywhere.institutions - 1 AS other_institutions,
    t.definition,
    t.id AS technique_id,
    i.id AS institution_id
FROM choices AS c
INNER JOIN institutions AS i ON c.institution = i.name
INNER JOIN institution_counts AS counts ON i.id = counts.institution_id
INNER JOIN techniques AS t ON c.technique_id = t.id
INNER JOIN technique_counts AS everywhere ON t.id = everywhere.technique_id
ORDER BY i.ordinal, c.releases DESC, other_institutions DESC, t.ordinal
