-- title: Comparison with catalogs
-- description: One row per entry of a catalog of models that describes a model here, and attribute that either of the two gives, with both values and whether they agree.
-- subject: Sources and specifications
-- place: 9
-- facets: catalog, outcome, attribute, institution
-- sort: place
-- unlabeled: yes
-- column: source_id: Identifier of the catalog.
-- column: entry: Identifier of the entry in the catalog.
-- column: attribute: Identifier of the attribute.
-- column: catalog: Title of the catalog.
-- column: attribute_name: Display name of the attribute.
-- column: model_id: Identifier of the model that the entry describes.
-- column: model: Name of the model.
-- column: institution: Developer of the model.
-- column: outcome: Result of the comparison: agrees, differs, only there (the catalog has a value, and no document here), or only here (the reverse).
-- column: theirs: The value in the catalog; NULL where it has none.
-- column: ours: The value that agrees, or else the preferred one; NULL where no document gives one.
-- column: scope: What that value applies to, where not to the model as a whole.
-- column: status: Whether the document gives it: stated, derived, inherited, withheld or not found; NULL where none says anything of it.
-- column: source: Title of the document; NULL where none says anything of it.
-- column: url: Address of the document; NULL where it has none.
-- column: of_maker: 1 where the document comes from the developer of the model, 0 for a third party; NULL where none says anything of it.
-- column: locator: Place in the document for people.
-- column: phrase: At most twelve words of the passage, to find it by.
-- column: document_id: Identifier of the document; NULL where none says anything of it.
-- column: specification_id: Identifier of the specification here.
-- column: place: Position in the list by catalog, model, entry and attribute, counted from 1.
-- key: source_id, entry, attribute
-- integers: of_maker, place
-- nullable: theirs, ours, scope, status, source, url, of_maker, locator, phrase, document_id, specification_id
-- reference: source_id: documents.source_id
-- reference: model_id: models.id
-- reference: attribute: attributes.id
-- reference: document_id: documents.source_id
-- reference: specification_id: specifications.specification_id
-- index: outcome, place
-- index: model_id
-- index: place
/* Every value that a document other than a catalog gives is held against that of the catalog.
   Numbers agree within 5 percent: counts are rounded in print, and K is 1,000 or 1,024. A date to the day agrees with its month and year. */
WITH compared AS (
    SELECT
        c.source_id, c.entry, c.attribute_id, c.model_id, c.value AS theirs, s.specification_id, s.value, s.scope, s.place,
        CASE
            WHEN c.value IS NULL OR s.value IS NULL THEN 0
            WHEN a.kind_id = 'number'
                THEN CASE WHEN CAST(c.value AS REAL) BETWEEN 0.95 * s.number AND 1.05 * s.number THEN 1 ELSE 0 END
            WHEN a.kind_id = 'date' AND substr(c.value, 1, length(s.value)) = substr(s.value, 1, length(c.value)) THEN 1
            WHEN lower(c.value) = lower(s.value) THEN 1
            ELSE 0
        END AS agrees
    FROM catalog_values AS c
    INNER JOIN attributes AS a ON c.attribute_id = a.id
    LEFT OUTER JOIN specifications AS s
        ON c.model_id = s.model_id AND c.attribute_id = s.attribute AND s.source_kind <> 'catalog'
),
/* A value for a part of the model, such as one stage, may agree, but cannot differ from one for the whole. */
ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY source_id, entry, attribute_id
            ORDER BY
                agrees DESC,
                CASE WHEN value IS NOT NULL AND scope IS NULL THEN 1 WHEN value IS NULL THEN 2 ELSE 3 END,
                place
        ) AS rank
    FROM compared
),
chosen AS (
    SELECT
        source_id, entry, attribute_id, model_id, theirs, agrees,
        CASE WHEN agrees = 1 OR scope IS NULL THEN specification_id END AS specification_id
    FROM ranked
    WHERE rank = 1
)
SELECT
    r.source_id,
    r.entry,
    r.attribute_id AS attribute,
    t.title AS catalog,
    a.name AS attribute_name,
    r.model_id,
    m.name AS model,
    i.name AS institution,
    CASE
        WHEN r.agrees = 1 THEN 'agrees'
        WHEN r.theirs IS NULL THEN 'only here'
        WHEN s.value IS NULL THEN 'only there'
        ELSE 'differs'
    END AS outcome,
    r.theirs,
    s.value AS ours,
    s.scope,
    s.status,
    s.source,
    d.url,
    s.of_maker,
    s.locator,
    s.phrase,
    s.source_id AS document_id,
    r.specification_id,
    row_number() OVER (ORDER BY t.title, t.id, i.ordinal, m.name, m.id, r.entry, a.ordinal) AS place
FROM chosen AS r
INNER JOIN sources AS t ON r.source_id = t.id
INNER JOIN models AS m ON r.model_id = m.id
INNER JOIN institutions AS i ON m.institution_id = i.id
INNER JOIN attributes AS a ON r.attribute_id = a.id
LEFT OUTER JOIN specifications AS s ON r.specification_id = s.specification_id
LEFT OUTER JOIN sources AS d ON s.source_id = d.id
WHERE r.theirs IS NOT NULL OR s.value IS NOT NULL
