"""Measures what the knowledge base costs, beside the tools that it is made of: `python -m benchmarks`."""
