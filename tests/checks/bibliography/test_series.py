"""Proceedings of one series, of which one is counted otherwise than the rest."""

import pytest

from scripts.checks.bibliography import series
from scripts.checks.repository import Repository

ICML = {
    "a2013": "Proceedings of the 30th International Conference on Machine Learning (ICML 2013), PMLR 28",
    "b2015": "Proceedings of the 32nd International Conference on Machine Learning (ICML 2015), PMLR 37",
    "c2015": "Proceedings of the 32nd International Conference on Machine Learning (ICML 2015), PMLR 37",
    "d2015": "Proceedings of the 32nd International Conference on Machine Learning (ICML 2015), PMLR 37",
    "e2016": "Proceedings of the 33rd International Conference on Machine Learning (ICML 2016), PMLR 48",
    "f2016": "International Conference on Machine Learning (ICML 2016)",
    "g2013": "Proceedings of the 27th Conference of Another Series (ACS 2013)",
}


def say(site, **other: str) -> list[str]:
    """What is said of the proceedings above, of which some are other ones."""
    entries = [
        f"@inproceedings{{{key},\n  author = {{A. B.}},\n  title = {{T}},\n  booktitle = {{{name}}},\n"
        f"  year = {{{key[1:]}}}\n}}\n"
        for key, name in (ICML | other).items()
    ]
    site.write("docs/references.bib", "".join(entries))
    return [problem.message for problem in series.check(Repository(site.root))]


def test_right(site):
    assert say(site) == []


@pytest.mark.parametrize(
    ("key", "old", "new", "told"),
    [
        ("a2013", "30th", "31st", "a2013: the ICML of 2013 is number 30, not 31, as other sources count them"),
        ("d2015", "PMLR 37", "PMLR 73", "d2015: PMLR 73 is not ICML 2015 in other sources"),
        ("e2016", "PMLR 48", "PMLR 37", "e2016: PMLR 37 is not ICML 2016 in other sources"),
    ],
)
def test_one_that_is_counted_otherwise(site, key, old, new, told):
    assert say(site, **{key: ICML[key].replace(old, new)}) == [told]


def test_of_two_that_differ_nobody_knows_which_is_right(site):
    other = "Proceedings of the 28th Conference of Another Series (ACS 2015)"
    assert say(site, h2015=other) == []
