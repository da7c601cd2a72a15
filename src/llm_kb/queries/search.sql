-- title: Search everything
-- description: Models, techniques, developers, questions, findings, errata, facts, specifications, sources and more: exact names first, also the value of an attribute of a model where both are named, then the best matches, which contain all the words or, where fewer than three results do (facts and specifications apart), as many as possible, rare words first. At most 25 results of each kind, or 500 of a single kind, with the rank of each within its kind and the total. Question words such as who and which are ignored; `missing` lists the words that occur nowhere. Only the first five thousand results are ranked, facts last; `more` tells whether there are others.
-- subject: Search and metadata
-- place: 10
-- parameter: words: Words in any order, names in any spelling, or a whole question; punctuation is ignored; empty to list everything.
-- parameter: kind: model, technique, institution, question, finding, publication, fact, specification, source, attribute, erratum, marker (prompt markers of a model), term, query or topic (common questions that the data does not answer); empty for all.
-- default: words: load balancing
-- match: words
WITH
names AS MATERIALIZED (  -- if words
    SELECT n.document, n.kind, n.id, n.title, x.value ->> 'text' AS text, x.value ->> 'first' AS first, x.value ->> 'last' AS last
    FROM json_each(:words, '$.names') AS x
    INNER JOIN search_index_names AS n ON n.spelling = x.value ->> 'key'
    WHERE x.value ->> 'whole' OR n.kind IN ('model', 'technique', 'institution')
),
-- Of names within names the longest counts: in "Llama 3" nobody means Llama.
named AS MATERIALIZED (  -- if words
    SELECT DISTINCT n.*
    FROM names AS n
    LEFT OUTER JOIN names AS o ON o.first <= n.first AND o.last >= n.last AND o.last - o.first > n.last - n.first
    WHERE o.document IS NULL
),
-- A model and an attribute, wherever they stand, name a specification, or the attribute if the model has none.
cells AS MATERIALIZED (  -- if words
    SELECT DISTINCT a.document, m.id || '/' || a.id AS id, 'title : ("' || replace(m.title, '"', ' ') || '" AND "' || a.title || '")' AS expression
    FROM named AS m
    INNER JOIN json_each(:words, '$.names') AS x
    INNER JOIN search_index_names AS a ON a.spelling = x.value ->> 'key' AND a.kind = 'attribute'
    WHERE m.kind = 'model'
),
terms AS MATERIALIZED (  -- if words
    SELECT
        '"' || replace(title, '"', ' ') || '"' || CASE kind WHEN 'model' THEN ' *' ELSE '' END || ' OR "' || text || '"' AS expression,
        NULL AS word
    FROM named
    UNION  -- a name or word that is repeated counts once
    SELECT (
        SELECT t.value
        FROM json_each(x.value, '$.tries') AS t
        WHERE EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH t.value)
        ORDER BY t.key
        LIMIT 1
    ), x.value ->> 'word'
    FROM json_each(:words, '$.words') AS x
    LEFT OUTER JOIN named AS n ON x.value ->> 'place' BETWEEN n.first AND n.last
    WHERE n.document IS NULL
),
wanted AS MATERIALIZED (  -- if words
    SELECT
        coalesce(group_concat('(' || expression || ')', ' AND '), '""') AS every,
        coalesce(group_concat('(' || expression || ')', ' OR '), '""') AS some,
        group_concat(CASE WHEN expression IS NULL THEN word END, ' ') AS missing
    FROM terms
),
-- Facts and specifications are so many that three of them soon have all the words: they do not count for other kinds.
counted AS MATERIALIZED (  -- if words
    SELECT
        r.first, r.last, w.every, w.some,
        EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH w.every AND rowid <= r.last LIMIT 1 OFFSET 2) AS enough
    FROM (SELECT min(first) AS first, max(last) AS last FROM search_index_kinds GROUP BY kind IN ('fact', 'specification')) AS r
    INNER JOIN wanted AS w ON 1
),
hits AS MATERIALIZED (  -- if words
    SELECT
        s.rowid AS document, kind,
        CASE WHEN c.enough OR c.every = c.some THEN 0 ELSE 0.4 END AS least,  -- of the score of the best
        bm25(search_index, 0, 0, 10, 5, 1)
        * CASE WHEN kind IN ('technique', 'question') THEN 1.3 WHEN kind IN ('publication', 'specification', 'fact') THEN 0.7 ELSE 1 END AS score
    FROM counted AS c
    INNER JOIN search_index AS s
        ON search_index MATCH CASE WHEN c.enough THEN c.every ELSE c.some END AND s.rowid BETWEEN c.first AND c.last
    WHERE
        NOT EXISTS (SELECT 1 FROM json_each(:words, '$.exact') AS x WHERE instr(s.title || s.aliases || s.body, x.value) = 0)
        AND (
            kind <> 'topic'  -- which shares common words with any text, so one of its phrases must occur there
            OR EXISTS (SELECT 1 FROM json_each(:words, '$.names') AS x WHERE instr('·' || replace(replace(lower(s.title || '·' || s.aliases), ' ', ''), '-', '') || '·', '·' || (x.value ->> 'key') || '·'))
        )
        AND s.rowid >= (SELECT first FROM search_index_kinds WHERE kind = lower(:kind))  -- if kind
        AND s.rowid <= (SELECT last FROM search_index_kinds WHERE kind = lower(:kind))  -- if kind
    LIMIT 5000
),
hits AS (  -- unless words
    SELECT s.rowid AS document, k.kind, 0 AS least, 0 AS score
    FROM search_index_kinds AS k
    LEFT OUTER JOIN search_index AS s
        ON s.rowid BETWEEN k.first AND min(k.last, k.first + 99)  -- unless kind
        ON s.rowid BETWEEN k.first AND min(k.last, k.first + 499)  -- if kind
),
ranked AS (
    SELECT document, max(named) AS named, min(score) AS score
    FROM (
        SELECT document, 0 AS named, score
        FROM (SELECT document, score, least * min(score) OVER (PARTITION BY kind) AS worst FROM hits) AS compared
        WHERE score <= worst
        UNION ALL  -- if words
        SELECT document, 1, 0 FROM named  -- if words
        UNION ALL  -- if words
        SELECT coalesce(s.rowid, c.document), 1, 0 FROM cells AS c LEFT OUTER JOIN search_index AS s ON search_index MATCH c.expression AND c.id = s.id  -- if words
    ) AS found
    GROUP BY document
),
-- Of the facts of one sentence, and of those with the same claim, the best represents all; the others come after it.
places AS (
    SELECT
        s.kind, s.id, s.title, r.document, r.named, r.score, e.statement_id, e.passage_id,
        row_number() OVER (PARTITION BY coalesce(e.statement_id, r.document) ORDER BY r.named DESC, r.score, s.id) > 1  -- if words
        OR row_number() OVER (PARTITION BY s.kind, iif(s.kind = 'fact', s.title, s.id) ORDER BY r.score, s.id) > 1 AS later  -- if words
        0 AS later  -- unless words
    FROM ranked AS r
    INNER JOIN search_index AS s ON r.document = s.rowid
    LEFT OUTER JOIN evidence AS e ON s.kind = 'fact' AND s.id = e.id
    WHERE
        s.kind = lower(:kind)  -- if kind
),
placed AS (
    SELECT
        places.*,
        row_number() OVER (PARTITION BY kind ORDER BY named DESC, later, score, title, id) AS place,
        count(*) OVER (PARTITION BY kind) AS of_kind
    FROM places
),
shown AS MATERIALIZED (
    SELECT *
    FROM placed
    WHERE
        place <= 25  -- unless kind
        place <= 500  -- if kind
)
SELECT
    shown.kind, shown.title,
    coalesce(
        snippets.snippet,  -- if words
        CASE WHEN s.kind = 'topic' OR length(s.body) <= 160 THEN s.body ELSE substr(s.body, 1, 160) || '…' END,
        ''
    ) AS snippet,
    shown.named, shown.place, shown.of_kind,
    (SELECT count(*) = 5000 FROM hits) AS more,  -- if words
    shown.of_kind <= k.last - k.first AS more,  -- unless words
    shown.id, shown.statement_id, overview.place AS erratum_place,
    (SELECT missing FROM wanted) AS missing,  -- if words
    NULL AS missing,  -- unless words
    (SELECT source_id FROM passages WHERE id = shown.passage_id) AS source_id
FROM shown
INNER JOIN search_index AS s ON shown.document = s.rowid
INNER JOIN search_index_kinds AS k ON shown.kind = k.kind  -- unless words
LEFT OUTER JOIN (  -- if words
    SELECT found.rowid AS document, snippet(search_index, 4, '', '', '…', 24) AS snippet
    FROM search_index AS found
    WHERE
        search_index MATCH (SELECT some FROM wanted)
        AND found.rowid IN (SELECT document FROM shown WHERE (SELECT count(*) FROM hits) < 5000)  -- else it takes too long
        AND found.kind <> 'topic'
) AS snippets ON shown.document = snippets.document
LEFT OUTER JOIN errata_overview AS overview ON shown.kind = 'erratum' AND shown.id = overview.erratum_id
ORDER BY shown.named DESC, shown.later, shown.score, shown.kind, shown.title, shown.id
