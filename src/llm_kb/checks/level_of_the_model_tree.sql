-- severity: integrity
-- description: Families and products are at the top level, releases below a family or release, and variants below anything but a product.
-- cure: correct the parent of the model, or its kind
SELECT 'models ' || m.id AS "row", 'is a ' || m.kind_id || ' ' || coalesce('below the ' || p.kind_id || ' ' || p.id, 'without a parent') AS problem
FROM models AS m
LEFT OUTER JOIN models AS p ON m.parent_id = p.id
WHERE
    CASE m.kind_id
        WHEN 'variant' THEN p.id IS NULL OR p.kind_id = 'product'
        WHEN 'release' THEN p.kind_id NOT IN ('family', 'release')
        ELSE p.id IS NOT NULL
    END
