"""Python-Markdown extensions: how the Markdown of a page becomes its HTML."""
