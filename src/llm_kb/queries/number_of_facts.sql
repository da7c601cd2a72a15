-- title: Number of facts
-- description: Number of facts that match a choice of model, technique and so on.
-- internal: yes
-- parameter: source: Source, by id, or a kind of source such as survey or model-card, or makers for all documents of makers; empty for all.
-- parameter: model: Model, by id, name or alias, including its variants; empty for all.
-- parameter: technique: Technique, by id, name or alias, including its subtypes; empty for all.
-- parameter: relation: Relation of the model to the technique, such as uses, avoids or omits; empty for all.
-- parameter: section: Section, such as 4.2, or 4 including its subsections; empty for all.
-- parameter: institution: Developer of the model, by id or name; empty for all.
-- parameter: publication: Number of a reference cited with the fact; empty for all.
-- parameter: release: Release id: facts of that release and its variants, but not of other releases below it; empty for all.
-- parameter: exactly: 1 to exclude subtypes of the technique; 0 or empty to include them.
-- number: publication
SELECT count(*) AS facts
FROM design_facts AS f
WHERE
    -- include: chosen_facts
