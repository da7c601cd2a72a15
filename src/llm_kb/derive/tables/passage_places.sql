-- title: Sentences with their place
-- description: One row per passage with its place for people and, in a source with sections, its section, question and topic.
-- subject: The survey and its errata
-- column: passage_id: Identifier of the sentence.
-- column: source_id: Identifier of the document.
-- column: ordinal: Position of the sentence in its document, counted from 1.
-- column: section: Number of the section; NULL where the source has no sections.
-- column: paragraph: Number of the paragraph within its section, counted from 1.
-- column: sentence: Number of the sentence within its paragraph, counted from 1.
-- column: dimension: Dimension of design choices that the section belongs to; NULL where it belongs to none.
-- column: question: The research question that the section answers; NULL where it answers none.
-- column: topic: Topic (run-in heading) of the sentence; NULL where there is none.
-- column: locator: Place for people, such as §4.2 ¶3 s5, p. 12 or a heading.
-- column: page: Page of the passage, counted from 1; NULL where the source has no pages.
-- column: surroundings: Section and paragraph, or the place of a source without sections: passages that have it in common stand together.
-- key: passage_id
-- integers: ordinal, paragraph, sentence, page
-- nullable: section, paragraph, sentence, dimension, question, topic, page
-- index: section, paragraph, sentence
-- index: source_id, ordinal
-- index: source_id, surroundings
SELECT
    p.id AS passage_id,
    p.source_id,
    p.ordinal,
    section.name AS section,
    p.paragraph,
    p.sentence,
    d.name AS dimension,
    q.question,
    topic.name AS topic,
    coalesce(
        p.locator,
        CASE
            WHEN substr(section.name, 1, 1) BETWEEN '0' AND '9' THEN '§' || section.name
            ELSE upper(substr(section.name, 1, 1)) || substr(replace(section.name, '-', ' '), 2)
        END || ' ¶' || p.paragraph || ' s' || p.sentence,
        p.id
    ) AS locator,
    p.page,
    coalesce(section.name || '/' || p.paragraph, p.locator, p.id) AS surroundings
FROM passages AS p
LEFT OUTER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN research_questions AS q ON section.id = q.section_id
LEFT OUTER JOIN dimensions AS d ON q.dimension_id = d.id
LEFT OUTER JOIN passage_topics AS pt ON p.id = pt.passage_id
LEFT OUTER JOIN topics AS topic ON pt.topic_id = topic.id
