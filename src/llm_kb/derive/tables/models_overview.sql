-- title: Models at a glance
-- description: One row per model with its developer, publication and numbers of facts and techniques by the survey, and of facts and specifications by its makers' documents.
-- subject: Models and developers
-- place: 20
-- facets: institution, kind, year
-- size: 200
-- page: model
-- column: id: Identifier of the model.
-- column: name: Name of the model.
-- column: kind: Whether it is a family, a release, a variant or a product.
-- column: parent: Name of the family or release that it belongs to.
-- column: institution: Institution that developed it.
-- column: listed_under: The institution that the survey lists it under.
-- column: surveyed: 1 for one of the models that the survey analyzes, else 0.
-- column: year: Year of its publication, corrected.
-- column: publication: Title of its publication, corrected.
-- column: url: URL of its publication, corrected.
-- column: facts: Number of facts of the survey about the model itself.
-- column: techniques: Number of different techniques in those facts.
-- column: names: Every name of the model, its identifier without accents and hyphens among them, to look for with LIKE '%Tulu%'.
-- column: maker_facts: Number of facts of makers' documents about the model itself.
-- column: specifications: Number of attributes that its specifications give a value of.
-- key: id
-- integers: surveyed, year, facts, techniques, maker_facts, specifications
-- nullable: parent, listed_under, year, publication, url
-- index: name
-- index: kind
-- index: institution
-- index: listed_under
-- index: year
SELECT
    m.id,
    m.name,
    m.kind_id AS kind,
    parent.name AS parent,
    maker.name AS institution,
    lister.name AS listed_under,
    m.surveyed,
    p.year,
    p.title AS publication,
    p.url,
    count(CASE WHEN f.source_kind = 'survey' THEN 1 END) AS facts,
    count(DISTINCT CASE WHEN f.source_kind = 'survey' THEN f.technique_id END) AS techniques,
    m.name || coalesce(' · ' || x.names, '') || ' · ' || replace(m.id, '-', ' ') AS names,
    count(CASE WHEN f.source_kind NOT IN ('survey', 'list', 'catalog') THEN 1 END) AS maker_facts,
    coalesce(known.specifications, 0) AS specifications
FROM models AS m
INNER JOIN institutions AS maker ON m.institution_id = maker.id
LEFT OUTER JOIN institutions AS lister ON m.listed_under_id = lister.id
LEFT OUTER JOIN models AS parent ON m.parent_id = parent.id
LEFT OUTER JOIN corrected_publications AS p ON m.publication_id = p.publication_id
LEFT OUTER JOIN design_facts AS f ON m.id = f.model_id
LEFT OUTER JOIN (
    SELECT model_id, group_concat(alias, ' · ') AS names
    FROM (
        SELECT a.model_id, a.alias
        FROM model_aliases AS a
        INNER JOIN models AS own ON a.model_id = own.id
        WHERE a.kind_id <> 'elliptic' AND a.alias <> own.name
        ORDER BY a.model_id, a.alias
    ) AS ordered
    GROUP BY model_id
) AS x ON m.id = x.model_id
LEFT OUTER JOIN (
    SELECT model_id, count(*) AS specifications FROM specifications WHERE preferred = 1 AND value IS NOT NULL GROUP BY model_id
) AS known ON m.id = known.model_id
GROUP BY
    m.id, m.name, m.kind_id, parent.name, maker.name, lister.name, m.surveyed, p.year, p.title, p.url, x.names, known.specifications
