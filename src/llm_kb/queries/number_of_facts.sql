-- title: Number of facts
-- description: How many facts fit a choice of model, technique and so on.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: relation: How the model stands to the technique, such as uses, avoids or omits; empty for every relation.
-- parameter: section: Section, such as 4.2, or 4 with everything below it; empty for the whole survey.
-- parameter: institution: Institution that made the model, by its id or name; empty for all.
-- parameter: publication: Number of a reference that is cited beside the fact; empty for all.
-- parameter: release: Release that the model belongs to or is, by its id, without other releases below it; empty for all.
-- parameter: exactly: 1 to leave out what is narrower than the technique, else 0 or empty.
WITH
asked (model, technique, relation, section, institution, publication, release, exactly) AS (
    SELECT
        lower(trim(coalesce(:model, ''))),
        lower(trim(coalesce(:technique, ''))),
        lower(trim(coalesce(:relation, ''))),
        lower(trim(coalesce(:section, ''))),
        lower(trim(coalesce(:institution, ''))),
        trim(coalesce(:publication, '')),
        lower(trim(coalesce(:release, ''))),
        CASE WHEN trim(coalesce(:exactly, '')) IN ('', '0') THEN 0 ELSE 1 END
),
models_asked (id) AS (
    SELECT n.model_id FROM asked INNER JOIN model_names AS n ON n.name = asked.model WHERE asked.model <> ''
),
techniques_asked (id) AS (
    SELECT n.technique_id
    FROM asked
    INNER JOIN technique_names AS n ON n.name = asked.technique
    WHERE asked.technique = '' OR n.own >= asked.exactly
),
sections_asked (name) AS (
    SELECT section.name
    FROM asked
    INNER JOIN sections AS section
        ON asked.section IN ('', section.name, replace(section.name, '.', '-'))
        OR substr(section.name, 1, length(asked.section) + 1) = asked.section || '.'
),
institutions_asked (name) AS (
    SELECT i.name
    FROM asked
    INNER JOIN institution_names AS n ON n.name = nullif(asked.institution, '')
    INNER JOIN institutions AS i ON n.institution_id = i.id
),
cited (fact_id) AS (
    SELECT ec.evidence_id
    FROM asked
    INNER JOIN publications AS p ON p.number = CAST(asked.publication AS INTEGER)
    INNER JOIN citations AS c ON c.publication_id = p.id
    INNER JOIN evidence_citations AS ec ON c.id = ec.citation_id
    WHERE CAST(p.number AS TEXT) = asked.publication
),
few (number) AS (
    SELECT rowid FROM design_facts WHERE release_id = (SELECT release FROM asked)
    UNION
    SELECT rowid FROM design_facts WHERE model_id IN (SELECT id FROM models_asked)
    UNION
    SELECT rowid FROM design_facts WHERE institution IN (SELECT name FROM institutions_asked)
    UNION
    SELECT rowid FROM design_facts WHERE fact_id IN (SELECT fact_id FROM cited)
),
counts (facts) AS (
    SELECT count(*)
    FROM few
    CROSS JOIN design_facts AS f ON few.number = f.rowid
    CROSS JOIN asked
    WHERE
        asked.release IN ('', f.release_id)
        AND asked.relation IN ('', f.relation)
        AND (asked.model = '' OR f.model_id IN (SELECT id FROM models_asked))
        AND f.technique_id IN (SELECT id FROM techniques_asked)
        AND f.section IN (SELECT name FROM sections_asked)
        AND (asked.institution = '' OR f.institution IN (SELECT name FROM institutions_asked))
        AND (asked.publication = '' OR f.fact_id IN (SELECT fact_id FROM cited))
    UNION ALL
    SELECT coalesce(sum(a.facts), 0)
    FROM asked
    CROSS JOIN section_adoption AS a
    WHERE
        asked.release || asked.model || asked.institution || asked.publication = ''
        AND a.section IN (SELECT name FROM sections_asked)
        AND a.technique_id IN (SELECT id FROM techniques_asked)
        AND asked.relation IN ('', a.relation)
)
SELECT sum(facts) AS facts FROM counts
