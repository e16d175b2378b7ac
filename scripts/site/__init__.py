"""Python-Markdown extensions and the page model: how a page of Markdown becomes a page of the site."""
