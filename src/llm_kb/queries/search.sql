-- title: Search everything
-- description: Models, techniques, institutions, questions, findings, publications and facts that hold all the words, first what they name, then the best match; at most 25 of each kind, or 500 of one, with the place of each in its kind and how many were found. A word that thousands of things hold is looked for as it stands, and not as the beginning of others; a beginning that is more common still finds only names that begin so. Of what they find some hundreds are ranked, which `more` tells.
-- parameter: words: Words to look for, or beginnings of words, in any order; signs have no meaning of their own; empty to list what there is.
-- parameter: kind: model, technique, institution, question, finding, publication or fact; empty for all.
-- default: words: load balancing
WITH RECURSIVE signs (remaining) AS (VALUES ('"*[]§' || char(0, 9, 10, 13))),
cleaned (words, remaining) AS (
    SELECT substr(coalesce(:words, ''), 1, 500), signs.remaining FROM signs
    UNION ALL
    SELECT replace(words, substr(remaining, 1, 1), ' '), substr(remaining, 2) FROM cleaned WHERE remaining <> ''
),
asked (words, kind, shown, most) AS (
    SELECT
        trim(words),
        lower(trim(coalesce(:kind, ''))),
        CASE WHEN trim(coalesce(:kind, '')) = '' THEN 25 ELSE 500 END,
        CASE WHEN trim(coalesce(:kind, '')) = '' THEN 100 ELSE 500 END
    FROM cleaned
    WHERE remaining = ''
),
split (word, remaining) AS (
    SELECT '', words || ' ' FROM asked
    UNION ALL
    SELECT substr(remaining, 1, instr(remaining, ' ') - 1), substr(remaining, instr(remaining, ' ') + 1)
    FROM split
    WHERE remaining <> ''
),
words (word, whole, beginning) AS (
    SELECT
        word,
        coalesce((SELECT documents FROM search_index_words AS w WHERE w.word = lower(split.word)), 0),
        (
            SELECT coalesce(sum(documents), 0)
            FROM search_index_words AS w
            WHERE length(split.word) > 1 AND w.word BETWEEN lower(split.word) AND lower(split.word) || char(1114111)
        )
    FROM split
    WHERE word <> ''
    GROUP BY word
    ORDER BY min(length(remaining)) DESC
    LIMIT 20
),
terms (term, documents) AS (
    SELECT
        '"' || word || CASE WHEN length(word) = 1 OR (beginning > 5000 AND whole > 0) THEN '"' ELSE '"*' END,
        CASE WHEN length(word) = 1 OR (beginning > 5000 AND whole > 0) THEN whole ELSE beginning END
    FROM words
    WHERE beginning <= 50000 OR whole > 0
),
matching (terms, common, shortened, spelling) AS (
    SELECT
        coalesce((SELECT group_concat(term, ' ') FROM terms), '""'),
        coalesce((SELECT max(documents) > 5000 FROM terms), 0),
        (SELECT count(*) FROM terms) < (SELECT count(*) FROM words),
        replace(replace(replace(lower(words), ' ', ''), '-', ''), '_', '')
    FROM asked
),
kinds (first, last) AS (
    SELECT k.first, k.last FROM asked INNER JOIN search_index_kinds AS k ON asked.kind IN ('', k.kind)
),
found (document, named, score, listed) AS MATERIALIZED (
    SELECT s.rowid, 0, bm25(search_index, 0, 0, 10, 5, 1), 0
    FROM matching
    CROSS JOIN search_index AS s
    WHERE matching.common = 0 AND search_index MATCH matching.terms
    UNION ALL
    SELECT s.rowid, 0, -1, 1
    FROM matching
    CROSS JOIN kinds
    CROSS JOIN search_index AS s
    WHERE
        matching.common = 1
        AND s.rowid IN (
            SELECT hit.rowid
            FROM search_index AS hit
            WHERE
                hit.search_index MATCH '{title aliases} : (' || matching.terms || ')'
                AND hit.rowid BETWEEN kinds.first AND kinds.last
            LIMIT (SELECT most FROM asked)
        )
    UNION ALL
    SELECT s.rowid, 0, 0, 1
    FROM matching
    CROSS JOIN kinds
    CROSS JOIN search_index AS s
    WHERE
        matching.common = 1
        AND s.rowid IN (
            SELECT hit.rowid
            FROM search_index AS hit
            WHERE hit.search_index MATCH matching.terms AND hit.rowid BETWEEN kinds.first AND kinds.last
            LIMIT (SELECT most FROM asked)
        )
    UNION ALL
    SELECT n.document, 1, 0, 0
    FROM search_index_names AS n
    INNER JOIN matching ON n.spelling = matching.spelling
    UNION ALL
    SELECT s.rowid, 0, -2, 1
    FROM matching
    CROSS JOIN kinds
    CROSS JOIN search_index AS s
    WHERE
        matching.shortened = 1
        AND s.rowid IN (
            SELECT n.document
            FROM search_index_names AS n
            WHERE
                n.spelling BETWEEN matching.spelling AND matching.spelling || char(1114111)
                AND n.document BETWEEN kinds.first AND kinds.last
            LIMIT (SELECT most FROM asked)
        )
    UNION ALL
    SELECT s.rowid, 0, 0, 1
    FROM asked
    CROSS JOIN kinds
    CROSS JOIN search_index AS s
    WHERE
        asked.words = ''
        AND s.rowid IN (
            SELECT every.rowid
            FROM search_index AS every
            WHERE every.rowid BETWEEN kinds.first AND kinds.last
            LIMIT (SELECT most FROM asked)
        )
),
ranked AS (
    SELECT
        s.rowid AS document,
        s.kind,
        s.id,
        s.title,
        s.body,
        max(found.named) AS named,
        min(found.score) AS score,
        max(found.listed) AS listed
    FROM found
    CROSS JOIN search_index AS s ON found.document = s.rowid
    INNER JOIN asked ON asked.kind IN ('', s.kind)
    GROUP BY s.rowid
),
placed AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY kind ORDER BY named DESC, score, title, id) AS place,
        count(*) OVER (PARTITION BY kind) AS of_kind,
        sum(listed) OVER (PARTITION BY kind) AS listed_of_kind
    FROM ranked
),
shown AS MATERIALIZED (
    SELECT placed.*, placed.listed_of_kind >= asked.most AND placed.of_kind <= k.last - k.first AS more
    FROM placed
    INNER JOIN asked ON placed.place <= asked.shown
    INNER JOIN search_index_kinds AS k ON placed.kind = k.kind
),
snippets (document, snippet) AS MATERIALIZED (
    SELECT s.rowid, snippet(search_index, 4, '', '', '…', 24)
    FROM matching
    CROSS JOIN search_index AS s
    WHERE matching.common = 0 AND search_index MATCH matching.terms AND s.rowid IN (SELECT document FROM shown)
)
SELECT
    shown.kind,
    shown.title,
    coalesce(snippets.snippet, substr(shown.body, 1, 160) || CASE WHEN length(shown.body) > 160 THEN '…' ELSE '' END)
        AS snippet,
    shown.named,
    shown.place,
    shown.of_kind,
    shown.more,
    shown.id
FROM shown
LEFT OUTER JOIN snippets ON shown.document = snippets.document
ORDER BY shown.named DESC, shown.score, shown.kind, shown.title, shown.id
