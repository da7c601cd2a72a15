-- title: Accuracy of the survey
-- description: One row per section, developer or kind of evidence, and one for all, with the verdicts on the survey's facts; each fact counts once, by its strongest verdict.
-- subject: Sources and specifications
-- place: 8
-- facets: grouped_by
-- sort: place
-- column: grouped_by: What the facts are grouped by: all, section, institution or basis.
-- column: name: Number of the section, name of the developer of the model, or kind of evidence; all for the whole survey.
-- column: facts: Number of facts of the survey.
-- column: checked: Number of them with a verdict.
-- column: confirmed: Number of them that a document confirms, and none contradicts.
-- column: partly: Number of them that are confirmed only of a variant, a stage or in a weaker form.
-- column: contradicted: Number of them that a document contradicts.
-- column: not_found: Number of them that are not found in any document of the developer.
-- column: no_source: Number of them whose developer has published no document.
-- column: place: Position in the list, counted from 1.
-- key: grouped_by, name
-- integers: facts, checked, confirmed, partly, contradicted, not_found, no_source, place
WITH surveyed (grouped_by, rank, name, ordinal, verdict) AS (
    SELECT 'all', 1, 'all', 0, verdict FROM design_facts WHERE source_kind = 'survey'
    UNION ALL
    SELECT 'section', 2, f.section, section.ordinal, f.verdict
    FROM design_facts AS f
    INNER JOIN sections AS section ON f.source_id = section.source_id AND f.section = section.name
    WHERE f.source_kind = 'survey'
    UNION ALL
    SELECT 'institution', 3, f.institution, i.ordinal, f.verdict
    FROM design_facts AS f
    INNER JOIN institutions AS i ON f.institution = i.name
    WHERE f.source_kind = 'survey'
    UNION ALL
    SELECT 'basis', 4, f.basis, b.ordinal, f.verdict
    FROM design_facts AS f
    INNER JOIN bases AS b ON f.basis = b.id
    WHERE f.source_kind = 'survey'
)
SELECT
    grouped_by,
    name,
    count(*) AS facts,
    count(verdict) AS checked,
    count(CASE WHEN verdict = 'confirmed' THEN 1 END) AS confirmed,
    count(CASE WHEN verdict = 'partly' THEN 1 END) AS partly,
    count(CASE WHEN verdict = 'contradicted' THEN 1 END) AS contradicted,
    count(CASE WHEN verdict = 'not found' THEN 1 END) AS not_found,
    count(CASE WHEN verdict = 'no source' THEN 1 END) AS no_source,
    row_number() OVER (ORDER BY rank, min(ordinal), name) AS place
FROM surveyed
GROUP BY grouped_by, rank, name
