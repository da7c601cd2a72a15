-- title: Sentences of the findings
-- description: One row per finding and sentence that it is drawn from.
-- subject: Questions, findings and figures
-- column: finding_id: Identifier of the finding.
-- column: passage_id: Identifier of the sentence.
-- key: finding_id, passage_id
-- index: passage_id
-- reference: finding_id: findings.id
-- reference: passage_id: passages.id
SELECT x.id AS finding_id, p.id AS passage_id
FROM findings AS x
INNER JOIN passages AS first ON x.first_passage_id = first.id
INNER JOIN passages AS last ON x.last_passage_id = last.id
INNER JOIN passages AS p ON first.source_id = p.source_id AND p.ordinal BETWEEN first.ordinal AND last.ordinal
