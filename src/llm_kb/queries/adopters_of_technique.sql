-- title: Adopters of a technique
-- description: The releases that stand in any relation to a technique or anything narrower, one row for a release and a relation; the year is that of the release's publication, corrected, and empty where the survey names none.
-- parameter: technique: Technique or group, by its id, name or another name of it, together with everything narrower; empty for all.
-- default: technique: grpo
WITH named AS (
    SELECT DISTINCT f.release_id, f.relation, f.technique
    FROM design_facts AS f
    INNER JOIN technique_names AS wanted ON f.technique_id = wanted.technique_id
    WHERE wanted.name = lower(trim(coalesce(:technique, '')))
    ORDER BY f.release_id, f.relation, f.technique
),
adopters AS (
    SELECT release_id, relation, count(*) AS techniques, group_concat(technique, ', ') AS technique_names
    FROM named
    GROUP BY release_id, relation
)
SELECT
    coalesce(p.year_corrected, p.year) AS year,
    r.name AS release,
    i.name AS institution,
    a.relation,
    a.techniques,
    a.technique_names,
    a.release_id,
    r.institution_id
FROM adopters AS a
INNER JOIN models AS r ON a.release_id = r.id
INNER JOIN institutions AS i ON r.institution_id = i.id
INNER JOIN relations AS relation ON a.relation = relation.id
LEFT OUTER JOIN publications AS p ON r.publication_id = p.id
ORDER BY year IS NULL, year, i.ordinal, r.name, relation.ordinal, a.release_id
