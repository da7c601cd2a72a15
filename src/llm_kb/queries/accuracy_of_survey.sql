-- title: Accuracy of the survey
-- description: How many of the survey's facts were held against makers' documents, and with which result, by section, developer or kind of evidence. A fact counts once: as contradicted if any document contradicts it, else as confirmed if any confirms it, else as partly, not found or without a source.
-- words: reliability, how right, correctness, trust
-- subject: Sources and specifications
-- place: 160
-- parameter: grouping: all, section, institution or basis; empty for all four.
SELECT
    a.grouped_by, a.name, a.facts, a.checked, a.confirmed, a.partly, a.contradicted, a.not_found, a.no_source,
    CASE WHEN a.checked > 0 THEN CAST(round(100.0 * a.confirmed / a.checked) AS INTEGER) END AS percent_confirmed,
    CASE WHEN a.checked > 0 THEN CAST(round(100.0 * a.contradicted / a.checked) AS INTEGER) END AS percent_contradicted
FROM survey_accuracy AS a
WHERE
    a.grouped_by = lower(:grouping)  -- if grouping
ORDER BY a.place
