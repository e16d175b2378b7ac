"""Whether the sources of docs/references.bib are what Crossref and arXiv have under their numbers."""
