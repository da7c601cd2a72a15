-- title: What changed from release to release
-- description: For each attribute the values of a release and its variants beside those of the previous release of the same developer, by release date, where they differ.
-- words: new in, difference to the previous version
-- subject: Sources and specifications
-- place: 80
-- parameter: model: Family or other model, by id, name or alias: the releases below it are compared; empty for all releases of each developer.
-- parameter: attribute: Attribute, by id or name, such as context_length; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- default: model: llama-3
WITH dated AS (
    SELECT release_id, min(release_date) AS date FROM spec_sheet WHERE release_date IS NOT NULL GROUP BY release_id
),
said AS (
    SELECT DISTINCT s.institution, s.release_id, s.release, dated.date, s.attribute, s.value
    FROM specifications AS s
    INNER JOIN dated ON s.release_id = dated.release_id
    WHERE
        s.preferred = 1
        AND s.value IS NOT NULL
        AND s.attribute <> 'release_date'
        -- include: specified_models
    ORDER BY s.institution, s.attribute, dated.date, s.release_id, s.value
),
valued AS (
    SELECT institution, release_id, release, date, attribute, group_concat(value, ' | ') AS release_values
    FROM said
    GROUP BY institution, release_id, release, date, attribute
),
followed AS (
    SELECT
        v.*,
        lag(v.release) OVER earlier AS previous_release,
        lag(v.release_values) OVER earlier AS previous_values
    FROM valued AS v
    WINDOW earlier AS (PARTITION BY v.institution, v.attribute ORDER BY v.date, v.release_id)
)
SELECT
    f.institution, f.release, f.date AS release_date, f.attribute, f.release_values, f.previous_values,
    f.previous_release, f.release_id
FROM followed AS f
INNER JOIN attributes AS a ON f.attribute = a.id
WHERE f.previous_values <> f.release_values
ORDER BY f.institution, f.date, f.release_id, a.ordinal
