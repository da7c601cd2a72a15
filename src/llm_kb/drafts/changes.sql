-- title: Changes of the draft
-- description: One row is a change of a row, with the curators of that row where there are several.
WITH touched AS (
    SELECT table_name, row_key, changed_by FROM draft.changes
    UNION
    SELECT table_name, new_row_key, changed_by FROM draft.changes WHERE new_row_key IS NOT NULL
),
shared AS (
    SELECT table_name, row_key, string_agg(changed_by, ', ' ORDER BY changed_by) AS curators
    FROM touched
    GROUP BY table_name, row_key
    HAVING count(*) > 1
)
SELECT
    changes.change_id, changes.changed_at, changes.changed_by, changes.table_name, changes.row_key, changes.new_row_key,
    changes.operation, changes.before, changes.after, coalesce(shared.curators, renamed.curators) AS shared_by
FROM draft.changes
LEFT JOIN shared ON (shared.table_name, shared.row_key) = (changes.table_name, changes.row_key)
LEFT JOIN shared AS renamed ON (renamed.table_name, renamed.row_key) = (changes.table_name, changes.new_row_key)
WHERE (:curator IS NULL OR changes.changed_by = :curator)
    AND (:table_name IS NULL OR changes.table_name = :table_name)
    AND (NOT :shared OR coalesce(shared.curators, renamed.curators) IS NOT NULL)
ORDER BY changes.change_id
