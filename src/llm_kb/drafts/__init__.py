"""Drafts: an unreleased bundle as tables in PostgreSQL, which several curators change at once, and back as files.

`start` copies the files into the schema `draft`, curators change its tables with any client, triggers log each change,
and `export` writes the bundle that is then checked, reviewed as text and pinned like any other.
"""
