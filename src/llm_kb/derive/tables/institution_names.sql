-- title: Institutions by every name
-- description: One row per name and institution that it refers to.
-- subject: Models and developers
-- place: 70
-- column: name: Identifier or name of an institution in lower case; the empty text stands for all institutions.
-- column: institution_id: Identifier of the institution.
-- key: name, institution_id
SELECT id AS name, id AS institution_id FROM institutions
UNION
SELECT lower(name), id FROM institutions
UNION
SELECT '', id FROM institutions
