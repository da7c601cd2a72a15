-- title: Search everything
-- description: Models, techniques, institutions, questions, findings, publications and facts that hold all the words, first what they name, then the best match; at most 25 of each kind, or 1000 of one, with the place of each in its kind and the number of all.
-- parameter: words: Words to look for, or beginnings of words, in any order; signs have no meaning of their own; empty to list what there is.
-- parameter: kind: model, technique, institution, question, finding, publication or fact; empty for all.
-- default: words: load balancing
WITH RECURSIVE signs (remaining) AS (VALUES ('"*[]§' || char(0, 9, 10, 13))),
cleaned (words, remaining) AS (
    SELECT substr(coalesce(:words, ''), 1, 500), signs.remaining FROM signs
    UNION ALL
    SELECT replace(words, substr(remaining, 1, 1), ' '), substr(remaining, 2) FROM cleaned WHERE remaining <> ''
),
asked (words, kind) AS (
    SELECT trim(words), lower(trim(coalesce(:kind, ''))) FROM cleaned WHERE remaining = ''
),
split (word, remaining) AS (
    SELECT '', words || ' ' FROM asked
    UNION ALL
    SELECT substr(remaining, 1, instr(remaining, ' ') - 1), substr(remaining, instr(remaining, ' ') + 1)
    FROM split
    WHERE remaining <> ''
),
terms AS (
    SELECT DISTINCT '"' || word || CASE WHEN length(word) > 1 THEN '"*' ELSE '"' END AS term
    FROM split
    WHERE word <> ''
    LIMIT 20
),
matching (terms, spelling) AS (
    SELECT
        coalesce((SELECT group_concat(term, ' ') FROM terms), '""'),
        replace(replace(replace(lower(words), ' ', ''), '-', ''), '_', '')
    FROM asked
),
found (document, named, score) AS MATERIALIZED (
    SELECT s.rowid, 0, bm25(search_index, 0, 0, 10, 5, 1)
    FROM search_index AS s
    WHERE search_index MATCH (SELECT terms FROM matching)
    UNION ALL
    SELECT n.document, 1, 0
    FROM search_index_names AS n
    INNER JOIN matching ON n.spelling = matching.spelling
    UNION ALL
    SELECT s.rowid, 0, 0
    FROM search_index AS s
    INNER JOIN asked ON asked.words = ''
),
ranked AS (
    SELECT s.rowid AS document, s.kind, s.id, s.title, s.body, max(found.named) AS named, min(found.score) AS score
    FROM found
    CROSS JOIN search_index AS s ON found.document = s.rowid
    INNER JOIN asked ON asked.kind IN ('', s.kind)
    GROUP BY s.rowid
),
placed AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY kind ORDER BY named DESC, score, title, id) AS place,
        count(*) OVER (PARTITION BY kind) AS of_kind
    FROM ranked
),
shown AS MATERIALIZED (
    SELECT placed.*
    FROM placed
    INNER JOIN asked ON placed.place <= CASE WHEN asked.kind = '' THEN 25 ELSE 1000 END
),
snippets (document, snippet) AS MATERIALIZED (
    SELECT s.rowid, snippet(search_index, 4, '', '', '…', 24)
    FROM search_index AS s
    WHERE search_index MATCH (SELECT terms FROM matching) AND s.rowid IN (SELECT document FROM shown)
)
SELECT
    shown.kind,
    shown.title,
    coalesce(snippets.snippet, substr(shown.body, 1, 160) || CASE WHEN length(shown.body) > 160 THEN '…' ELSE '' END)
        AS snippet,
    shown.named,
    shown.place,
    shown.of_kind,
    shown.id
FROM shown
LEFT OUTER JOIN snippets ON shown.document = snippets.document
ORDER BY shown.named DESC, shown.score, shown.kind, shown.title, shown.id
