-- title: Sentences under run-in headings
-- description: One row per sentence under a topic; most sentences are under none.
-- subject: The survey and its errata
-- place: 70
-- column: passage_id: Identifier of the sentence.
-- column: topic_id: Identifier of the topic.
-- key: passage_id, topic_id
-- index: topic_id
SELECT p.id AS passage_id, topics.id AS topic_id
FROM topics
INNER JOIN passages AS first ON topics.first_passage_id = first.id
INNER JOIN passages AS last ON topics.last_passage_id = last.id
INNER JOIN passages AS p ON first.source_id = p.source_id AND p.ordinal BETWEEN first.ordinal AND last.ordinal
