-- title: Adoption in a section
-- description: How many releases stand in each relation to each technique that a section of the survey names, the technique with the most releases first; a variant counts with its release, and a release that introduces a technique is not told again as one that uses it.
-- parameter: section: Section, such as 4.2, or 4 with everything below it; empty for the whole survey.
-- parameter: limit: How many releases are named at most of each technique and relation; empty for all.
-- default: section: 4.2
WITH asked (section) AS (SELECT lower(trim(coalesce(:section, '')))),
sections_asked (name) AS (
    SELECT section.name
    FROM asked
    INNER JOIN sections AS section
        ON asked.section IN ('', section.name, replace(section.name, '.', '-'))
        OR substr(section.name, 1, length(asked.section) + 1) = asked.section || '.'
),
several (number) AS (SELECT count(*) FROM sections_asked),
named (technique_id, relation, release_id) AS (
    SELECT DISTINCT f.technique_id, f.relation, f.release_id
    FROM several
    CROSS JOIN design_facts AS f
    WHERE several.number > 1 AND f.section IN (SELECT name FROM sections_asked)
),
introduced (technique_id, release_id) AS (
    SELECT technique_id, release_id FROM named WHERE relation = 'introduces'
),
totals (technique_id, releases) AS (
    SELECT technique_id, count(DISTINCT release_id) FROM named GROUP BY technique_id
),
counts (technique_id, relation, releases, releases_in_all) AS (
    SELECT a.technique_id, a.relation, a.releases, a.releases_in_all
    FROM several
    CROSS JOIN section_adoption AS a
    WHERE several.number = 1 AND a.section IN (SELECT name FROM sections_asked) AND a.releases > 0
    UNION ALL
    SELECT named.technique_id, named.relation, count(*), totals.releases
    FROM named
    INNER JOIN totals ON named.technique_id = totals.technique_id
    WHERE
        named.relation <> 'uses'
        OR (named.technique_id, named.release_id) NOT IN (SELECT technique_id, release_id FROM introduced)
    GROUP BY named.technique_id, named.relation, totals.releases
)
SELECT
    t.name AS technique,
    path.technique_group,
    c.relation,
    c.releases,
    c.releases_in_all,
    (
        SELECT group_concat(name, ', ')
        FROM (
            SELECT m.name
            FROM (
                SELECT DISTINCT f.release_id
                FROM design_facts AS f
                WHERE
                    f.section IN (SELECT name FROM sections_asked)
                    AND f.technique_id = c.technique_id AND f.relation = c.relation
                    AND (
                        c.relation <> 'uses'
                        OR NOT EXISTS (
                            SELECT 1
                            FROM design_facts AS origin
                            WHERE
                                origin.section IN (SELECT name FROM sections_asked)
                                AND origin.technique_id = f.technique_id
                                AND origin.relation = 'introduces'
                                AND origin.release_id = f.release_id
                        )
                    )
                ORDER BY f.release_id
                LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
            ) AS first
            INNER JOIN models AS m ON first.release_id = m.id
            ORDER BY m.name
        )
    ) AS release_names,
    c.technique_id
FROM counts AS c
INNER JOIN techniques AS t ON c.technique_id = t.id
INNER JOIN technique_paths AS path ON c.technique_id = path.technique_id
INNER JOIN relations AS r ON c.relation = r.id
ORDER BY c.releases_in_all DESC, t.ordinal, r.ordinal
