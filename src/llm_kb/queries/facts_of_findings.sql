-- title: Facts behind the findings
-- description: For each takeaway, position and numbered point the facts that the survey gives within its sentences.
-- parameter: question: Research question, by its section such as 4.2; empty for all findings.
-- parameter: limit: At most so many facts of each finding, in reading order; empty for all.
-- default: question: 2.2
WITH asked (section) AS (SELECT trim(coalesce(:question, ''))),
wanted (finding_id, source_id, first, last) AS (
    SELECT x.id, first.source_id, first.ordinal, last.ordinal
    FROM findings AS x
    INNER JOIN passages AS first ON x.first_passage_id = first.id
    INNER JOIN passages AS last ON x.last_passage_id = last.id
    LEFT OUTER JOIN research_questions AS q ON x.research_question_id = q.id
    LEFT OUTER JOIN sections AS section ON q.section_id = section.id
    CROSS JOIN asked
    WHERE asked.section IN ('', section.name, replace(section.name, '.', '-'))
)
SELECT
    f.section, x.kind_id AS kind, x.ordinal, x.statement AS finding, f.model, f.relation, f.technique, f.statement,
    f.fact_id, x.id AS finding_id
FROM wanted
CROSS JOIN findings AS x ON wanted.finding_id = x.id
CROSS JOIN design_facts AS f
INNER JOIN evidence AS e ON f.fact_id = e.id
INNER JOIN statements AS s ON e.statement_id = s.id
WHERE
    f.rowid IN (
        SELECT inside.rowid
        FROM passages AS p
        CROSS JOIN design_facts AS inside ON inside.passage_id = p.id
        WHERE p.source_id = wanted.source_id AND p.ordinal BETWEEN wanted.first AND wanted.last
        ORDER BY p.ordinal, inside.rowid
        LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    )
ORDER BY f.section, x.id, s.ordinal, f.model, f.technique, f.fact_id
