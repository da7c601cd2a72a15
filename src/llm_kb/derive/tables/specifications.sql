-- title: Specifications
-- description: One row per value that a document gives for an attribute of a model, or per attribute that a document does not disclose.
-- subject: Sources and specifications
-- place: 4
-- facets: attribute, institution, status, source_kind
-- sort: place
-- shown: model, attribute, value, unit, status, scope, source, locator, phrase, conflict, preferred, specification_id
-- unlabeled: yes
-- column: specification_id: Identifier of the specification: its statement, its model and its attribute; its document instead of the statement where nothing is disclosed.
-- column: model_id: Identifier of the model.
-- column: model: Name of the model.
-- column: release: Name of the release that the model belongs to, of the model itself where it belongs to none.
-- column: institution: Developer of the model.
-- column: attribute: Identifier of the attribute, such as context_length.
-- column: value: The value as text for people, such as 8.03B; NULL where nothing is disclosed.
-- column: number: The value as a number, in the unit given; 1 or 0 for yes or no.
-- column: unit: Unit of the number; NULL where it has none.
-- column: status: Whether the document gives it: stated, derived, inherited, withheld (the maker says that it is not disclosed) or not found (in a document that was read whole).
-- column: printed: The value as printed, where that differs.
-- column: scope: What the value applies to, where not to the model as a whole.
-- column: source: Title of the document.
-- column: source_kind: Kind of document, such as technical-report or model-card.
-- column: official: 1 where the text comes from the publisher's own place, 0 for a copy of it by others.
-- column: locator: Place in the document for people, such as p. 12 or a heading; NULL where nothing was found.
-- column: phrase: At most twelve words of the passage, to find it by; NULL where nothing was found.
-- column: conflict: 1 where documents of the model's developer give different values for the same scope, beyond rounding, else 0.
-- column: preferred: 1 for the one row that stands for its model and attribute, else 0.
-- column: attribute_name: Display name of the attribute.
-- column: attribute_kind: Kind of values: number, text, term, date, flag or model.
-- column: release_id: Identifier of the release that the model belongs to, of the model itself where it belongs to none.
-- column: source_id: Identifier of the document.
-- column: value_model_id: Identifier of the model that is the value.
-- column: statement: What the passage says, in our own words; NULL where nothing was found.
-- column: statement_id: Identifier of the statement.
-- column: passage_id: Identifier of the passage.
-- column: note: Why it is derived or inherited, or a remark.
-- column: place: Position in the list by model, attribute and preference, counted from 1.
-- column: bound: Bound on the number, such as about or up to; exact without one, NULL where nothing is disclosed.
-- column: of_maker: 1 where the document comes from the developer of the model, 0 for a third party or a catalog.
-- key: specification_id
-- integers: official, conflict, preferred, place, of_maker
-- reals: number
-- nullable: value, number, unit, printed, scope, locator, phrase, value_model_id, statement, statement_id, passage_id, note, bound
-- reference: model_id: models.id
-- reference: attribute: attributes.id
-- reference: release_id: models.id
-- reference: source_id: documents.source_id
-- reference: value_model_id: models.id
-- reference: statement_id: statements.id
-- reference: passage_id: passages.id
-- index: place
-- index: model_id, attribute, preferred
-- index: attribute, preferred, number
-- index: attribute, value
-- index: model
-- index: release_id
-- index: institution, attribute, status
-- index: status
-- index: source_id
-- index: source_kind
-- index: statement_id
-- index: conflict
-- index: preferred
WITH entered AS (
    SELECT
        v.id, v.model_id, v.attribute_id, v.status_id, v.value, v.number, v.printed, v.scope, v.value_model_id, v.note,
        v.bound_id, p.source_id, p.locator, s.phrase, s.statement, v.statement_id, v.passage_id
    FROM specification_values AS v
    INNER JOIN statements AS s ON v.statement_id = s.id
    INNER JOIN passage_places AS p ON v.passage_id = p.passage_id
    UNION ALL
    SELECT
        source_id || '--' || model_id || '--' || attribute_id, model_id, attribute_id, status_id,
        NULL, NULL, NULL, NULL, NULL, note, NULL, source_id, NULL, NULL, NULL, NULL, NULL
    FROM undisclosed
),
written AS (
    SELECT
        e.*,
        length(CAST(CAST(e.number AS BIGINT) AS TEXT)) - length(rtrim(CAST(CAST(e.number AS BIGINT) AS TEXT), '0')) AS zeros
    FROM entered AS e
    WHERE e.number < 1e18
    UNION ALL
    SELECT e.*, 0 FROM entered AS e WHERE e.number IS NULL OR e.number >= 1e18
),
/* Values in a form in which equal ones are equal, and the unit to which a number printed with a letter is rounded. */
compared AS (
    SELECT
        x.*, a.kind_id, d.official, d.kind_id AS source_kind, m.institution_id,
        CASE WHEN d.publisher_id = m.institution_id THEN 1 ELSE 0 END AS of_maker,
        CASE a.kind_id WHEN 'date' THEN x.value ELSE lower(replace(replace(x.value, ' ', ''), '-', '')) END AS folded,
        CASE
            WHEN lower(coalesce(x.printed, x.value)) = upper(coalesce(x.printed, x.value)) THEN 0
            WHEN x.zeros < 3 THEN 0
            ELSE CAST('1' || substr('000000000000000000', 1, x.zeros) AS BIGINT)
        END AS rounded_to,
        CASE a.kind_id WHEN 'date' THEN length(x.value) ELSE 10000 END AS precision
    FROM written AS x
    INNER JOIN attributes AS a ON x.attribute_id = a.id
    INNER JOIN models AS m ON x.model_id = m.id
    INNER JOIN documents AS d ON x.source_id = d.source_id
),
/* A date that is given to the day agrees with its month and its year. */
comparable AS (
    SELECT
        model_id, attribute_id, coalesce(scope, '') AS scope, kind_id, number, rounded_to,
        substr(folded, 1, min(precision) OVER (PARTITION BY model_id, attribute_id, scope)) AS folded
    FROM compared
    WHERE of_maker = 1 AND value IS NOT NULL AND bound_id = 'exact'
),
differing AS (
    SELECT
        model_id, attribute_id, scope,
        CASE
            WHEN min(kind_id) NOT IN ('number', 'flag') THEN CASE WHEN min(folded) <> max(folded) THEN 1 ELSE 0 END
            WHEN max(number) > min(number) AND max(number) - min(number) >= max(rounded_to) THEN 1
            ELSE 0
        END AS conflict
    FROM comparable
    GROUP BY model_id, attribute_id, scope
),
ranked AS (
    SELECT
        c.*,
        row_number() OVER (
            PARTITION BY c.model_id, c.attribute_id
            ORDER BY
                CASE WHEN c.value IS NOT NULL THEN 1 WHEN c.status_id = 'withheld' THEN 2 ELSE 3 END,
                CASE WHEN c.scope IS NULL THEN 1 ELSE 2 END,
                CASE WHEN c.bound_id = 'exact' THEN 1 ELSE 2 END,
                CASE WHEN d.publisher_id = c.institution_id THEN 1 ELSE 2 END,
                CASE c.status_id WHEN 'stated' THEN 1 WHEN 'derived' THEN 2 ELSE 3 END,
                c.official DESC,
                CASE
                    WHEN c.source_kind IN ('technical-report', 'system-card') THEN 1
                    WHEN c.source_kind IN ('configuration', 'code') THEN 3
                    WHEN c.source_kind IN ('catalog', 'survey', 'list') THEN 4
                    ELSE 2
                END,
                coalesce(s.date, '') DESC,
                c.source_id,
                c.id
        ) AS preference
    FROM compared AS c
    INNER JOIN documents AS d ON c.source_id = d.source_id
    INNER JOIN sources AS s ON c.source_id = s.id
)
SELECT
    x.id AS specification_id,
    x.model_id,
    m.name AS model,
    r.name AS release,
    i.name AS institution,
    x.attribute_id AS attribute,
    x.value,
    x.number,
    a.unit_id AS unit,
    replace(x.status_id, '-', ' ') AS status,
    x.printed,
    x.scope,
    s.title AS source,
    x.source_kind,
    x.official,
    x.locator,
    x.phrase,
    CASE WHEN x.of_maker = 1 AND x.bound_id = 'exact' AND x.value IS NOT NULL THEN differing.conflict ELSE 0 END AS conflict,
    CASE WHEN x.preference = 1 THEN 1 ELSE 0 END AS preferred,
    a.name AS attribute_name,
    a.kind_id AS attribute_kind,
    r.id AS release_id,
    x.source_id,
    x.value_model_id,
    x.statement,
    x.statement_id,
    x.passage_id,
    x.note,
    row_number() OVER (ORDER BY i.ordinal, r.name, r.id, m.name, m.id, a.ordinal, x.preference) AS place,
    x.bound_id AS bound,
    x.of_maker
FROM ranked AS x
INNER JOIN models AS m ON x.model_id = m.id
INNER JOIN model_releases AS belongs ON m.id = belongs.model_id
INNER JOIN models AS r ON belongs.release_id = r.id
INNER JOIN institutions AS i ON m.institution_id = i.id
INNER JOIN attributes AS a ON x.attribute_id = a.id
INNER JOIN sources AS s ON x.source_id = s.id
LEFT OUTER JOIN differing
    ON x.model_id = differing.model_id AND x.attribute_id = differing.attribute_id
    AND coalesce(x.scope, '') = differing.scope
