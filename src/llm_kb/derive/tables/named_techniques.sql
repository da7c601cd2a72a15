-- title: Techniques that statements name
-- description: One row per statement and technique that it names, in a fact or without a model.
-- subject: Questions, findings and figures
-- column: statement_id: Identifier of the statement.
-- column: technique_id: Identifier of the technique.
-- key: statement_id, technique_id
-- index: technique_id
-- reference: statement_id: statements.id
-- reference: technique_id: techniques.id
SELECT statement_id, technique_id FROM statement_techniques
UNION
SELECT d.statement_id, f.technique_id
FROM fact_details AS d
INNER JOIN design_facts AS f ON d.fact_id = f.fact_id
