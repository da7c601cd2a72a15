-- title: Techniques that appear with a technique
-- description: Other techniques by the number of releases that use or introduce them together with the technique; broader and narrower ones are left out.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all techniques together.
-- parameter: limit: At most so many of the releases that adopt the technique are looked at, by their ids; empty for all.
-- default: technique: grpo
WITH
asked (technique) AS (SELECT lower(trim(coalesce(:technique, '')))),
wanted (id) AS (
    SELECT n.technique_id FROM asked INNER JOIN technique_names AS n ON n.name = asked.technique
    WHERE n.own = 1 AND asked.technique <> ''
    UNION ALL
    SELECT '' FROM asked WHERE technique = ''
),
own_line (id) AS (
    SELECT reach.technique_id
    FROM wanted INNER JOIN technique_names AS reach ON reach.name = wanted.id AND wanted.id <> ''
    UNION
    SELECT reach.name FROM wanted INNER JOIN technique_names AS reach ON reach.technique_id = wanted.id
),
adopters (release_id) AS (
    SELECT release_id
    FROM (
        SELECT a.place, a.release_id
        FROM wanted
        CROSS JOIN technique_adopters AS a ON a.technique_id = wanted.id AND a.relation = 'uses'
        UNION
        SELECT a.place, a.release_id
        FROM wanted
        CROSS JOIN technique_adopters AS a ON a.technique_id = wanted.id AND a.relation = 'introduces'
        ORDER BY 2
        LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    )
),
adopted (technique_id, release_id) AS (
    SELECT own.technique_id, own.release_id
    FROM release_techniques AS own
    WHERE
        own.release_id IN (SELECT release_id FROM adopters)
        AND own.technique_id NOT IN (SELECT id FROM own_line)
),
pairs (technique_id, models, names) AS (
    SELECT technique_id, count(*), group_concat(name, ', ')
    FROM (
        SELECT adopted.technique_id, m.name
        FROM adopted
        INNER JOIN models AS m ON adopted.release_id = m.id
        ORDER BY adopted.technique_id, m.name
    )
    GROUP BY technique_id
)
SELECT
    t.name AS technique,
    pairs.models,
    counts.own_models AS all_models,
    (SELECT count(*) FROM adopters) AS adopters,
    pairs.names AS model_names,
    t.id AS technique_id
FROM pairs
INNER JOIN techniques AS t ON pairs.technique_id = t.id
INNER JOIN technique_counts AS counts ON pairs.technique_id = counts.technique_id
ORDER BY pairs.models DESC, all_models, t.ordinal
