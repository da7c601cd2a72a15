"""The site: Datasette over one knowledge base, with descriptions, named queries, and answers that are whole."""
