"""A proposal written out: as Turtle for the graph, as a table, with its findings and next steps."""
