-- title: Facts counted by what they have in common
-- description: One row says how many facts agree in all of its columns; counts of any of them are sums over few rows.
-- subject: Facts
-- place: 20
-- column: dimension: The survey's dimension of design choice; empty where the facts belong to none.
-- column: section: Number of the section that the sentences stand in.
-- column: question: The research question that the section answers; empty where it answers none.
-- column: topic: The run-in heading that the sentences stand under; empty where there is none.
-- column: technique_group: Name of the top-level group of the taxonomy that the technique belongs to.
-- column: technique: Name of the technique.
-- column: relation: How the models stand to the technique, such as uses, avoids or omits.
-- column: stage: At which stage of the models' life; unstated where the sentences do not say.
-- column: basis: How far the sentences say it: explicit, implied or ambiguous.
-- column: model_kind: Whether the models are families, releases, variants or products.
-- column: surveyed: 1 for models that the survey analyses, else 0.
-- column: disputed: 1 where an erratum touches the facts, else 0.
-- column: facts: Number of facts.
-- key: dimension, section, question, topic, technique_group, technique, relation, stage, basis, model_kind, surveyed, disputed
-- integers: surveyed, disputed, facts
SELECT
    coalesce(dimension, '') AS dimension,
    section,
    coalesce(question, '') AS question,
    coalesce(topic, '') AS topic,
    technique_group,
    technique,
    relation,
    stage,
    basis,
    model_kind,
    surveyed,
    disputed,
    count(*) AS facts
FROM design_facts
GROUP BY
    coalesce(dimension, ''), section, coalesce(question, ''), coalesce(topic, ''), technique_group, technique,
    relation, stage, basis, model_kind, surveyed, disputed
