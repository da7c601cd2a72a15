-- title: Lineage of a model
-- description: The models that a model and its variants were distilled from, trained on data from, judged by or initialized from, and the models for which they played that part, each with the sentence that states it.
-- words: teacher, student, distilled from, distilled into, judge, data source, base model, initialized from
-- subject: Models and developers
-- place: 80
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: source: Source, by id, or a kind of source such as survey or model-card, or makers for all documents of makers; empty for all.
-- parameter: limit: Maximum number of links; empty for no limit.
-- parameter: offset: Number of links to skip; empty for none.
SELECT
    l.student, l.teacher, l.role, l.technique, l.basis, l.section, l.statement, l.phrase,
    count(*) OVER () AS lessons_in_all, l.fact_id, l.student_id, l.teacher_id, l.source,
    l.locator, f.source_id
FROM lineage AS l
INNER JOIN design_facts AS f ON l.fact_id = f.fact_id
WHERE
    EXISTS (  -- if model
        SELECT 1
        FROM model_names AS n
        WHERE n.name = lower(:model) AND n.model_id IN (l.student_id, l.teacher_id)
    )
    -- include: chosen_sources
ORDER BY l.teacher, l.student, l.technique, l.fact_id
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset
