-- title: Releases that stand to a technique
-- description: One row per technique, release and relation; a technique includes its subtypes, and the facts are those of the survey.
-- subject: Techniques
-- place: 30
-- column: technique_id: Identifier of the technique, including its subtypes; empty for the whole taxonomy.
-- column: relation: Relation of the release to it.
-- column: place: Position of the release among all releases, by year, institution and name.
-- column: year: Year of the release's publication, corrected; NULL where the survey cites none.
-- column: release_id: Identifier of the release.
-- column: institution_id: Identifier of the institution that developed it.
-- column: rank: Position of the release among those with the same relation to the technique, counted from 1.
-- column: techniques: Number of techniques with that relation to the release: the technique itself and its subtypes.
-- column: technique_names: Their names, joined by commas.
-- column: technique_list: Their names as a JSON array of strings.
-- key: technique_id, relation, place
-- integers: place, year, rank, techniques
-- nullable: year
-- reference: relation: relations.id
-- reference: release_id: models.id
-- reference: institution_id: institutions.id
WITH reach (name, technique_id) AS (
    SELECT n.name, n.technique_id FROM technique_names AS n INNER JOIN techniques AS t ON n.name = t.id
    UNION ALL
    SELECT name, technique_id FROM technique_names WHERE name = ''
),
named (name, relation, release_id, techniques, technique_names, technique_list) AS (
    SELECT
        name,
        relation,
        release_id,
        count(*),
        group_concat(technique, ', '),
        '[' || group_concat(quoted, ',') || ']'
    FROM (
        SELECT DISTINCT
            reach.name,
            f.relation,
            f.release_id,
            f.technique,
            '"' || replace(replace(f.technique, '\', '\\'), '"', '\"') || '"' AS quoted
        FROM design_facts AS f
        INNER JOIN reach ON f.technique_id = reach.technique_id
        WHERE f.source_kind = 'survey'
        ORDER BY reach.name, f.relation, f.release_id, f.technique
    ) AS ordered
    GROUP BY name, relation, release_id
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
SELECT
    named.name AS technique_id,
    named.relation,
    releases.place,
    releases.year,
    releases.id AS release_id,
    releases.institution_id,
    row_number() OVER (PARTITION BY named.name, named.relation ORDER BY releases.place) AS rank,
    named.techniques,
    named.technique_names,
    named.technique_list
FROM named
INNER JOIN releases ON named.release_id = releases.id
