-- title: Techniques before and since the survey
-- description: One row per technique with the surveyed releases and those released since that use or introduce it or one of its subtypes, according to documents of their developers; empty unless there are releases of both with facts from such documents.
-- subject: Techniques
-- column: technique_id: Identifier of the technique, including its subtypes.
-- column: surveyed: Number of surveyed releases that adopt it.
-- column: of_surveyed: Number of surveyed releases with facts from documents of their developers.
-- column: percent_surveyed: Number of surveyed releases that adopt it per hundred.
-- column: since: Number of releases since the survey that adopt it.
-- column: of_since: Number of releases since the survey with facts from documents of their developers.
-- column: percent_since: Number of releases since the survey that adopt it per hundred.
-- column: change: Number of percentage points by which the share changed.
-- column: outcome: Whether it is told more often or less often, by ten percentage points or more, about as before, or not told.
-- column: since_names: Names of the releases since the survey that adopt it, joined by commas; NULL where there are none.
-- key: technique_id
-- integers: surveyed, of_surveyed, percent_surveyed, since, of_since, percent_since, change
-- nullable: since_names
-- reference: technique_id: techniques.id
WITH periods AS (
    SELECT
        count(CASE WHEN period = 'surveyed' THEN 1 END) AS of_surveyed,
        count(CASE WHEN period = 'since the survey' THEN 1 END) AS of_since
    FROM release_dates
    WHERE facts > 0
),
adopted AS (
    SELECT
        technique_id,
        count(CASE WHEN period = 'surveyed' THEN 1 END) AS surveyed,
        count(CASE WHEN period = 'since the survey' THEN 1 END) AS since,
        group_concat(CASE WHEN period = 'since the survey' THEN release END, ', ') AS since_names
    FROM (SELECT * FROM documented_techniques ORDER BY technique_id, release, release_id) AS ordered
    GROUP BY technique_id
),
shares AS (
    SELECT
        t.id AS technique_id,
        coalesce(a.surveyed, 0) AS surveyed,
        coalesce(a.since, 0) AS since,
        a.since_names,
        p.of_surveyed,
        p.of_since,
        100.0 * coalesce(a.surveyed, 0) / p.of_surveyed AS share_surveyed,
        100.0 * coalesce(a.since, 0) / p.of_since AS share_since
    FROM techniques AS t
    LEFT OUTER JOIN adopted AS a ON t.id = a.technique_id
    CROSS JOIN periods AS p
    WHERE p.of_surveyed > 0 AND p.of_since > 0
)
SELECT
    technique_id,
    surveyed,
    of_surveyed,
    CAST(round(share_surveyed) AS INTEGER) AS percent_surveyed,
    since,
    of_since,
    CAST(round(share_since) AS INTEGER) AS percent_since,
    CAST(round(share_since - share_surveyed) AS INTEGER) AS change,
    CASE
        WHEN surveyed + since = 0 THEN 'not told'
        WHEN share_since - share_surveyed >= 10 THEN 'told more often'
        WHEN share_since - share_surveyed <= -10 THEN 'told less often'
        ELSE 'about as before'
    END AS outcome,
    since_names
FROM shares
