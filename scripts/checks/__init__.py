"""The fast lint of pages, claims, links and figures behind `make check`."""
