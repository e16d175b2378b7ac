"""Fields of a source that contradict each other, and those that only look so."""

import pytest

from scripts.checks.bibliography import agreement
from scripts.checks.repository import Repository

NIPS = "Advances in Neural Information Processing Systems"
NECO = "doi = {10.1162/neco.1997.9.8.1735}"


def say(site, more: str) -> list[str]:
    """What is said of an entry of 2017 with more fields, up to the remedy."""
    site.write(
        "docs/references.bib",
        f"@misc{{greff2017,\n  author = {{Klaus Greff}},\n  title = {{T}},\n  {more},\n  year = {{2017}}\n}}\n",
    )
    return [problem.message.removeprefix("greff2017: ") for problem in agreement.check(Repository(site.root))]


@pytest.mark.parametrize(
    "more",
    [
        "doi = {10.18653/v1/P17-2038}",
        "doi = {10.18653/v1/P16-2038},\n  note = {Presented in 2016}",
        "doi = {10.18653/v1/2017.findings-acl.58}",
        "doi = {10.21437/Interspeech.2017-343}",
        "doi = {10.1162/neco.2017.9.08.1735},\n  volume = {9},\n  number = {8},\n  pages = {1735--1780}",
        "doi = {10.1162/neco.2017.9.8.1735}",
        "doi = {10.1162/089976600300015015}",
        "doi = {10.5194/hess-23-5089-2017},\n  volume = {23},\n  pages = {5089–5110}",
        "doi = {10.1109/TNNLS.2016.2582924}",
        "doi = {10.1109/ICASSP39728.2017.9413803}",
        "doi = {10.1016/j.neunet.2015.06.042}",
        "doi = {10.1016/0893-6080(89)90014-2}",
        "doi = {10.1145/2001.2002}",
        "doi = {10.1109/5.58337}",
        "howpublished = {arXiv preprint},\n  eprint = {1704.04069}",
        "howpublished = {arXiv preprint},\n  eprint = {1604.04069},\n  note = {The first version is of 2016}",
        "eprint = {1604.04069}",
        "howpublished = {Technical report},\n  eprint = {1604.04069}",
        "booktitle = {Proceedings of ICML 2017}",
        "booktitle = {Proceedings of ICML 2016},\n  note = {Held in 2016, printed later}",
        "booktitle = {Tagging: From the 1999 Workshop to 2017}",
        f"booktitle = {{{NIPS} 30 (NIPS 2017)}}",
        "url = {https://proceedings.neurips.cc/paper_files/paper/2017/hash/a3.html}",
        "url = {https://proceedings.mlr.press/v70/zilly17a.html},\n  booktitle = {ICML 2017, PMLR 70}",
        "url = {https://proceedings.mlr.press/v70/zilly17a.html},\n  booktitle = {ICML 2017}",
        "url = {https://jmlr.org/papers/v3/bengio03a.html},\n  volume = {3}",
        "url = {https://blog.example/2015/08/effectiveness.html}",
    ],
)
def test_right(site, more):
    assert say(site, more) == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("doi = {10.18653/v1/P16-2038}", "the year is 2017, in the DOI of ACL it is 2016"),
        ("doi = {10.3115/v1/d14-1179}", "the year is 2017, in the DOI of ACL it is 2014"),
        ("doi = {10.18653/v1/2022.findings-acl.58}", "the year is 2017, in the DOI of ACL it is 2022"),
        ("doi = {10.21437/Interspeech.2010-343}", "the year is 2017, in the DOI of ISCA it is 2010"),
        (NECO, "the year is 2017, in the DOI of MIT Press it is 1997"),
        (
            NECO.replace("1997", "2017") + ",\n  volume = {8}",
            "the volume is 8, in the DOI of MIT Press it is 9",
        ),
        (
            NECO.replace("1997", "2017") + ",\n  number = {9}",
            "the number is 9, in the DOI of MIT Press it is 8",
        ),
        (
            NECO.replace("1997", "2017") + ",\n  pages = {1753--1780}",
            "the first page is 1753, in the DOI of MIT Press it is 1735",
        ),
        (
            "doi = {10.5194/hess-23-5089-2017},\n  volume = {32}",
            "the volume is 32, in the DOI of Copernicus it is 23",
        ),
        ("doi = {10.1109/TNNLS.2018.2582924}", "the year is 2017, in the DOI it is 2018"),
        ("doi = {10.1109/ICASSP39728.2018.9413803}", "the year is 2017, in the DOI it is 2018"),
        ("doi = {10.1109/cvpr.2018.90}", "the year is 2017, in the DOI it is 2018"),
        ("doi = {10.1016/j.neunet.2014.06.042}", "the year is 2017, in the DOI it is 2014"),
        (
            "howpublished = {arXiv preprint},\n  eprint = {1604.04069}",
            "arXiv 1604.04069 is of 2016, the preprint of 2017",
        ),
        ("booktitle = {Proceedings of ICML 2016}", "the year is 2017, that of the proceedings 2016"),
        (f"booktitle = {{{NIPS} 29}}", "volume 29 of NeurIPS is of 2016, the entry of 2017"),
        (
            "url = {https://proceedings.neurips.cc/paper_files/paper/2016/hash/a3.html}",
            "the year is 2017, in the address it is 2016",
        ),
        (
            "url = {https://www.isca-archive.org/interspeech_2016/zeyer16_interspeech.html}",
            "the year is 2017, in the address it is 2016",
        ),
        (
            "url = {https://proceedings.mlr.press/v48/zilly17a.html},\n  booktitle = {ICML 2017, PMLR 70}",
            "the volume is 70, in the address it is 48",
        ),
        (
            "url = {https://jmlr.org/papers/v3/bengio03a.html},\n  volume = {13}",
            "the volume is 13, in the address it is 3",
        ),
    ],
)
def test_wrong(site, more, told):
    assert say(site, more) == [told]


def test_a_year_that_is_reported_already_is_held_to_nothing(site):
    text = "@misc{greff3017,\n  author = {A},\n  title = {T},\n  doi = {10.18653/v1/P16-2038},\n  year = {3017}\n}\n"
    site.write("docs/references.bib", text)
    assert list(agreement.check(Repository(site.root))) == []
