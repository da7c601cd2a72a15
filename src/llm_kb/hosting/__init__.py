"""Hosting of a public, read-only Datasette: HTTP server, ASGI middleware, response cache, SQL sandbox, charts."""
