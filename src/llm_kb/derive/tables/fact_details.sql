-- title: Facts with their place and what belongs to them
-- description: One row per fact with its position in reading order and its references, other models and errata as lists.
-- subject: Facts
-- column: fact_id: Identifier of the fact.
-- column: place: Position among all facts in reading order, counted from 1.
-- column: statement_id: Identifier of its statement.
-- column: numbers_cited: Numbers of the references cited for it, joined by commas; NULL where there are none.
-- column: other_model_ids: Identifiers of the other models in it, joined by commas; NULL where there are none.
-- column: erratum: Titles of the errata that question it, joined by dots; NULL where there are none.
-- column: erratum_ids: Identifiers of those errata, joined by commas.
-- column: erratum_places: Positions of those errata in the list of all errata, joined by commas.
-- column: other_model_list: Those other models as a JSON array of objects with id, name, role, basis and note; NULL where there are none.
-- column: erratum_list: Those errata as a JSON array of objects with id, title and place (position in the list); NULL where there are none.
-- key: fact_id
-- integers: place
-- nullable: numbers_cited, other_model_ids, erratum, erratum_ids, erratum_places, other_model_list, erratum_list
-- reference: fact_id: design_facts.fact_id
-- reference: statement_id: statements.id
-- index: place
-- index: statement_id, fact_id
WITH cited (fact_id, numbers) AS (
    SELECT fact_id, group_concat(printed, ', ')
    FROM (
        SELECT DISTINCT ec.evidence_id AS fact_id, p.number, CAST(p.number AS TEXT) AS printed
        FROM evidence_citations AS ec
        INNER JOIN citations AS c ON ec.citation_id = c.id
        INNER JOIN publications AS p ON c.publication_id = p.id
        ORDER BY ec.evidence_id, p.number
    ) AS ordered
    GROUP BY fact_id
),
others (fact_id, ids, models) AS (
    SELECT evidence_id, group_concat(model_id, ', '), '[' || group_concat(model, ',') || ']'
    FROM (
        SELECT
            em.evidence_id,
            em.model_id,
            '{"id":"' || m.id || '","name":"' || replace(replace(m.name, '\', '\\'), '"', '\"') || '","role":"'
            || em.role_id || '","basis":"' || em.basis_id || '","note":'
            || coalesce('"' || replace(replace(em.basis_note, '\', '\\'), '"', '\"') || '"', 'null') || '}' AS model
        FROM evidence_models AS em
        INNER JOIN models AS m ON em.model_id = m.id
        ORDER BY em.evidence_id, em.role_id, m.name
    ) AS ordered
    GROUP BY evidence_id
),
errors (fact_id, titles, ids, places, errata) AS (
    SELECT
        evidence_id,
        group_concat(title, ' · '),
        group_concat(id, ', '),
        group_concat(place, ', '),
        '[' || group_concat(erratum, ',') || ']'
    FROM (
        SELECT DISTINCT
            touched.evidence_id,
            e.title,
            e.id,
            e.ordinal,
            CAST(x.place AS TEXT) AS place,
            '{"id":"' || e.id || '","title":"' || replace(replace(e.title, '\', '\\'), '"', '\"') || '","place":'
            || x.place || '}' AS erratum
        FROM errata_places AS touched
        INNER JOIN errata AS e ON touched.erratum_id = e.id
        INNER JOIN errata_overview AS x ON e.id = x.erratum_id
        WHERE touched.evidence_id IS NOT NULL
        ORDER BY touched.evidence_id, e.ordinal, e.id
    ) AS ordered
    GROUP BY evidence_id
)
SELECT
    f.fact_id,
    row_number() OVER (ORDER BY s.ordinal, f.model, t.ordinal, f.relation, f.stage, f.fact_id) AS place,
    e.statement_id,
    cited.numbers AS numbers_cited,
    others.ids AS other_model_ids,
    errors.titles AS erratum,
    errors.ids AS erratum_ids,
    errors.places AS erratum_places,
    others.models AS other_model_list,
    errors.errata AS erratum_list
FROM design_facts AS f
INNER JOIN evidence AS e ON f.fact_id = e.id
INNER JOIN statements AS s ON e.statement_id = s.id
INNER JOIN techniques AS t ON f.technique_id = t.id
LEFT OUTER JOIN cited ON f.fact_id = cited.fact_id
LEFT OUTER JOIN others ON f.fact_id = others.fact_id
LEFT OUTER JOIN errors ON f.fact_id = errors.fact_id
