-- title: Number of releases
-- description: How many releases there are of which facts are told, as one row; a variant counts with its release.
-- parameter: institution: Institution that made the models, by its id or name; empty for all.
-- parameter: surveyed: 1 for the releases that the survey analyses, 0 for the others; empty for all.
SELECT
    CASE
        WHEN trim(coalesce(:institution, '')) <> ''
            THEN (
                SELECT count(*)
                FROM institution_names AS named
                CROSS JOIN model_counts AS c ON named.institution_id = c.institution_id
                WHERE
                    named.name = lower(trim(:institution)) AND c.release_facts > 0
                    AND (trim(coalesce(:surveyed, '')) = '' OR c.surveyed = CAST(:surveyed AS INTEGER))
            )
        WHEN trim(coalesce(:surveyed, '')) = '' THEN releases.number
        WHEN CAST(:surveyed AS INTEGER) = 1 THEN surveyed.number
        ELSE releases.number - surveyed.number
    END AS releases
FROM totals AS releases
INNER JOIN totals AS surveyed ON releases.name = 'releases' AND surveyed.name = 'surveyed_releases'
