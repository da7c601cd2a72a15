-- title: Facts with their evidence
-- description: Every fact with its place, the sentence's phrase, the other models, the basis and the errata that touch it, in reading order.
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: relation: How the model stands to the technique, such as uses, avoids or omits; empty for every relation.
-- parameter: section: Section, such as 4.2, or 4 with everything below it; empty for the whole survey.
-- parameter: institution: Institution that made the model, by its id or name; empty for all.
-- parameter: publication: Number of a reference that is cited beside the fact; empty for all.
-- parameter: fact: Identifier of a fact, or several with commas between them; empty for all.
-- parameter: release: Release that the model belongs to or is, by its id, without other releases below it; empty for all.
-- parameter: exactly: 1 to leave out what is narrower than the technique, else 0 or empty.
-- parameter: limit: At most so many facts; empty for all.
-- parameter: offset: How many facts to leave out first; empty for none.
WITH RECURSIVE
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
        CASE WHEN trim(coalesce(:exactly, '')) IN ('', '0') THEN 0 ELSE 1 END
),
split (id, remaining) AS (
    SELECT '', fact || ',' FROM asked WHERE fact <> ''
    UNION ALL
    SELECT trim(substr(remaining, 1, instr(remaining, ',') - 1)), substr(remaining, instr(remaining, ',') + 1)
    FROM split
    WHERE remaining <> ''
),
facts_asked (id) AS (SELECT id FROM split WHERE id <> ''),
models_asked (id) AS (
    SELECT n.model_id FROM asked INNER JOIN model_names AS n ON n.name = asked.model WHERE asked.model <> ''
),
techniques_asked (id) AS (
    SELECT n.technique_id
    FROM asked
    INNER JOIN technique_names AS n ON n.name = asked.technique AND n.own >= asked.exactly
),
sections_asked (name) AS (
    SELECT section.name
    FROM asked
    INNER JOIN sections AS section
        ON asked.section IN (section.name, replace(section.name, '.', '-'))
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
    SELECT rowid FROM design_facts WHERE fact_id IN (SELECT id FROM facts_asked)
    UNION
    SELECT rowid FROM design_facts WHERE release_id = (SELECT release FROM asked)
    UNION
    SELECT rowid FROM design_facts WHERE model_id IN (SELECT id FROM models_asked)
    UNION
    SELECT rowid FROM design_facts WHERE institution IN (SELECT name FROM institutions_asked)
    UNION
    SELECT rowid FROM design_facts WHERE fact_id IN (SELECT fact_id FROM cited)
),
numbers (number) AS (
    SELECT f.rowid
    FROM few
    CROSS JOIN design_facts AS f ON few.number = f.rowid
    CROSS JOIN asked
    WHERE
        (asked.fact = '' OR f.fact_id IN (SELECT id FROM facts_asked))
        AND asked.release IN ('', f.release_id)
        AND asked.relation IN ('', f.relation)
        AND (asked.model = '' OR f.model_id IN (SELECT id FROM models_asked))
        AND (asked.technique = '' OR f.technique_id IN (SELECT id FROM techniques_asked))
        AND (asked.section = '' OR f.section IN (SELECT name FROM sections_asked))
        AND (asked.institution = '' OR f.institution IN (SELECT name FROM institutions_asked))
        AND (asked.publication = '' OR f.fact_id IN (SELECT fact_id FROM cited))
    UNION ALL
    SELECT +rowid
    FROM design_facts
    WHERE
        coalesce(
            nullif(trim(:fact), ''), nullif(trim(:release), ''), nullif(trim(:model), ''),
            nullif(trim(:institution), ''), nullif(trim(:publication), '')
        ) IS NULL
        AND trim(coalesce(:technique, '')) <> ''
        AND technique_id IN (SELECT id FROM techniques_asked)
        AND (trim(coalesce(:relation, '')) = '' OR relation = lower(trim(:relation)))
        AND (trim(coalesce(:section, '')) = '' OR section IN (SELECT name FROM sections_asked))
    UNION ALL
    SELECT +rowid
    FROM design_facts
    WHERE
        coalesce(
            nullif(trim(:fact), ''), nullif(trim(:release), ''), nullif(trim(:model), ''),
            nullif(trim(:institution), ''), nullif(trim(:publication), ''), nullif(trim(:technique), '')
        ) IS NULL
        AND trim(coalesce(:section, '')) <> ''
        AND section IN (SELECT name FROM sections_asked)
        AND (trim(coalesce(:relation, '')) = '' OR relation = lower(trim(:relation)))
    UNION ALL
    SELECT rowid
    FROM design_facts
    WHERE
        coalesce(
            nullif(trim(:fact), ''), nullif(trim(:release), ''), nullif(trim(:model), ''), nullif(trim(:institution), ''),
            nullif(trim(:publication), ''), nullif(trim(:technique), ''), nullif(trim(:section), '')
        ) IS NULL
        AND trim(coalesce(:relation, '')) <> ''
        AND relation = lower(trim(:relation))
    UNION ALL
    SELECT rowid
    FROM design_facts
    WHERE
        coalesce(
            nullif(trim(:fact), ''), nullif(trim(:release), ''), nullif(trim(:model), ''), nullif(trim(:institution), ''),
            nullif(trim(:publication), ''), nullif(trim(:technique), ''), nullif(trim(:section), ''), nullif(trim(:relation), '')
        ) IS NULL
        AND rowid > CAST(coalesce(:offset, '') AS INTEGER)
    ORDER BY 1
    LIMIT CASE WHEN trim(coalesce(:limit, '')) = '' THEN -1 ELSE CAST(:limit AS INTEGER) END
    OFFSET CASE WHEN
        coalesce(
            nullif(trim(:fact), ''), nullif(trim(:release), ''), nullif(trim(:model), ''), nullif(trim(:institution), ''),
            nullif(trim(:publication), ''), nullif(trim(:technique), ''), nullif(trim(:section), ''), nullif(trim(:relation), '')
        ) IS NULL
        THEN 0 ELSE CAST(coalesce(:offset, '') AS INTEGER) END
)
SELECT
    f.model, f.relation, f.technique, f.stage, f.qualifier, f.other_model, f.other_role, f.section, f.paragraph,
    f.sentence, f.topic, f.statement, f.phrase, f.basis, f.basis_note, f.disputed,
    CASE
        WHEN f.disputed = 1
            THEN (
                SELECT group_concat(title, ' · ')
                FROM (
                    SELECT DISTINCT e.title, e.ordinal, e.id
                    FROM errata_places AS place
                    INNER JOIN errata AS e ON place.erratum_id = e.id
                    WHERE place.evidence_id = f.fact_id
                    ORDER BY e.ordinal, e.id
                )
            )
    END AS erratum,
    (
        SELECT group_concat(number, ', ')
        FROM (
            SELECT DISTINCT p.number
            FROM evidence_citations AS ec
            INNER JOIN citations AS c ON ec.citation_id = c.id
            INNER JOIN publications AS p ON c.publication_id = p.id
            WHERE ec.evidence_id = f.fact_id
            ORDER BY p.number
        )
    ) AS numbers_cited,
    f.institution, f.dimension, f.question, f.technique_group, f.technique_path, f.surveyed, f.release, f.model_id,
    f.release_id, f.technique_id,
    CASE
        WHEN f.other_model IS NOT NULL
            THEN (
                SELECT group_concat(id, ', ')
                FROM (
                    SELECT m.id
                    FROM evidence_models AS em
                    INNER JOIN models AS m ON em.model_id = m.id
                    WHERE em.evidence_id = f.fact_id
                    ORDER BY em.role_id, m.name
                )
            )
    END AS other_model_ids,
    CASE
        WHEN f.disputed = 1
            THEN (
                SELECT group_concat(id, ', ')
                FROM (
                    SELECT DISTINCT e.id, e.ordinal
                    FROM errata_places AS place
                    INNER JOIN errata AS e ON place.erratum_id = e.id
                    WHERE place.evidence_id = f.fact_id
                    ORDER BY e.ordinal, e.id
                )
            )
    END AS erratum_ids,
    CASE
        WHEN f.disputed = 1
            THEN (
                SELECT group_concat(place, ', ')
                FROM (
                    SELECT DISTINCT x.place, e.id, e.ordinal
                    FROM errata_places AS place
                    INNER JOIN errata AS e ON place.erratum_id = e.id
                    INNER JOIN errata_overview AS x ON e.id = x.erratum_id
                    WHERE place.evidence_id = f.fact_id
                    ORDER BY e.ordinal, e.id
                )
            )
    END AS erratum_places,
    e.statement_id, f.passage_id, f.claim_id, f.fact_id
FROM numbers
CROSS JOIN design_facts AS f ON numbers.number = f.rowid
CROSS JOIN evidence AS e ON f.fact_id = e.id
