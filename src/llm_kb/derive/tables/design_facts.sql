-- title: Facts with everything that is known of them
-- description: One row per fact: model, relation, technique, stage and source sentence.
-- subject: Facts
-- place: 10
-- facets: dimension, institution, relation, technique_group
-- sort: rowid
-- shown: model, relation, technique, stage, statement, phrase, section, paragraph, sentence, basis, disputed, qualifier, other_model, institution, fact_id
-- page: fact
-- search: model, technique, statement, phrase, technique_path, qualifier, institution, model_names, technique_names
-- unlabeled: yes
-- column: fact_id: Identifier of the fact, which ends its permanent URL /facts/<fact_id>.
-- column: claim_id: Identifier of the claim that the fact supports.
-- column: model_id: Identifier of the model.
-- column: model: Name of the model.
-- column: model_kind: Whether the model is a family, a release, a variant or a product.
-- column: surveyed: 1 for one of the models that the survey analyzes, else 0.
-- column: release_id: Identifier of the release that the model belongs to, of the model itself where it belongs to none.
-- column: release: Name of the release that the model belongs to, of the model itself where it belongs to none.
-- column: institution: Institution that developed the model.
-- column: listed_under: Institution that the survey lists the release under; NULL where it does not list it.
-- column: dimension: Dimension of design choices that the sentence belongs to; in a source without sections that of the technique's group.
-- column: section: Number of the section of the sentence; NULL where the source has no sections.
-- column: question: The research question that the section answers; NULL where it answers none.
-- column: topic: Topic (run-in heading) of the sentence; NULL where there is none.
-- column: technique_id: Identifier of the technique.
-- column: technique: Name of the technique.
-- column: technique_group: Name of the top-level group of the taxonomy that the technique belongs to.
-- column: technique_path: Names from the top-level group down to the technique.
-- column: relation: Relation of the model to the technique, such as uses, avoids or omits.
-- column: stage: Stage of the model's life cycle; unstated where the sentence does not say.
-- column: qualifier: Qualifier that the sentence adds in a few words, such as offline.
-- column: other_model: Other models in the fact, joined by commas.
-- column: other_role: Roles of the other models, in the same order.
-- column: statement: What the sentence says, in our own words.
-- column: phrase: At most twelve words of the sentence that show the fact, to find it in the source.
-- column: basis: Evidence: explicit (stated explicitly), implied (inferred) or ambiguous.
-- column: basis_note: Why the evidence is implied or ambiguous; NULL when explicit.
-- column: disputed: 1 where an erratum questions the fact, else 0.
-- column: passage_id: Identifier of the sentence.
-- column: paragraph: Number of the paragraph within its section, counted from 1.
-- column: sentence: Number of the sentence within its paragraph, counted from 1.
-- column: source_id: Identifier of the document.
-- column: other_basis: Evidence for the roles of the other models: explicit, implied or ambiguous, in the same order.
-- column: model_names: Every name of the model, with its identifier and spellings without accents and hyphens, to search with LIKE '%Tulu%'.
-- column: technique_names: Every name of the technique, with its abbreviation and aliases, to search with LIKE '%GRPO%'.
-- column: source: Title of the document.
-- column: locator: Place in the document for people, such as §4.2 ¶3 s5, p. 12 or a heading.
-- column: verdict: What makers' documents say of a fact of the survey: contradicted if any contradicts it, else confirmed, partly, not found or no source; NULL where it was not checked and for facts of makers.
-- column: source_kind: Kind of document: survey, or that of a maker's document, such as technical-report.
-- key: fact_id
-- integers: surveyed, disputed, paragraph, sentence
-- nullable: listed_under, dimension, section, question, topic, qualifier, other_model, other_role, basis_note, paragraph, sentence, other_basis, verdict
-- reference: claim_id: claims.id
-- reference: model_id: models.id
-- reference: release_id: models.id
-- reference: technique_id: techniques.id
-- reference: passage_id: passages.id
-- reference: source_id: sources.id
-- index: claim_id
-- index: model_id
-- index: model
-- index: model_kind
-- index: surveyed
-- index: release_id
-- index: release
-- index: institution
-- index: listed_under
-- index: dimension
-- index: section
-- index: question
-- index: topic
-- index: technique_id
-- index: technique
-- index: technique_group
-- index: technique_path
-- index: relation
-- index: stage
-- index: other_model
-- index: other_role
-- index: other_basis
-- index: basis
-- index: disputed
-- index: passage_id
-- index: source_id
-- index: source
-- index: source_kind
-- index: verdict
-- index: technique_id, relation, release_id, section, model, source_kind
-- index: section, technique_id, relation, release_id, source_kind
-- index: relation, institution
-- index: technique_group, institution, relation
-- index: dimension, institution, relation, technique_group
-- index: institution, relation, technique_group, dimension, section, question, topic, stage, basis, model_kind, surveyed, disputed, source_kind, verdict
WITH others (evidence_id, models, roles, bases) AS (
    SELECT evidence_id, group_concat(name, ', '), group_concat(role_id, ', '), group_concat(basis_id, ', ')
    FROM (
        SELECT em.evidence_id, m.name, em.role_id, em.basis_id
        FROM evidence_models AS em
        INNER JOIN models AS m ON em.model_id = m.id
        ORDER BY em.evidence_id, em.role_id, m.name
    ) AS ordered
    GROUP BY evidence_id
),
names_of_models (model_id, names) AS (
    SELECT model_id, group_concat(alias, ' · ')
    FROM (
        SELECT a.model_id, a.alias
        FROM model_aliases AS a
        INNER JOIN models AS m ON a.model_id = m.id
        WHERE a.kind_id <> 'elliptic' AND a.alias <> m.name
        ORDER BY a.model_id, a.alias
    ) AS ordered
    GROUP BY model_id
),
names_of_techniques (technique_id, names) AS (
    SELECT technique_id, group_concat(alias, ' · ')
    FROM (
        SELECT technique_id, alias FROM technique_aliases
        UNION
        SELECT id, abbreviation FROM techniques WHERE abbreviation IS NOT NULL
        ORDER BY technique_id, alias
    ) AS ordered
    GROUP BY technique_id
),
/* The strongest evidence decides where several documents were compared. */
judged (evidence_id, strength) AS (
    SELECT
        evidence_id,
        min(
            CASE verdict_id
                WHEN 'contradicted' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'partly' THEN 3 WHEN 'not-found' THEN 4 ELSE 5
            END
        )
    FROM fact_verdicts
    GROUP BY evidence_id
),
/* Facts that a later edition took back or replaced, by themselves or with their claim. */
gone (evidence_id) AS (
    SELECT e.id
    FROM claim_changes AS change
    INNER JOIN evidence AS e
        ON change.claim_id = e.claim_id AND coalesce(change.evidence_id, e.id) = e.id
)
SELECT
    e.id AS fact_id,
    e.claim_id,
    m.id AS model_id,
    m.name AS model,
    m.kind_id AS model_kind,
    m.surveyed,
    r.id AS release_id,
    r.name AS release,
    maker.name AS institution,
    lister.name AS listed_under,
    CASE WHEN p.section IS NULL THEN of_group.dimension ELSE p.dimension END AS dimension,
    p.section,
    p.question,
    p.topic,
    t.id AS technique_id,
    t.name AS technique,
    tree.technique_group,
    tree.technique_path,
    c.relation_id AS relation,
    c.stage_id AS stage,
    e.qualifier,
    others.models AS other_model,
    others.roles AS other_role,
    s.statement,
    coalesce(e.phrase, s.phrase) AS phrase,
    e.basis_id AS basis,
    e.basis_note,
    CASE WHEN e.id IN (SELECT evidence_id FROM errata_places WHERE evidence_id IS NOT NULL) THEN 1 ELSE 0 END AS disputed,
    p.passage_id,
    p.paragraph,
    p.sentence,
    p.source_id,
    others.bases AS other_basis,
    m.name || coalesce(' · ' || nm.names, '') || ' · ' || replace(m.id, '-', ' ') AS model_names,
    t.name || coalesce(' · ' || nt.names, '') || ' · ' || replace(t.id, '-', ' ') AS technique_names,
    source.title AS source,
    p.locator,
    CASE
        WHEN coalesce(document.kind_id, 'survey') <> 'survey' THEN NULL
        ELSE
            CASE judged.strength
                WHEN 1 THEN 'contradicted' WHEN 2 THEN 'confirmed' WHEN 3 THEN 'partly' WHEN 4 THEN 'not found'
                WHEN 5 THEN 'no source'
            END
    END AS verdict,
    coalesce(document.kind_id, 'survey') AS source_kind
FROM evidence AS e
INNER JOIN claims AS c ON e.claim_id = c.id
INNER JOIN statements AS s ON e.statement_id = s.id
INNER JOIN passage_places AS p ON e.passage_id = p.passage_id
INNER JOIN sources AS source ON p.source_id = source.id
INNER JOIN models AS m ON c.model_id = m.id
INNER JOIN model_releases AS belongs ON m.id = belongs.model_id
INNER JOIN models AS r ON belongs.release_id = r.id
INNER JOIN institutions AS maker ON m.institution_id = maker.id
INNER JOIN techniques AS t ON c.technique_id = t.id
INNER JOIN technique_tree AS tree ON t.id = tree.technique_id
LEFT OUTER JOIN institutions AS lister ON r.listed_under_id = lister.id
LEFT OUTER JOIN others ON e.id = others.evidence_id
LEFT OUTER JOIN names_of_models AS nm ON m.id = nm.model_id
LEFT OUTER JOIN names_of_techniques AS nt ON t.id = nt.technique_id
LEFT OUTER JOIN documents AS document ON source.id = document.source_id
LEFT OUTER JOIN judged ON e.id = judged.evidence_id
LEFT OUTER JOIN group_dimensions AS of_group ON tree.technique_group_id = of_group.technique_group_id
WHERE e.id NOT IN (SELECT evidence_id FROM gone)
ORDER BY s.ordinal, m.name, t.ordinal, c.relation_id, c.stage_id, e.id
