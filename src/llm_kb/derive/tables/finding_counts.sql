-- title: Findings in numbers
-- description: One row is a finding, with the facts that the survey gives within its sentences.
-- column: finding_id: Identifier of the finding.
-- column: facts: Number of facts.
-- key: finding_id
-- integers: facts
-- reference: finding_id: findings.id
WITH stated (passage_id, facts) AS (
    SELECT passage_id, count(*) FROM design_facts GROUP BY passage_id
)
SELECT
    x.id AS finding_id,
    CAST(coalesce(sum(stated.facts), 0) AS INTEGER) AS facts
FROM findings AS x
INNER JOIN passages AS first ON x.first_passage_id = first.id
INNER JOIN passages AS last ON x.last_passage_id = last.id
INNER JOIN passages AS p ON first.source_id = p.source_id AND p.ordinal BETWEEN first.ordinal AND last.ordinal
LEFT OUTER JOIN stated ON p.id = stated.passage_id
GROUP BY x.id
