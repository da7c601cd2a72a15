-- title: Errata with the models that they touch
-- description: One row per erratum and model that it concerns, directly, through a fact or through the model's publication.
-- subject: The survey and its errata
-- column: erratum_id: Identifier of the erratum.
-- column: model_id: Identifier of the model.
-- key: erratum_id, model_id
-- index: model_id
-- reference: erratum_id: errata.id
-- reference: model_id: models.id
SELECT erratum_id, model_id FROM errata_places WHERE model_id IS NOT NULL
UNION
SELECT place.erratum_id, f.model_id
FROM errata_places AS place
INNER JOIN design_facts AS f ON place.evidence_id = f.fact_id
WHERE place.model_id IS NULL
UNION
SELECT place.erratum_id, m.id
FROM errata_places AS place
INNER JOIN models AS m ON place.publication_id = m.publication_id
LEFT OUTER JOIN design_facts AS f ON place.evidence_id = f.fact_id
WHERE place.model_id IS NULL AND f.fact_id IS NULL
