-- title: Size of the knowledge base
-- description: The number of models, techniques, facts and so on, as one row.
-- subject: Search and metadata
-- place: 70
SELECT
    max(CASE WHEN name = 'surveyed_models' THEN number END) AS surveyed_models,
    max(CASE WHEN name = 'models' THEN number END) AS models,
    max(CASE WHEN name = 'surveyed_institutions' THEN number END) AS surveyed_institutions,
    max(CASE WHEN name = 'institutions' THEN number END) AS institutions,
    max(CASE WHEN name = 'questions' THEN number END) AS questions,
    max(CASE WHEN name = 'techniques' THEN number END) AS techniques,
    max(CASE WHEN name = 'technique_groups' THEN number END) AS technique_groups,
    max(CASE WHEN name = 'facts' THEN number END) AS facts,
    max(CASE WHEN name = 'explicit_facts' THEN number END) AS explicit_facts,
    max(CASE WHEN name = 'sentences' THEN number END) AS sentences,
    max(CASE WHEN name = 'publications' THEN number END) AS publications,
    max(CASE WHEN name = 'citations' THEN number END) AS citations,
    max(CASE WHEN name = 'errata' THEN number END) AS errata,
    max(CASE WHEN name = 'lessons' THEN number END) AS lessons,
    max(CASE WHEN name = 'sources' THEN number END) AS sources
FROM totals
