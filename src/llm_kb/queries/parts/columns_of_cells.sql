f.technique_id, f.relation, f.basis, f.section, f.statement, f.fact_id, f.qualifier, f.stage, f.source, f.locator,
count(*) OVER cell AS facts,
max(f.disputed) OVER cell AS disputed,
-- The first sentence stands for all, an explicit one where there is one.
row_number() OVER (cell ORDER BY CASE f.basis WHEN 'explicit' THEN 0 ELSE 1 END, d.place) AS number
