"""SVG charts drawn on the server: of Vega and Vega-Lite specifications, and of any rows with chosen columns."""
