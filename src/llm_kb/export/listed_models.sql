-- title: The models of the lists that give a link for each, in the order of the list
SELECT i.name AS institution, x.name_printed AS name, k.name AS link, x.url, x.model_id, x.source_id
FROM model_listings AS x
INNER JOIN institutions AS i ON x.institution_id = i.id
INNER JOIN link_kinds AS k ON x.link_kind_id = k.id
WHERE x.url IS NOT NULL
ORDER BY x.source_id, x.ordinal
