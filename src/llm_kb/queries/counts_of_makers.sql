-- title: Size of what makers' documents give
-- description: The number of makers' documents, of the facts and specifications in them, of the models specified, and of the survey's facts that were compared with them, as one row.
-- subject: Search and metadata
-- place: 75
SELECT
    max(CASE WHEN name = 'maker_documents' THEN number END) AS documents,
    max(CASE WHEN name = 'maker_facts' THEN number END) AS facts,
    max(CASE WHEN name = 'specifications' THEN number END) AS specifications,
    max(CASE WHEN name = 'specified_models' THEN number END) AS models,
    max(CASE WHEN name = 'checked_facts' THEN number END) AS checked_facts,
    max(CASE WHEN name = 'contradicted_facts' THEN number END) AS contradicted_facts
FROM totals
