-- title: Publications of the techniques
-- description: The publications that the survey cites for a technique, and whether each introduces it, describes it or is merely cited for it.
-- subject: References
-- place: 60
-- parameter: technique: Technique, by id, name or alias, including its subtypes; empty for all.
-- parameter: publication: Number of a reference; empty for all.
-- parameter: limit: Maximum number of publications; empty for no limit.
-- number: publication
WITH placed AS (
    SELECT
        tp.technique_id,
        tp.publication_id,
        tp.role_id,
        row_number() OVER (PARTITION BY tp.technique_id ORDER BY tp.publication_id) AS place
    FROM technique_publications AS tp
    WHERE
        tp.technique_id IN (SELECT technique_id FROM technique_names WHERE name = lower(:technique))  -- if technique
        AND tp.publication_id IN (SELECT id FROM publications WHERE number = :publication)  -- if publication
)
SELECT
    t.name AS technique, role.name AS role, p.number, p.title, p.year, p.url, t.id AS technique_id
FROM placed
INNER JOIN techniques AS t ON placed.technique_id = t.id
INNER JOIN corrected_publications AS p ON placed.publication_id = p.publication_id
INNER JOIN publication_roles AS role ON placed.role_id = role.id
WHERE
    placed.place <= :limit  -- if limit
ORDER BY t.ordinal, role.ordinal, p.number
LIMIT :limit  -- if limit
