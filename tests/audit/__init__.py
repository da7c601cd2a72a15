"""Judgments of other programs on the pages: Lighthouse and the W3C's Nu checker."""
