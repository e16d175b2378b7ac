"""What robots.txt says: everything may be read, and where the sitemap is."""

from urllib.parse import urlsplit

NAME = "robots.txt"
_BELOW = "# Crawlers read this at the root of a host alone: whoever has that of this one may copy these lines there.\n"


def robots(home: str) -> str:
    """The robots.txt of a site at `home`, which ends with a slash; it is in force only if that is its host's root."""
    note = _BELOW if urlsplit(home).path != "/" else ""
    return f"{note}User-agent: *\nAllow: /\n\nSitemap: {home}sitemap.xml\n"
