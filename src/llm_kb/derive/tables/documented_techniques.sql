-- title: Techniques in developers' documents
-- description: One row per technique and release that uses or introduces it or one of its subtypes, according to documents of the developer.
-- subject: Techniques
-- column: technique_id: Identifier of the technique, including its subtypes.
-- column: release_id: Identifier of the release; a variant counts with its release.
-- column: release: Name of the release.
-- column: period: Period of the release: surveyed, since the survey, or other.
-- column: year: Year of the release date.
-- column: facts: Number of these facts.
-- key: technique_id, release_id
-- integers: year, facts
-- nullable: year
-- reference: technique_id: techniques.id
-- reference: release_id: models.id
-- index: release_id
SELECT
    t.id AS technique_id,
    r.release_id,
    r.release,
    r.period,
    r.year,
    count(*) AS facts
FROM techniques AS t
INNER JOIN technique_names AS n ON t.id = n.name
INNER JOIN design_facts AS f ON n.technique_id = f.technique_id
INNER JOIN release_dates AS r ON f.release_id = r.release_id
INNER JOIN documents AS d ON f.source_id = d.source_id
INNER JOIN models AS m ON f.model_id = m.id
WHERE d.publisher_id = m.institution_id AND f.relation IN ('uses', 'introduces')
GROUP BY t.id, r.release_id, r.release, r.period, r.year
