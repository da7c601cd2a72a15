-- title: Names like a name
-- description: Names that may be meant by one with slips: those that are about as long and begin with one of its first two letters, and those that begin like it; some thousands at most.
-- internal: yes
-- parameter: kind: model, technique, institution, question or publication; empty for all.
-- parameter: like: The name as it was typed; empty for all names.
-- default: like: lama 3
WITH typed AS (  -- if like
    SELECT replace(replace(replace(lower(substr(:like, 1, 120)), ' ', ''), '-', ''), '_', '') AS spelling
)
SELECT n.kind, n.id, n.name, n.title
FROM search_index_names AS n
CROSS JOIN typed  -- if like
WHERE
    n.kind = lower(:kind)  -- if kind
    AND (  -- if like
        substr(n.spelling, 1, length(typed.spelling)) = typed.spelling
        OR (
            substr(n.spelling, 1, 1) IN (substr(typed.spelling, 1, 1), substr(typed.spelling, 2, 1))
            AND abs(length(n.spelling) - length(typed.spelling))
            <= CASE WHEN length(typed.spelling) < 8 THEN 1 ELSE length(typed.spelling) / 4 END
        )
    )
ORDER BY n.kind, n.id, n.spelling
