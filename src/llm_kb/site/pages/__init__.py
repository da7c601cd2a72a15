"""The site's pages, one module per kind: the named queries that a page runs, and its template's variables."""
