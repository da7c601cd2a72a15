-- title: What a section says of each technique
-- description: One row per section, technique and relation with numbers of facts and releases of the survey.
-- subject: Questions, findings and figures
-- place: 90
-- column: section: Number of the section.
-- column: technique_id: Identifier of the technique.
-- column: relation: Relation of the releases to it.
-- column: facts: Number of facts.
-- column: releases: Number of releases; one that introduces the technique is not counted again as one that uses it.
-- column: releases_in_all: Number of releases with any relation to the technique in that section.
-- key: section, technique_id, relation
-- integers: facts, releases, releases_in_all
-- reference: technique_id: techniques.id
-- reference: relation: relations.id
WITH counts (section, technique_id, relation, facts, releases) AS (
    SELECT section, technique_id, relation, count(*), count(DISTINCT release_id)
    FROM design_facts
    WHERE source_kind = 'survey'
    GROUP BY section, technique_id, relation
),
introduced (section, technique_id, release_id) AS (
    SELECT section, technique_id, release_id FROM design_facts WHERE source_kind = 'survey' AND relation = 'introduces'
),
told_twice (section, technique_id, releases) AS (
    SELECT f.section, f.technique_id, count(DISTINCT f.release_id)
    FROM introduced
    INNER JOIN design_facts AS f
        ON introduced.section = f.section AND introduced.technique_id = f.technique_id
        AND introduced.release_id = f.release_id AND f.relation = 'uses' AND f.source_kind = 'survey'
    GROUP BY f.section, f.technique_id
),
sums (section, technique_id, releases) AS (
    SELECT section, technique_id, count(DISTINCT release_id)
    FROM design_facts
    WHERE source_kind = 'survey'
    GROUP BY section, technique_id
)
SELECT
    c.section,
    c.technique_id,
    c.relation,
    c.facts,
    c.releases - CASE WHEN c.relation = 'uses' THEN coalesce(told_twice.releases, 0) ELSE 0 END AS releases,
    sums.releases AS releases_in_all
FROM counts AS c
INNER JOIN sums ON c.section = sums.section AND c.technique_id = sums.technique_id
LEFT OUTER JOIN told_twice ON c.section = told_twice.section AND c.technique_id = told_twice.technique_id
