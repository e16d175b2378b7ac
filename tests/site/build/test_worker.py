"""What the worker asks of a build: what stands in it, and that another byte is another version."""

import gzip
import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from scripts.site.build import worker

DAY = 1_580_673_722  # 2 February 2020
HTML = (
    '<link rel="canonical" href="https://guide.example/lstm/practice/offline/"><link rel="prev" href="../../a/">'
    '<link rel="stylesheet" href="../../assets/a.0123abcd.css"><script src="../../assets/a.js"></script>'
    '<img src="../../assets/icon.svg" alt=""><a href="../../a/">A</a><img src="https://other.example/x.png">'
)
FILES = {
    "index.html": "home",
    "404.html": "none",
    "a/index.html": "page " * 500,
    "practice/offline/index.html": HTML,
    "assets/a.0123abcd.css": "a {}",
    "assets/a.js": "a()",
    "assets/icon.svg": "<svg/>",
    "assets/letters.woff2": "letters " * 500,
    "figures/curve.txt": "kept: 1.",
    "search/index.0123abcd.js": "index",
}
NEEDLESS = [
    "sitemap.xml",
    "sitemap.xml.gz",
    "robots.txt",
    "assets/vendor/LICENSE.txt",
    "assets/a.js.map",
    "editions/guide.zip",
    "assets/javascripts/lunr/tr.js",
    "assets/cards/03.png",
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in [*FILES, *NEEDLESS]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(FILES.get(name, "needless"), encoding="utf-8")
    return tmp_path


def build(site: Path) -> dict:
    return json.loads((site / worker.BUILD).read_text(encoding="utf-8"))


def listed(site: Path) -> dict:
    return json.loads((site / worker.LIST).read_text(encoding="utf-8"))


def test_every_file_that_a_page_may_ask_for_is_listed_with_its_digest(site):
    worker.write(site, DAY)
    everything = listed(site)
    assert everything["version"] == build(site)["version"]
    addresses = {name.removesuffix("index.html") if name.endswith("/index.html") else name: name for name in FILES}
    addresses[""] = addresses.pop("index.html")
    assert everything["files"] == {
        address: f"sha256-{b64encode(sha256(FILES[name].encode()).digest()).decode()}"
        for address, name in addresses.items()
    }


def test_it_is_said_how_much_that_is(site):
    worker.write(site, DAY)
    known = build(site)
    assert known["files"] == len(FILES)
    assert known["date"] == "2020-02-02"
    assert known["room"] == sum(map(len, FILES.values()))
    texts = [*(text for name, text in FILES.items() if not name.endswith("woff2")), json.dumps(listed(site), indent=0)]
    sent = sum(len(gzip.compress(text.encode(), 6)) for text in texts) + len(FILES["assets/letters.woff2"])
    assert known["bytes"] == sent


def test_the_page_for_what_is_missing_comes_with_all_that_it_needs(site):
    worker.write(site, DAY)
    known = build(site)
    assert known["page"] == "practice/offline/"
    assert known["shell"] == ["practice/offline/", "assets/a.0123abcd.css", "assets/a.js", "assets/icon.svg"]


@pytest.mark.parametrize("name", FILES)
def test_another_byte_is_another_version(site, name):
    worker.write(site, DAY)
    same, version = (site / worker.WORKER).read_bytes(), build(site)["version"]
    (site / name).write_text(FILES[name] + "!", encoding="utf-8")
    worker.write(site, DAY)
    assert build(site)["version"] == listed(site)["version"] != version
    assert (site / worker.WORKER).read_bytes() == same, "no worker takes over from another where only the guide is new"


def test_two_builds_of_the_same_files_are_the_same_bytes(site):
    worker.write(site, DAY)
    before = [(site / name).read_bytes() for name in (worker.BUILD, worker.LIST)]
    (site / "sitemap.xml").write_text("of another day", encoding="utf-8")
    worker.write(site, DAY)
    assert [(site / name).read_bytes() for name in (worker.BUILD, worker.LIST)] == before


def test_names_are_written_as_a_browser_writes_them(site):
    assert worker.address("a folder/ü.svg") == "a%20folder/%C3%BC.svg"


def test_a_site_without_the_page_has_no_worker(site):
    (site / worker.PAGE).unlink()
    worker.write(site, DAY)
    assert not (site / worker.WORKER).exists()


def test_it_is_read_in_a_minute():
    lines = Path(worker.__file__).with_name("worker.js").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) <= 105
