-- title: Sentences with their place
-- description: One row per sentence with its section, question and topic.
-- subject: The survey and its errata
-- column: passage_id: Identifier of the sentence.
-- column: source_id: Identifier of the document.
-- column: ordinal: Position of the sentence in its document, counted from 1.
-- column: section: Number of the section; NULL where the document has no sections.
-- column: paragraph: Number of the paragraph within its section, counted from 1; NULL where the document has no sections.
-- column: sentence: Number of the sentence within its paragraph, counted from 1; NULL where the document has no sections.
-- column: dimension: Dimension of design choices that the section belongs to; NULL where it belongs to none.
-- column: question: The research question that the section answers; NULL where it answers none.
-- column: topic: Topic (run-in heading) of the sentence; NULL where there is none.
-- key: passage_id
-- integers: ordinal, paragraph, sentence
-- nullable: section, paragraph, sentence, dimension, question, topic
-- index: section, paragraph, sentence
-- index: source_id, ordinal
SELECT
    p.id AS passage_id,
    p.source_id,
    p.ordinal,
    section.name AS section,
    p.paragraph,
    p.sentence,
    d.name AS dimension,
    q.question,
    topic.name AS topic
FROM passages AS p
LEFT OUTER JOIN sections AS section ON p.section_id = section.id
LEFT OUTER JOIN research_questions AS q ON section.id = q.section_id
LEFT OUTER JOIN dimensions AS d ON q.dimension_id = d.id
LEFT OUTER JOIN passage_topics AS pt ON p.id = pt.passage_id
LEFT OUTER JOIN topics AS topic ON pt.topic_id = topic.id
