"""What pages show, as values: nothing here knows of HTTP."""
