-- title: Releases that stand to a technique
-- description: One row is a release and a relation in which it stands to a technique or to something narrower.
-- column: technique_id: Identifier of the technique, which counts with everything narrower; empty for the whole taxonomy.
-- column: relation: How the release stands to it.
-- column: place: Place of the release among all releases, the earliest year first, then by institution and name.
-- column: year: Year of the release's publication, corrected; NULL where the survey names none.
-- column: release_id: Identifier of the release.
-- column: institution_id: Identifier of the institution that made it.
-- key: technique_id, relation, place
-- integers: place, year
-- nullable: year
-- reference: relation: relations.id
-- reference: release_id: models.id
-- reference: institution_id: institutions.id
WITH reach (name, technique_id) AS (
    SELECT n.name, n.technique_id FROM technique_names AS n INNER JOIN techniques AS t ON n.name = t.id
    UNION ALL
    SELECT name, technique_id FROM technique_names WHERE name = ''
),
stated (technique_id, relation, release_id) AS (
    SELECT DISTINCT technique_id, relation, release_id FROM design_facts
),
releases (id, place, year, institution_id) AS (
    SELECT
        r.id,
        row_number() OVER (ORDER BY coalesce(p.year, 9999), i.ordinal, r.name, r.id),
        p.year,
        r.institution_id
    FROM models AS r
    INNER JOIN institutions AS i ON r.institution_id = i.id
    LEFT OUTER JOIN corrected_publications AS p ON r.publication_id = p.publication_id
)
SELECT DISTINCT
    reach.name AS technique_id,
    stated.relation,
    releases.place,
    releases.year,
    releases.id AS release_id,
    releases.institution_id
FROM stated
INNER JOIN releases ON stated.release_id = releases.id
INNER JOIN reach ON stated.technique_id = reach.technique_id
