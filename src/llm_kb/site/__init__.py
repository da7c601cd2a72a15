"""The site: Datasette over one knowledge base, with its own pages, descriptions and named queries."""
