-- title: Models that are most alike
-- description: Releases by the share of techniques that they have in common with a model; a release counts with its variants, and a technique counts where it is used or introduced. Where thousands of releases have its techniques, only those are compared that share its rarest ones.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all models together.
-- parameter: limit: At most so many releases; empty for all.
-- default: model: llama-3
WITH
own_line (id) AS (
    SELECT model_id FROM model_names WHERE name = lower(trim(coalesce(:model, '')))
    UNION
    SELECT above.id
    FROM model_names AS wanted
    CROSS JOIN model_names AS reach ON wanted.model_id = reach.model_id
    CROSS JOIN models AS above ON reach.name = above.id
    WHERE wanted.name = lower(trim(coalesce(:model, ''))) AND wanted.name <> '' AND wanted.own = 1
),
asked_releases (id) AS (
    SELECT m.id
    FROM model_names AS wanted
    CROSS JOIN models AS m ON wanted.model_id = m.id
    WHERE wanted.name = lower(trim(coalesce(:model, ''))) AND wanted.own = 1 AND m.kind_id = 'release'
),
own (technique_id, releases) AS MATERIALIZED (
    SELECT t.technique_id, t.releases
    FROM technique_paths AS t
    WHERE
        t.technique_id IN (
            SELECT technique_id FROM release_techniques WHERE release_id IN (SELECT id FROM asked_releases)
            UNION
            SELECT f.technique_id
            FROM model_names AS wanted
            CROSS JOIN design_facts AS f ON wanted.model_id = f.model_id
            WHERE
                wanted.name = lower(trim(coalesce(:model, ''))) AND f.relation IN ('uses', 'introduces')
                AND trim(coalesce(:model, '')) <> '' AND NOT EXISTS (SELECT 1 FROM asked_releases)
        )
        OR (trim(coalesce(:model, '')) = '' AND t.releases > 0)
),
/* Its techniques, the rarest first, until five thousand releases are to be looked at. */
rarest (technique_id) AS (
    SELECT technique_id
    FROM (
        SELECT technique_id, sum(releases) OVER (ORDER BY releases, technique_id) - releases AS before FROM own
    )
    WHERE before < 5000
),
compared (release_id) AS MATERIALIZED (
    SELECT r.release_id
    FROM rarest
    CROSS JOIN release_techniques AS r ON rarest.technique_id = r.technique_id
    WHERE trim(coalesce(:model, '')) = '' OR r.release_id NOT IN (SELECT id FROM own_line)
    GROUP BY r.release_id
    ORDER BY count(*) DESC, r.release_id
    LIMIT 200
),
shared (release_id, techniques, names) AS (
    SELECT release_id, count(*), group_concat(name, ', ')
    FROM (
        SELECT compared.release_id, t.name
        FROM compared
        CROSS JOIN release_techniques AS r ON compared.release_id = r.release_id
        CROSS JOIN own ON r.technique_id = own.technique_id
        CROSS JOIN techniques AS t ON r.technique_id = t.id
        ORDER BY compared.release_id, t.ordinal
    )
    GROUP BY release_id
),
sizes (release_id, techniques) AS MATERIALIZED (
    SELECT release_id, (SELECT count(*) FROM release_techniques AS r WHERE r.release_id = compared.release_id)
    FROM compared
)
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
ORDER BY similarity DESC, shared_techniques DESC, m.name, m.id
LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
