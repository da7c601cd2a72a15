-- title: Releases by date
-- description: One row per release that has a specification, or a fact from a document of its developer, with its release date and whether it is one of the surveyed models or came after the survey.
-- subject: Models and developers
-- column: release_id: Identifier of the release.
-- column: release: Name of the release.
-- column: institution: Developer of the release.
-- column: release_date: Release date of the release itself, else the earliest of its variants, unless it is a family, as YYYY-MM-DD, YYYY-MM or YYYY; NULL where no document tells it.
-- column: year: Year of the release date.
-- column: period: Whether it is one of the survey's models (surveyed), was released after its date (since the survey), or neither (other).
-- column: facts: Number of facts from documents of its developer.
-- key: release_id
-- integers: year, facts
-- nullable: release_date, year
-- reference: release_id: models.id
-- index: period
WITH dated AS (
    -- The members of a family are of several generations, so that none of them dates it.
    SELECT
        s.release_id,
        coalesce(
            max(CASE WHEN s.model_id = s.release_id THEN s.release_date END),
            min(CASE WHEN r.kind_id <> 'family' THEN s.release_date END)
        ) AS release_date
    FROM spec_sheet AS s
    INNER JOIN models AS r ON s.release_id = r.id
    GROUP BY s.release_id
),
stated AS (
    SELECT f.release_id, count(*) AS facts
    FROM design_facts AS f
    INNER JOIN documents AS d ON f.source_id = d.source_id
    INNER JOIN models AS m ON f.model_id = m.id
    WHERE d.publisher_id = m.institution_id
    GROUP BY f.release_id
),
survey AS (
    SELECT max(s.date) AS date
    FROM sources AS s
    INNER JOIN documents AS d ON s.id = d.source_id
    WHERE d.kind_id = 'survey'
)
SELECT
    m.id AS release_id,
    m.name AS release,
    i.name AS institution,
    dated.release_date,
    CAST(substr(dated.release_date, 1, 4) AS INTEGER) AS year,
    CASE
        WHEN m.surveyed = 1 THEN 'surveyed'
        WHEN dated.release_date > survey.date THEN 'since the survey'
        ELSE 'other'
    END AS period,
    coalesce(stated.facts, 0) AS facts
FROM models AS m
INNER JOIN institutions AS i ON m.institution_id = i.id
LEFT OUTER JOIN dated ON m.id = dated.release_id
LEFT OUTER JOIN stated ON m.id = stated.release_id
CROSS JOIN survey
WHERE dated.release_id IS NOT NULL OR stated.release_id IS NOT NULL
