-- title: Other catalogs in numbers
-- description: For each catalog of models and attribute that it has: how many of its values agree with documents, differ from them, or stand on one side alone, and the share that agrees of those that both have.
-- words: crosscheck, accuracy of catalogs, models.dev, LiteLLM, Epoch
-- subject: Sources and specifications
-- place: 136
-- parameter: catalog: Catalog, by id or a part of its title, such as litellm; empty for all.
SELECT
    c.source_id,
    c.catalog,
    c.attribute,
    c.attribute_name,
    count(*) AS compared,
    count(DISTINCT c.model_id) AS models,
    sum(CASE WHEN c.outcome = 'agrees' THEN 1 ELSE 0 END) AS agree,
    sum(CASE WHEN c.outcome = 'differs' THEN 1 ELSE 0 END) AS differ,
    sum(CASE WHEN c.outcome = 'only there' THEN 1 ELSE 0 END) AS only_there,
    sum(CASE WHEN c.outcome = 'only here' THEN 1 ELSE 0 END) AS only_here,
    CAST(round(
        100.0 * sum(CASE WHEN c.outcome = 'agrees' THEN 1 ELSE 0 END)
        / nullif(sum(CASE WHEN c.outcome IN ('agrees', 'differs') THEN 1 ELSE 0 END), 0)
    ) AS INTEGER) AS percent_agree
FROM catalog_comparisons AS c
WHERE
    (c.source_id = lower(:catalog) OR lower(c.catalog) LIKE '%' || lower(:catalog) || '%')  -- if catalog
GROUP BY c.source_id, c.catalog, c.attribute, c.attribute_name
ORDER BY c.catalog, c.source_id, compared DESC, c.attribute
