-- title: Search everything
-- description: Models, techniques, institutions, questions, findings, publications and facts that hold all the words, first what they name, then the best match; at most 25 of each kind, or 500 of one, with the place of each in its kind and how many were found. Of what holds the words the first five thousand things are ranked, facts last, and `more` tells whether there are more.
-- subject: Search and description
-- place: 10
-- parameter: words: Words to look for, or beginnings of words, in any order; signs have no meaning of their own; empty to list what there is.
-- parameter: kind: model, technique, institution, question, finding, publication or fact; empty for all.
-- default: words: load balancing
-- match: words
WITH
hits AS (  -- if words
    SELECT rowid AS document, bm25(search_index, 0, 0, 10, 5, 1) AS score
    FROM search_index
    WHERE
        search_index MATCH :words
        AND rowid >= (SELECT first FROM search_index_kinds WHERE kind = lower(:kind))  -- if kind
        AND rowid <= (SELECT last FROM search_index_kinds WHERE kind = lower(:kind))  -- if kind
    LIMIT 5000
),
hits AS (  -- unless words
    SELECT s.rowid AS document, 0 AS score
    FROM search_index_kinds AS k
    LEFT OUTER JOIN search_index AS s
        ON s.rowid BETWEEN k.first AND min(k.last, k.first + 99)  -- unless kind
        ON s.rowid BETWEEN k.first AND min(k.last, k.first + 499)  -- if kind
),
-- What has exactly the name that was typed comes first.
found AS (
    SELECT document, 0 AS named, score FROM hits
    UNION ALL  -- if words
    SELECT document, 1, 0 FROM search_index_names WHERE spelling = (  -- if words
        SELECT replace(replace(replace(replace(replace(lower(:words), '"', ''), '*', ''), ' ', ''), '-', ''), '_', '')
    )
),
ranked AS (
    SELECT document, max(named) AS named, min(score) AS score FROM found GROUP BY document
),
placed AS (
    SELECT
        s.kind, s.id, s.title, r.document, r.named, r.score,
        row_number() OVER (PARTITION BY s.kind ORDER BY r.named DESC, r.score, s.title, s.id) AS place,
        count(*) OVER (PARTITION BY s.kind) AS of_kind
    FROM ranked AS r
    INNER JOIN search_index AS s ON r.document = s.rowid
    WHERE
        s.kind = lower(:kind)  -- if kind
),
shown AS (
    SELECT kind, id, title, document, named, score, place, of_kind
    FROM placed
    WHERE
        place <= 25  -- unless kind
        place <= 500  -- if kind
),
snippets AS (  -- if words
    SELECT s.rowid AS document, snippet(search_index, 4, '', '', '…', 24) AS snippet
    FROM search_index AS s
    WHERE
        search_index MATCH :words
        AND s.rowid IN (SELECT document FROM shown WHERE (SELECT count(*) FROM hits) < 5000)  -- else it takes too long
),
beginnings AS (
    SELECT
        s.rowid AS document,
        substr(s.body, 1, 160) || CASE WHEN length(s.body) > 160 THEN '…' ELSE '' END AS snippet
    FROM search_index AS s
    WHERE s.rowid IN (SELECT document FROM shown)
)
SELECT
    shown.kind, shown.title,
    coalesce(snippets.snippet, beginnings.snippet) AS snippet,  -- if words
    beginnings.snippet,  -- unless words
    shown.named, shown.place, shown.of_kind,
    (SELECT count(*) = 5000 FROM hits) AS more,  -- if words
    shown.of_kind <= k.last - k.first AS more,  -- unless words
    shown.id
FROM shown
INNER JOIN beginnings ON shown.document = beginnings.document
INNER JOIN search_index_kinds AS k ON shown.kind = k.kind  -- unless words
LEFT OUTER JOIN snippets ON shown.document = snippets.document  -- if words
ORDER BY shown.named DESC, shown.score, shown.kind, shown.title, shown.id
