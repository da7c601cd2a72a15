-- title: References to cite
-- description: Publications with every correction applied, ready to cite: authors in order as CSL-JSON names, what was corrected, and the errata that say why.
-- subject: References
-- place: 70
-- parameter: publication: Publication, by its number in the survey's reference list; empty for all.
-- parameter: model: Model, by id, name or alias: its publication and those of its releases and variants; a model without one inherits its parent's. Empty for all.
-- default: publication: 93
WITH RECURSIVE above (publication_id, parent_id) AS (  -- if model
    SELECT publication_id, parent_id
    FROM models
    WHERE id IN (SELECT model_id FROM model_names WHERE name = lower(:model) AND own = 1)
    UNION
    SELECT m.publication_id, m.parent_id
    FROM above
    INNER JOIN models AS m ON above.parent_id = m.id
    WHERE above.publication_id IS NULL  -- up to the nearest that has a publication
)
SELECT
    p.number, x.title, d.authors, p.et_al, p.kind_id AS kind, kind.name AS kind_name, x.venue, x.year, p.arxiv_id,
    x.doi, x.url, d.corrected_fields AS corrected, d.errata, p.id AS publication_id
FROM publications AS p
INNER JOIN corrected_publications AS x ON p.id = x.publication_id
INNER JOIN reference_details AS d ON p.id = d.publication_id
INNER JOIN publication_kinds AS kind ON p.kind_id = kind.id
WHERE
    p.id = trim(:publication, '[] ')  -- if publication
    AND p.id IN (  -- if model
        SELECT publication_id FROM above
        UNION
        SELECT m.publication_id
        FROM models AS m
        INNER JOIN model_names AS n ON m.id = n.model_id
        WHERE n.name = lower(:model)
    )
ORDER BY p.number, p.id
