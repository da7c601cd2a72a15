-- title: Models with their release
-- description: One row per model with its release, which is the model itself where it belongs to none.
-- subject: Models and developers
-- column: model_id: Identifier of the model.
-- column: release_id: Identifier of the release.
-- key: model_id
-- index: release_id
WITH RECURSIVE tree (model_id, release_id) AS (
    SELECT id, id FROM models WHERE parent_id IS NULL
    UNION ALL
    SELECT m.id, CASE WHEN m.kind_id = 'variant' THEN above.release_id ELSE m.id END
    FROM models AS m
    INNER JOIN tree AS above ON m.parent_id = above.model_id
)
SELECT model_id, release_id FROM tree
