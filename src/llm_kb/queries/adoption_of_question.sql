-- title: Adoption in a section
-- description: How many models have each relation to each technique that a section of the survey names, most adopted techniques first; variants count with their release, and a model that introduces a technique is not counted again as using it.
-- subject: Questions, findings and figures
-- place: 40
-- parameter: section: Section, such as 4.2, or 4 including its subsections; empty for the whole survey.
-- parameter: limit: Maximum number of models named per technique and relation; empty for no limit.
-- default: section: 4.2
WITH stated AS (
    SELECT DISTINCT technique_id, relation, release_id
    FROM design_facts
    WHERE
        source_kind = 'survey'
        AND section IN (  -- if section
            -- include: chosen_sections
        )
),
-- A release that introduces a technique does not count again as one that uses it.
counted AS (
    SELECT technique_id, relation, release_id FROM stated
    EXCEPT
    SELECT technique_id, 'uses', release_id FROM stated WHERE relation = 'introduces'
),
named AS (
    SELECT
        c.technique_id,
        c.relation,
        m.name AS release,
        row_number() OVER (PARTITION BY c.technique_id, c.relation ORDER BY c.release_id) AS place
    FROM counted AS c
    INNER JOIN models AS m ON c.release_id = m.id
    ORDER BY c.technique_id, c.relation, m.name
),
adoption AS (
    SELECT
        technique_id,
        relation,
        count(*) AS releases,
        group_concat(CASE WHEN place <= :limit THEN release END, ', ') AS release_names  -- if limit
        group_concat(release, ', ') AS release_names  -- unless limit
    FROM named
    GROUP BY technique_id, relation
),
totals AS (
    SELECT technique_id, count(DISTINCT release_id) AS releases FROM stated GROUP BY technique_id
)
SELECT
    t.name AS technique, tree.technique_group, a.relation, a.releases, totals.releases AS releases_in_all,
    a.release_names, a.technique_id
FROM adoption AS a
INNER JOIN totals ON a.technique_id = totals.technique_id
INNER JOIN techniques AS t ON a.technique_id = t.id
INNER JOIN technique_tree AS tree ON t.id = tree.technique_id
INNER JOIN relations AS r ON a.relation = r.id
ORDER BY totals.releases DESC, t.ordinal, r.ordinal
