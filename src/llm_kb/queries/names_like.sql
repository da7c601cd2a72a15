-- title: Similar names
-- description: Candidates for a misspelled name: names of similar length that begin with one of its first two letters, and names with the same beginning; a few thousand at most.
-- internal: yes
-- parameter: kind: model, technique, institution, question or publication; empty for all.
-- parameter: like: Name as typed; empty for all names.
-- default: like: lama 3
-- folded: like
SELECT n.kind, n.id, n.name, n.title
FROM search_index_names AS n
WHERE
    n.kind = lower(:kind)  -- if kind
    AND (  -- if like
        substr(n.spelling, 1, length(:like)) = :like
        OR (
            substr(n.spelling, 1, 1) IN (substr(:like, 1, 1), substr(:like, 2, 1))
            AND abs(length(n.spelling) - length(:like))
            <= CASE WHEN length(:like) < 8 THEN 1 ELSE length(:like) / 4 END
        )
    )
ORDER BY n.kind, n.id, n.spelling
