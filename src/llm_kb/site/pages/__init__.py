"""One module a kind of page: what it asks the knowledge base for, and what it shows."""
