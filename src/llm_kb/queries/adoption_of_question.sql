-- title: Adoption in a section
-- description: How many releases stand in each relation to each technique that a section of the survey names, the technique with the most releases first; a variant counts with its release, and a release that introduces a technique is not told again as one that uses it.
-- parameter: section: Section, such as 4.2, or 4 with everything below it; empty for the whole survey.
-- default: section: 4.2
WITH asked (section) AS (SELECT lower(trim(coalesce(:section, '')))),
named AS (
    SELECT DISTINCT f.technique, f.technique_id, f.technique_group, f.relation, f.release, f.release_id
    FROM design_facts AS f
    CROSS JOIN asked
    WHERE
        asked.section IN ('', f.section, replace(f.section, '.', '-'))
        OR substr(f.section, 1, length(asked.section) + 1) = asked.section || '.'
),
introduced (technique_id, release_id) AS (
    SELECT technique_id, release_id FROM named WHERE relation = 'introduces'
),
counts (technique_id, technique, technique_group, relation, releases, release_names) AS (
    SELECT technique_id, technique, technique_group, relation, count(*), group_concat(release, ', ')
    FROM (SELECT * FROM named ORDER BY technique_id, technique, technique_group, relation, release)
    WHERE relation <> 'uses' OR (technique_id, release_id) NOT IN (SELECT technique_id, release_id FROM introduced)
    GROUP BY technique_id, technique, technique_group, relation
),
totals (technique_id, releases) AS (
    SELECT technique_id, count(DISTINCT release_id) FROM named GROUP BY technique_id
)
SELECT
    c.technique,
    c.technique_group,
    c.relation,
    c.releases,
    totals.releases AS releases_in_all,
    c.release_names,
    c.technique_id
FROM counts AS c
INNER JOIN totals ON c.technique_id = totals.technique_id
INNER JOIN techniques AS t ON c.technique_id = t.id
INNER JOIN relations AS r ON c.relation = r.id
ORDER BY releases_in_all DESC, t.ordinal, r.ordinal
