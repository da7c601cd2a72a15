-- title: Words of the search
-- description: The words that the search knows, as they are spelled, with the number of things that hold each.
-- internal: yes
-- parameter: beginning: Beginning of the words; empty for all.
-- default: beginning: quanti
SELECT word, documents
FROM search_index_words
WHERE
    substr(word, 1, length(:beginning)) = lower(:beginning)  -- if beginning
ORDER BY word
