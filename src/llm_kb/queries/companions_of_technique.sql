-- title: Techniques that appear with a technique
-- description: Other techniques by the number of releases that use or introduce them together with the technique; broader and narrower ones are left out.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all techniques together.
-- default: technique: grpo
WITH
asked (name) AS (SELECT lower(trim(coalesce(:technique, '')))),
own_line (id) AS (
    SELECT technique_id FROM technique_names INNER JOIN asked USING (name) WHERE name <> ''
    UNION
    SELECT above.id
    FROM technique_names AS wanted
    INNER JOIN asked ON wanted.name = asked.name
    INNER JOIN technique_names AS reach ON wanted.technique_id = reach.technique_id
    INNER JOIN techniques AS above ON reach.name = above.id
    WHERE wanted.name <> '' AND wanted.own = 1
),
adopted (release_id, technique_id) AS (
    SELECT DISTINCT release_id, technique_id FROM design_facts WHERE relation IN ('uses', 'introduces')
),
adopters (release_id) AS (
    SELECT DISTINCT adopted.release_id
    FROM adopted
    INNER JOIN technique_names AS wanted ON adopted.technique_id = wanted.technique_id
    INNER JOIN asked ON wanted.name = asked.name
),
pairs (technique_id, models, names) AS (
    SELECT technique_id, count(*), group_concat(name, ', ')
    FROM (
        SELECT adopted.technique_id, m.name
        FROM adopted
        INNER JOIN adopters ON adopted.release_id = adopters.release_id
        INNER JOIN models AS m ON adopted.release_id = m.id
        WHERE adopted.technique_id NOT IN (SELECT id FROM own_line)
        ORDER BY adopted.technique_id, m.name
    )
    GROUP BY technique_id
)
SELECT
    t.name AS technique,
    pairs.models,
    (SELECT count(*) FROM adopted WHERE adopted.technique_id = t.id) AS all_models,
    (SELECT count(*) FROM adopters) AS adopters,
    pairs.names AS model_names,
    t.id AS technique_id
FROM pairs
INNER JOIN techniques AS t ON pairs.technique_id = t.id
ORDER BY pairs.models DESC, all_models, t.ordinal
