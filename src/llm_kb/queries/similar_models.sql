-- title: Models that are most alike
-- description: Releases by the share of techniques that they have in common with a model; a release counts with its variants, and a technique counts where it is used or introduced.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all models together.
-- default: model: llama-3
WITH
own_line (id) AS (
    SELECT model_id FROM model_names WHERE name = lower(trim(coalesce(:model, '')))
    UNION
    SELECT above.id
    FROM model_names AS wanted
    INNER JOIN model_names AS reach ON wanted.model_id = reach.model_id
    INNER JOIN models AS above ON reach.name = above.id
    WHERE wanted.name = lower(trim(coalesce(:model, ''))) AND wanted.name <> '' AND wanted.own = 1
),
asked_releases (id) AS (
    SELECT m.id
    FROM model_names AS wanted
    INNER JOIN models AS m ON wanted.model_id = m.id
    WHERE wanted.name = lower(trim(coalesce(:model, ''))) AND wanted.own = 1 AND m.kind_id = 'release'
),
own (technique_id) AS (
    SELECT DISTINCT technique_id
    FROM design_facts
    WHERE
        relation IN ('uses', 'introduces')
        AND (
            release_id IN (SELECT id FROM asked_releases)
            OR model_id IN (
                SELECT model_id
                FROM model_names
                WHERE name = lower(trim(coalesce(:model, ''))) AND (name = '' OR NOT EXISTS (SELECT 1 FROM asked_releases))
            )
        )
),
theirs (release_id, technique_id) AS (
    SELECT DISTINCT release_id, technique_id FROM design_facts WHERE relation IN ('uses', 'introduces')
),
shared (release_id, techniques, names) AS (
    SELECT release_id, count(*), group_concat(name, ', ')
    FROM (
        SELECT theirs.release_id, t.name
        FROM theirs
        INNER JOIN own ON theirs.technique_id = own.technique_id
        INNER JOIN techniques AS t ON theirs.technique_id = t.id
        ORDER BY theirs.release_id, t.ordinal
    )
    GROUP BY release_id
),
sizes (release_id, techniques) AS (SELECT release_id, count(*) FROM theirs GROUP BY release_id)
SELECT
    m.name AS model,
    i.name AS institution,
    shared.techniques AS shared_techniques,
    sizes.techniques AS techniques,
    round(
        1.0 * shared.techniques / ((SELECT count(*) FROM own) + sizes.techniques - shared.techniques), 3
    ) AS similarity,
    shared.names AS technique_names,
    m.id AS model_id
FROM shared
INNER JOIN sizes ON shared.release_id = sizes.release_id
INNER JOIN models AS m ON shared.release_id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
WHERE trim(coalesce(:model, '')) = '' OR m.id NOT IN (SELECT id FROM own_line)
ORDER BY similarity DESC, shared_techniques DESC, m.name, m.id
