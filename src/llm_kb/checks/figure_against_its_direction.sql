-- severity: doubt
-- description: A figure that increases or decreases does so from its first value to its last, and never decreases by 100 % or more.
-- cure: correct the direction, or the two values
SELECT 'measurements ' || id AS "row", 'records ' || coalesce(change_id, 'no change') || ' from ' || coalesce(value_from, '?') || ' to ' || coalesce(value, '?') AS problem
FROM measurements
WHERE
    (change_id = 'increase' AND value_from >= value)
    OR (change_id = 'decrease' AND value_from <= value)
    OR (change_id = 'decrease' AND unit_id = 'percent' AND value_from IS NULL AND value > 100)
    OR (change_id = 'none' AND value_from <> value)
    OR (value_from IS NOT NULL AND (change_id IS NULL OR value IS NULL))
