-- description: A figure as printed, with what the sentence says.
SELECT
    x.id,
    metric.name || ' ' || x.printed || ': ' || s.statement AS label
FROM measurements AS x
INNER JOIN metrics AS metric ON x.metric_id = metric.id
INNER JOIN statements AS s ON x.statement_id = s.id
