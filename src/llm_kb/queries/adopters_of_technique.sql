-- title: Adopters of a technique
-- description: The releases that stand in any relation to a technique or anything narrower, one row for a release and a relation; the year is that of the release's publication, corrected, and empty where the survey names none.
-- parameter: technique: Technique or group, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: limit: At most so many releases in each relation, the earliest first; empty for all.
-- default: technique: grpo
WITH asked (technique) AS (SELECT lower(trim(coalesce(:technique, '')))),
wanted (id) AS (
    SELECT n.technique_id FROM asked INNER JOIN technique_names AS n ON n.name = asked.technique
    WHERE n.own = 1 AND asked.technique <> ''
    UNION ALL
    SELECT '' FROM asked WHERE technique = ''
),
adopters (technique_id, relation, place, year, release_id, institution_id) AS (
    SELECT a.technique_id, a.relation, a.place, a.year, a.release_id, a.institution_id
    FROM wanted
    CROSS JOIN relations AS relation
    CROSS JOIN technique_adopters AS a ON a.technique_id = wanted.id AND a.relation = relation.id
    WHERE
        a.place IN (
            SELECT first.place
            FROM technique_adopters AS first
            WHERE first.technique_id = wanted.id AND first.relation = relation.id
            ORDER BY first.place
            LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
        )
),
named (technique_id, relation, release_id, techniques, technique_names) AS (
    SELECT technique_id, relation, release_id, count(*), group_concat(technique, ', ')
    FROM (
        SELECT DISTINCT adopters.technique_id, adopters.relation, adopters.release_id, f.technique
        FROM adopters
        CROSS JOIN design_facts AS f ON f.release_id = adopters.release_id AND f.relation = adopters.relation
        INNER JOIN technique_names AS reach
            ON reach.name = adopters.technique_id AND reach.technique_id = f.technique_id
        ORDER BY adopters.technique_id, adopters.relation, adopters.release_id, f.technique
    )
    GROUP BY technique_id, relation, release_id
)
SELECT
    a.year,
    r.name AS release,
    i.name AS institution,
    a.relation,
    named.techniques,
    named.technique_names,
    a.release_id,
    a.institution_id
FROM adopters AS a
INNER JOIN named
    ON a.technique_id = named.technique_id AND a.relation = named.relation AND a.release_id = named.release_id
INNER JOIN models AS r ON a.release_id = r.id
INNER JOIN institutions AS i ON a.institution_id = i.id
INNER JOIN relations AS relation ON a.relation = relation.id
ORDER BY a.place, relation.ordinal, a.technique_id
