-- title: Facts with their evidence
-- description: Every fact with its place, the sentence's phrase, the other models, the basis and the errata that touch it, in reading order.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: relation: How the model stands to the technique, such as uses, avoids or omits; empty for every relation.
-- parameter: section: Section, such as 4.2, or 4 with everything below it; empty for the whole survey.
-- parameter: institution: Institution that made the model, by its id or name; empty for all.
-- parameter: publication: Number of a reference that is cited beside the fact; empty for all.
-- parameter: fact: Identifier of one fact; empty for all.
-- parameter: release: Release that the model belongs to or is, by its id, without other releases below it; empty for all.
-- parameter: exactly: 1 to leave out what is narrower than the technique, else 0 or empty.
WITH
asked (model, technique, relation, section, institution, publication, fact, release, exactly) AS (
    SELECT
        lower(trim(coalesce(:model, ''))),
        lower(trim(coalesce(:technique, ''))),
        lower(trim(coalesce(:relation, ''))),
        lower(trim(coalesce(:section, ''))),
        lower(trim(coalesce(:institution, ''))),
        trim(coalesce(:publication, '')),
        lower(trim(coalesce(:fact, ''))),
        lower(trim(coalesce(:release, ''))),
        trim(coalesce(:exactly, ''))
),
others (fact_id, ids) AS (
    SELECT evidence_id, group_concat(id, ', ')
    FROM (
        SELECT em.evidence_id, m.id
        FROM evidence_models AS em
        INNER JOIN models AS m ON em.model_id = m.id
        ORDER BY em.evidence_id, em.role_id, m.name
    )
    GROUP BY evidence_id
),
disputes (fact_id, ids, titles) AS (
    SELECT evidence_id, group_concat(id, ', '), group_concat(title, ' · ')
    FROM (
        SELECT DISTINCT place.evidence_id, e.id, e.title, e.ordinal
        FROM errata_places AS place
        INNER JOIN errata AS e ON place.erratum_id = e.id
        WHERE place.evidence_id IS NOT NULL
        ORDER BY place.evidence_id, e.ordinal
    )
    GROUP BY evidence_id
),
cited (fact_id, number) AS (
    SELECT DISTINCT ec.evidence_id, p.number
    FROM evidence_citations AS ec
    INNER JOIN citations AS c ON ec.citation_id = c.id
    INNER JOIN publications AS p ON c.publication_id = p.id
)
SELECT
    f.model, f.relation, f.technique, f.stage, f.qualifier, f.other_model, f.other_role, f.section, f.paragraph,
    f.sentence, f.topic, f.statement, f.phrase, f.basis, f.basis_note, f.disputed, disputes.titles AS erratum,
    (
        SELECT group_concat(number, ', ') FROM (SELECT number FROM cited WHERE fact_id = f.fact_id ORDER BY number)
    ) AS numbers_cited,
    f.institution, f.dimension, f.question, f.technique_group, f.technique_path, f.surveyed, f.release, f.model_id,
    f.release_id, f.technique_id, others.ids AS other_model_ids, disputes.ids AS erratum_ids, e.statement_id,
    f.passage_id, f.claim_id, f.fact_id
FROM design_facts AS f
INNER JOIN evidence AS e ON f.fact_id = e.id
INNER JOIN statements AS s ON e.statement_id = s.id
INNER JOIN techniques AS t ON f.technique_id = t.id
INNER JOIN institutions AS i ON f.institution = i.name
CROSS JOIN asked
LEFT OUTER JOIN others ON f.fact_id = others.fact_id
LEFT OUTER JOIN disputes ON f.fact_id = disputes.fact_id
WHERE
    (asked.model = '' OR f.model_id IN (SELECT model_id FROM model_names WHERE name = asked.model))
    AND (
        asked.technique = ''
        OR f.technique_id IN (
            SELECT technique_id FROM technique_names WHERE name = asked.technique AND (asked.exactly IN ('', '0') OR own = 1)
        )
    )
    AND asked.relation IN ('', f.relation)
    AND (
        asked.section IN ('', f.section, replace(f.section, '.', '-'))
        OR substr(f.section, 1, length(asked.section) + 1) = asked.section || '.'
    )
    AND asked.institution IN ('', i.id, lower(i.name))
    AND (asked.publication = '' OR f.fact_id IN (SELECT fact_id FROM cited WHERE CAST(number AS TEXT) = asked.publication))
    AND asked.fact IN ('', f.fact_id)
    AND asked.release IN ('', f.release_id)
ORDER BY s.ordinal, f.model, t.ordinal, f.relation, f.stage, f.fact_id
