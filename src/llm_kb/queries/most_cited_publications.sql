-- title: Most cited publications
-- description: References by how often the text cites them, with the place of every citation.
-- subject: References
-- place: 20
-- parameter: least: Minimum number of citations; empty for no minimum.
-- default: least: 2
-- number: least
WITH contexts AS (
    SELECT
        c.publication_id,
        coalesce(place.section || '/' || place.paragraph || '/' || place.sentence, place.source_id || ' ' || place.locator)
        || coalesce(' ' || place.topic, '') AS context
    FROM citations AS c
    INNER JOIN passage_places AS place ON c.passage_id = place.passage_id
    ORDER BY c.publication_id, place.source_id, place.ordinal, c.position
),
cited AS (
    SELECT publication_id, group_concat(context, '; ') AS contexts FROM contexts GROUP BY publication_id
)
SELECT
    p.number, p.title, p.year, p.kind_id AS kind, p.citations, cited.contexts, p.url
FROM corrected_publications AS p
LEFT OUTER JOIN cited ON p.publication_id = cited.publication_id
WHERE
    p.citations >= :least  -- if least
ORDER BY p.citations DESC, p.number
