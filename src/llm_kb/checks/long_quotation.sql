-- severity: integrity
-- description: No quotation from a source is longer than twelve words.
-- cure: shorten the quotation to the words that matter
SELECT "row", 'quotes ' || words || ' words' AS problem
FROM (
    SELECT 'statements ' || id AS "row", length(phrase) - length(replace(phrase, ' ', '')) + 1 AS words FROM statements
    UNION ALL
    SELECT 'evidence ' || id, length(phrase) - length(replace(phrase, ' ', '')) + 1 FROM evidence
    UNION ALL
    SELECT 'errata_places ' || erratum_id || ',' || ordinal, length(printed) - length(replace(printed, ' ', '')) + 1 FROM errata_places
) AS quotations
WHERE words > 12
