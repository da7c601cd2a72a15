-- title: Names
-- description: Every name by which the search finds a model, technique, developer, question or publication: its id, name and aliases.
-- internal: yes
-- parameter: kind: model, technique, institution, question or publication; empty for all.
-- default: kind: model
SELECT kind, id, name
FROM search_index_names
WHERE
    kind = lower(:kind)  -- if kind
ORDER BY kind, id, spelling
