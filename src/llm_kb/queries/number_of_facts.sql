-- title: Number of facts
-- description: How many facts fit a choice of model, technique and so on.
-- internal: yes
-- parameter: model: Model, by its id, name or a spelling of it, together with its variants; empty for all.
-- parameter: technique: Technique, by its id, name or another name of it, together with everything narrower; empty for all.
-- parameter: relation: How the model stands to the technique, such as uses, avoids or omits; empty for every relation.
-- parameter: section: Section, such as 4.2, or 4 with everything below it; empty for the whole survey.
-- parameter: institution: Institution that made the model, by its id or name; empty for all.
-- parameter: publication: Number of a reference that is cited beside the fact; empty for all.
-- parameter: release: Release that the model belongs to or is, by its id, without other releases below it; empty for all.
-- parameter: exactly: 1 to leave out what is narrower than the technique, else 0 or empty.
-- number: publication
SELECT count(*) AS facts
FROM design_facts AS f
WHERE
    -- include: chosen_facts
