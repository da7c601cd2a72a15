-- title: facts by group of techniques and relation
SELECT technique_group, relation, count(*) AS facts
FROM design_facts
GROUP BY technique_group, relation
ORDER BY facts DESC, technique_group, relation
