-- title: Words of the search
-- description: The words in the search index, as spelled there, with the number of entries that contain each.
-- internal: yes
-- parameter: beginning: Prefix of the words; empty for all.
-- default: beginning: quanti
SELECT word, documents
FROM search_index_words
WHERE
    substr(word, 1, length(:beginning)) = lower(:beginning)  -- if beginning
ORDER BY word
