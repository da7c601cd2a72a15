-- title: Findings with the facts behind them
-- description: One row is a finding and a fact that the survey gives within its sentences.
-- subject: Questions, findings and figures
-- place: 30
-- column: finding_id: Identifier of the finding.
-- column: kind: Whether it is a takeaway, a position or a numbered point.
-- column: section: Number of the section of its question.
-- column: topic_id: Identifier of the topic under which a numbered point stands.
-- column: ordinal: Number of a point under its heading.
-- column: finding: What the survey finds, in our own words.
-- column: fact_id: Identifier of the fact.
-- column: model: Name of the model.
-- column: relation: How the model stands to the technique.
-- column: technique: Name of the technique.
-- column: statement: What the sentence says, in our own words.
-- column: passage_id: Identifier of the sentence.
SELECT
    n.id AS finding_id,
    n.kind_id AS kind,
    f.section,
    n.topic_id,
    n.ordinal,
    n.statement AS finding,
    f.fact_id,
    f.model,
    f.relation,
    f.technique,
    f.statement,
    f.passage_id
FROM findings AS n
INNER JOIN finding_passages AS p ON n.id = p.finding_id
INNER JOIN design_facts AS f ON p.passage_id = f.passage_id
