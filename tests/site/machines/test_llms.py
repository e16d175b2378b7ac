"""llms.txt and robots.txt."""

from scripts.site.machines.llms import Listed, llms
from scripts.site.machines.robots import robots


def test_llms_has_title_summary_and_sections():
    sections = {"The cell": [Listed("How?", "a/index.html.md", "So."), Listed("B", "b.md")], "Optional": []}
    lines = llms("Guide", "Fifty.", sections).splitlines()
    assert lines[:3] == ["# Guide", "", "> Fifty."]
    assert lines[-4:] == ["## The cell", "", "- [How?](a/index.html.md): So.", "- [B](b.md)"]


def test_robots_names_the_sitemap():
    assert robots("https://a.example/") == "User-agent: *\nAllow: /\n\nSitemap: https://a.example/sitemap.xml\n"


def test_below_a_path_it_says_that_no_crawler_reads_it():
    below = robots("https://a.example/b/")
    assert below.startswith("# Crawlers read this at the root of a host alone")
    assert below.endswith("Sitemap: https://a.example/b/sitemap.xml\n")
