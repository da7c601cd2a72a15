-- title: Verdicts on the survey's facts
-- description: Facts of the survey beside what the makers' documents say, each with both places.
-- words: wrong, contradicted, confirmed, fact check
-- subject: Sources and specifications
-- place: 140
-- parameter: verdict: Verdict: confirmed, partly, contradicted, not found or no source; empty for all.
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: section: Section of the survey, such as 4.2, or 4 including its subsections; empty for the whole survey.
-- parameter: fact: Id of a fact; empty for all.
-- parameter: source: Document, by id; empty for all.
-- parameter: limit: Maximum number of verdicts; empty for no limit.
-- parameter: offset: Number of verdicts to skip; empty for none.
-- default: verdict: contradicted
SELECT
    v.verdict, v.model, v.relation, v.technique, v.statement, v.survey_locator, v.said, v.source, v.locator, v.phrase,
    v.note, v.basis, v.institution, v.survey_section, v.model_id, v.technique_id, v.source_id, v.fact_id,
    count(*) OVER () AS verdicts_in_all
FROM verdicts AS v
INNER JOIN fact_details AS d ON v.fact_id = d.fact_id
WHERE
    lower(:verdict) IN (v.verdict, replace(v.verdict, ' ', '-'))  -- if verdict
    AND v.model_id IN (SELECT model_id FROM model_names WHERE name = lower(:model))  -- if model
    AND v.institution IN (  -- if institution
        -- include: chosen_institutions
    )
    AND v.survey_section IN (  -- if section
        -- include: chosen_sections
    )
    AND v.fact_id = lower(:fact)  -- if fact
    AND v.source_id = lower(:source)  -- if source
ORDER BY d.place, v.source NULLS LAST, v.verdict_id
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
