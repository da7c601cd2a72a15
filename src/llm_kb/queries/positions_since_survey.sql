-- title: The survey's positions since
-- description: Each technique that the survey names in one of its positions on the future, with the share of the surveyed releases and of those released since that use or introduce it or a subtype, according to documents of their developers; more and less often mean a change by at least ten percentage points.
-- words: outlook, predictions, came true, future
-- subject: Sources and specifications
-- place: 108
-- parameter: question: Section of the question, such as 4.2; empty for all.
WITH periods AS (
    SELECT
        count(CASE WHEN period = 'surveyed' THEN 1 END) AS of_surveyed,
        count(CASE WHEN period = 'since the survey' THEN 1 END) AS of_since
    FROM release_dates
    WHERE facts > 0
),
named AS (
    SELECT DISTINCT f.id AS finding_id, n.technique_id
    FROM findings AS f
    INNER JOIN finding_passages AS p ON f.id = p.finding_id
    INNER JOIN statements AS s ON p.passage_id = s.passage_id
    INNER JOIN named_techniques AS n ON s.id = n.statement_id
    WHERE f.kind_id = 'position'
),
adopted AS (
    SELECT
        technique_id,
        count(CASE WHEN period = 'surveyed' THEN 1 END) AS surveyed,
        count(CASE WHEN period = 'since the survey' THEN 1 END) AS since
    FROM documented_techniques
    GROUP BY technique_id
),
shares AS (
    SELECT
        n.finding_id, n.technique_id, p.of_surveyed, p.of_since,
        coalesce(a.surveyed, 0) AS surveyed,
        coalesce(a.since, 0) AS since,
        CAST(round(100.0 * coalesce(a.surveyed, 0) / p.of_surveyed) AS INTEGER) AS percent_surveyed,
        CAST(round(100.0 * coalesce(a.since, 0) / p.of_since) AS INTEGER) AS percent_since
    FROM named AS n
    LEFT OUTER JOIN adopted AS a ON n.technique_id = a.technique_id
    CROSS JOIN periods AS p
    WHERE p.of_surveyed > 0 AND p.of_since > 0
)
SELECT
    sections.name AS section, f.statement AS position, t.name AS technique, s.surveyed, s.of_surveyed,
    s.percent_surveyed, s.since, s.of_since, s.percent_since,
    CASE
        WHEN s.surveyed + s.since = 0 THEN 'not told'
        WHEN 100.0 * s.since / s.of_since - 100.0 * s.surveyed / s.of_surveyed >= 10 THEN 'told more often'
        WHEN 100.0 * s.since / s.of_since - 100.0 * s.surveyed / s.of_surveyed <= -10 THEN 'told less often'
        ELSE 'about as before'
    END AS outcome,
    f.id AS finding_id, t.id AS technique_id
FROM shares AS s
INNER JOIN findings AS f ON s.finding_id = f.id
INNER JOIN techniques AS t ON s.technique_id = t.id
LEFT OUTER JOIN research_questions AS q ON f.research_question_id = q.id
LEFT OUTER JOIN sections ON q.section_id = sections.id
WHERE :question IN (sections.name, q.id)  -- if question
ORDER BY coalesce(sections.name, ''), f.ordinal, f.id, t.ordinal
