"""Policies list the scripts of templates and no others."""

import base64
from hashlib import sha256

import pytest
from jinja2 import DictLoader, Environment

from scripts.site.machines import policy

TEMPLATE = (
    '<!doctype html><html><head>\n  <meta charset="utf-8"><script>ours()</script></head>'
    '<body>{{ content }}<script src="a.js"></script><script type="application/json">{"a": 1}</script></body></html>'
)


def listed(script: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'"


@pytest.fixture
def rendered():
    def render(content: str, template: str = TEMPLATE) -> str:
        environment = Environment(loader=DictLoader({"main.html": template}), autoescape=False)
        policy.watch(environment)
        return environment.get_template("main.html").render(content=content)

    return render


def test_a_script_of_a_template_is_listed_and_nothing_else(rendered):
    html = policy.guarded(rendered("<script>theirs()</script>"))
    assert listed("ours()") in html
    assert listed("theirs()") not in html
    assert html.count("sha256-") == 1  # a script with an address, and data, need no hash


def test_what_a_page_brings_in_cannot_name_itself_listed(rendered):
    html = policy.guarded(rendered('<script data-mark="">theirs()</script><script data-mark>theirs()</script>'))
    assert listed("theirs()") not in html


def test_the_page_is_otherwise_as_it_was_written(rendered):
    html = rendered("<p>text</p>")
    guarded = policy.guarded(html)
    assert "data-mark" in html
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy.policy([listed("ours()")])}">'
    assert guarded.replace(meta, "") == TEMPLATE.replace("{{ content }}", "<p>text</p>")


def test_the_policy_stands_before_everything_but_the_encoding(rendered):
    head = policy.guarded(rendered("")).partition("<head>")[2]
    assert head.lstrip().startswith('<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')
    assert policy.guarded("<head><title>a</title></head>").startswith('<head><meta http-equiv="Content-Sec')


def test_a_script_before_the_policy_is_refused():
    with pytest.raises(ValueError, match="a script stands before the place of the policy"):
        policy.guarded("<script>early()</script><head></head>")


def test_a_piece_of_a_page_has_no_policy():
    assert policy.guarded("<p>text</p>") == "<p>text</p>"


def test_a_page_that_a_program_wrote_has_all_its_scripts_listed():
    assert listed("go()") in policy.guarded_whole('<head><meta charset="utf-8"><script>go()</script></head>')


@pytest.mark.parametrize(
    ("script", "runs"),
    [
        ("<script>x()</script>", True),
        ('<script id="a">x()</script>', True),
        ('<script type="module">x()</script>', True),
        ("<script type=text/javascript>x()</script>", True),
        ('<script type="application/ld+json">x()</script>', False),
        ('<script src="x.js">x()</script>', False),
    ],
)
def test_what_runs_is_listed(script, runs):
    assert (listed("x()") in policy.guarded_whole(f"<head></head>{script}")) == runs


def test_two_scripts_that_are_alike_have_one_hash():
    assert policy.guarded_whole("<head></head>" + "<script>x()</script>" * 2).count("sha256-") == 1


@pytest.mark.parametrize("offline", [False, True])
def test_nothing_unsafe_and_nothing_from_elsewhere_is_allowed(offline):
    directives = dict(part.split(" ", 1) for part in policy.policy(["'sha256-x'"], offline).split("; "))
    own = "'self' file:" if offline else "'self'"
    assert directives["default-src"] == directives["object-src"] == directives["base-uri"] == "'none'"
    assert directives["script-src"] == f"{own} 'sha256-x'"
    assert directives["style-src"] == directives["form-action"] == own
    allowed = {source for sources in directives.values() for source in sources.split()}
    assert allowed == {*own.split(), "'none'", "'sha256-x'", "data:"}
    assert [name for name, sources in directives.items() if "data:" in sources] == ["img-src"]
