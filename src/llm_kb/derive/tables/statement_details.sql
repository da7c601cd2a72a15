-- title: Statements with what they name
-- description: One row per statement with the number of its facts and its models and techniques as lists.
-- subject: Questions, findings and figures
-- column: statement_id: Identifier of the statement.
-- column: facts: Number of its facts.
-- column: fact_id: Identifier of the first of them; NULL where there are none.
-- column: model_names: Names of the models of its facts, joined by commas; NULL where there are none.
-- column: technique_names: Names of the techniques that it names, also without a model, joined by commas; NULL where it names none.
-- column: technique_ids: Identifiers of those techniques, joined by commas, in the same order.
-- column: named_technique_list: Those techniques as a JSON array of objects with id and name, in the same order; NULL where it names none.
-- key: statement_id
-- integers: facts
-- nullable: fact_id, model_names, technique_names, technique_ids, named_technique_list
-- reference: statement_id: statements.id
WITH stated (statement_id, facts, fact_id) AS (
    SELECT statement_id, count(*), min(fact_id) FROM fact_details GROUP BY statement_id
),
subjects (statement_id, model_names) AS (
    SELECT statement_id, group_concat(model, ', ')
    FROM (
        SELECT DISTINCT d.statement_id, f.model
        FROM fact_details AS d
        INNER JOIN design_facts AS f ON d.fact_id = f.fact_id
        ORDER BY d.statement_id, f.model
    ) AS ordered
    GROUP BY statement_id
),
named (statement_id, technique_names, technique_ids, techniques) AS (
    SELECT
        statement_id,
        group_concat(name, ', '),
        group_concat(technique_id, ', '),
        '[' || group_concat(technique, ',') || ']'
    FROM (
        SELECT
            n.statement_id,
            t.name,
            n.technique_id,
            '{"id":"' || t.id || '","name":"' || replace(replace(t.name, '\', '\\'), '"', '\"') || '"}' AS technique
        FROM named_techniques AS n
        INNER JOIN techniques AS t ON n.technique_id = t.id
        ORDER BY n.statement_id, t.name, n.technique_id
    ) AS ordered
    GROUP BY statement_id
)
SELECT
    s.id AS statement_id,
    coalesce(stated.facts, 0) AS facts,
    stated.fact_id,
    subjects.model_names,
    named.technique_names,
    named.technique_ids,
    named.techniques AS named_technique_list
FROM statements AS s
LEFT OUTER JOIN stated ON s.id = stated.statement_id
LEFT OUTER JOIN subjects ON s.id = subjects.statement_id
LEFT OUTER JOIN named ON s.id = named.statement_id
