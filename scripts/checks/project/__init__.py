"""What belongs to no page: mkdocs.yml, pins, files."""
