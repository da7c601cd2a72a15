-- title: Most cited publications
-- description: References by the number of times the text cites them, with every place where it does.
-- parameter: least: Smallest number of citations to be listed; empty for every reference.
-- default: least: 2
WITH contexts AS (
    SELECT publication_id, group_concat(place, '; ') AS places, count(*) AS citations
    FROM (
        SELECT
            c.publication_id,
            section.name || '/' || p.paragraph || '/' || p.sentence
            || coalesce(' ' || topic.name, '') AS place
        FROM citations AS c
        INNER JOIN passages AS p ON c.passage_id = p.id
        INNER JOIN sections AS section ON p.section_id = section.id
        LEFT OUTER JOIN passage_topics AS pt ON c.passage_id = pt.passage_id
        LEFT OUTER JOIN topics AS topic ON pt.topic_id = topic.id
        ORDER BY c.publication_id, p.source_id, p.ordinal, c.position
    )
    GROUP BY publication_id
)
SELECT
    p.number,
    coalesce(p.title_corrected, p.title) AS title,
    coalesce(p.year_corrected, p.year) AS year,
    p.kind_id AS kind,
    coalesce(x.citations, 0) AS citations,
    x.places AS contexts,
    coalesce(p.url_corrected, p.url) AS url
FROM publications AS p
LEFT OUTER JOIN contexts AS x ON p.id = x.publication_id
WHERE coalesce(x.citations, 0) >= CAST(coalesce(:least, '') AS INTEGER)
ORDER BY citations DESC, p.number
