"""Pictures as SVG text: values in, text out; nothing here knows a store or a page."""
