"""Queries of strangers, each answered by a process that can be stopped."""
