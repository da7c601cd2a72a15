-- title: Verdicts on the survey's facts
-- description: One row per fact of the survey and document of a maker that it was compared with.
-- subject: Sources and specifications
-- place: 6
-- facets: verdict, institution, source
-- shown: fact_id, source, verdict, locator, phrase, note, model, relation, technique, statement, said
-- unlabeled: yes
-- column: fact_id: Identifier of the fact of the survey.
-- column: source: Title of the document; NULL where the developer has published none.
-- column: verdict: Verdict: confirmed, partly (only of a variant, a stage or in a weaker form), contradicted (a passage excludes it), not found (in a document that was read whole) or no source.
-- column: locator: Place in the document for people, such as p. 12; NULL where nothing was found.
-- column: phrase: At most twelve words of the passage that decides; NULL where nothing was found.
-- column: note: Why the fact is confirmed in part only, or contradicted, or a remark.
-- column: model: Name of the model that the fact is about.
-- column: relation: Relation of the model to the technique, by the survey.
-- column: technique: Name of the technique.
-- column: statement: What the survey says, in our own words.
-- column: said: What the passage of the document says, in our own words; NULL where nothing was found.
-- column: survey_section: Number of the survey's section.
-- column: survey_locator: Place of the fact in the survey, such as §4.2 ¶3 s5.
-- column: institution: Developer of the model.
-- column: basis: Evidence of the survey for the fact: explicit, implied or ambiguous.
-- column: model_id: Identifier of the model.
-- column: technique_id: Identifier of the technique.
-- column: source_id: Identifier of the document.
-- column: passage_id: Identifier of the passage that decides.
-- column: statement_id: Identifier of the statement that decides.
-- column: verdict_id: Identifier of the verdict: its document and its fact.
-- key: verdict_id
-- nullable: source, locator, phrase, note, said, survey_section, source_id, passage_id, statement_id
-- reference: fact_id: design_facts.fact_id
-- reference: model_id: models.id
-- reference: technique_id: techniques.id
-- reference: source_id: documents.source_id
-- reference: passage_id: passages.id
-- reference: statement_id: statements.id
-- index: fact_id
-- index: verdict
-- index: model_id
-- index: institution
-- index: source
-- index: source_id
SELECT
    f.fact_id,
    s.title AS source,
    replace(v.verdict_id, '-', ' ') AS verdict,
    p.locator,
    said.phrase,
    v.note,
    f.model,
    f.relation,
    f.technique,
    f.statement,
    said.statement AS said,
    f.section AS survey_section,
    f.locator AS survey_locator,
    f.institution,
    f.basis,
    f.model_id,
    f.technique_id,
    v.source_id,
    v.passage_id,
    v.statement_id,
    v.id AS verdict_id
FROM fact_verdicts AS v
INNER JOIN design_facts AS f ON v.evidence_id = f.fact_id
LEFT OUTER JOIN sources AS s ON v.source_id = s.id
LEFT OUTER JOIN passage_places AS p ON v.passage_id = p.passage_id
LEFT OUTER JOIN statements AS said ON v.statement_id = said.id
WHERE f.source_kind = 'survey'
