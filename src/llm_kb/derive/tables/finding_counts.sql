-- title: Findings in numbers
-- description: One row per finding with the number of facts in its sentences.
-- subject: Questions, findings and figures
-- place: 100
-- column: finding_id: Identifier of the finding.
-- column: facts: Number of facts.
-- key: finding_id
-- integers: facts
-- reference: finding_id: findings.id
SELECT x.id AS finding_id, count(f.fact_id) AS facts
FROM findings AS x
LEFT OUTER JOIN finding_passages AS p ON x.id = p.finding_id
LEFT OUTER JOIN design_facts AS f ON p.passage_id = f.passage_id
GROUP BY x.id
