"""The check: every rule over a graph, with what was found in words for people and software."""
