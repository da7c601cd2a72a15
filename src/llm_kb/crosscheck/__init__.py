"""Compares a catalog of models with the knowledge base: which values agree, which differ, and which only one has.

A catalog is read into entries, an entry is matched with a model, and the values are compared by the statement that also
fills the table `catalog_comparisons` of a build.
"""
