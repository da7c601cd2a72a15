SELECT name
FROM sections
WHERE
    lower(:section) IN (name, replace(name, '.', '-'))
    OR substr(name, 1, length(:section) + 1) = lower(:section) || '.'
