"""A page as the guide knows it: text with lines, front matter, sections, and the fifty questions."""
