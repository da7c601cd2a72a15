-- title: How the facts of the survey compare with documents of developers, over all of them
SELECT facts, checked, confirmed, partly, contradicted, not_found, no_source
FROM survey_accuracy
WHERE grouped_by = 'all' AND checked > 0
