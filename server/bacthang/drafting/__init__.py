"""From the text of a policy document to a proposal of its graph, for a curator to review."""
