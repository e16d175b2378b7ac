"""What a page is made of: front matter, sections, Markdown, links."""
