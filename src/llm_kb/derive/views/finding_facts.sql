-- title: Findings with the facts behind them
-- description: One row per finding and fact in its sentences.
-- subject: Questions, findings and figures
-- place: 30
-- column: finding_id: Identifier of the finding.
-- column: kind: Whether it is a takeaway, a position or a numbered point.
-- column: section: Number of the section of its question.
-- column: topic_id: Identifier of the topic of a numbered point.
-- column: ordinal: Number of a point within its topic.
-- column: finding: What the survey finds, in our own words.
-- column: fact_id: Identifier of the fact.
-- column: model: Name of the model.
-- column: relation: Relation of the model to the technique.
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
