"""People named beside citations: who wrote what."""

import pytest

from scripts.checks.bibliography import authors
from scripts.checks.repository import Repository

HERE = "It came late [@gers2000forget]."
MORE = """
@article{hochreiter1997lstm,
  author = {Sepp Hochreiter and Jürgen Schmidhuber},
  title = {Long short-term memory},
  journal = {Neural Computation},
  year = {1997}
}

@article{he2016resnet,
  author = {Kaiming He and Xiangyu Zhang},
  title = {Deep residual learning},
  journal = {CVPR},
  year = {2016}
}

@article{glorot2010,
  author = {Xavier Glorot and Yoshua Bengio},
  title = {Difficulty},
  journal = {AISTATS},
  year = {2010}
}

@article{wang2022predrnn,
  author = {Yunbo Wang and Mingsheng Long},
  title = {Films},
  journal = {PAMI},
  year = {2022}
}

@article{holtzman2020curious,
  author = {Ari Holtzman and Jan Buys and Carl Case and Andrew Hard and Elin Large and Mark Layer},
  title = {Degeneration},
  journal = {ICLR},
  year = {2020}
}

@misc{keras_docs,
  author = {{Keras contributors}},
  title = {Layers},
  year = {2026}
}
"""


def say(site, words: str) -> list[str]:
    """What is said of words on the page, up to the remedy."""
    bib = site.read("docs/references.bib").replace(
        "{Felix Gers}", "{Felix Gers and Jürgen Schmidhuber and Fred Cummins}"
    )
    site.write("docs/references.bib", bib + MORE)
    site.edit(HERE, f"So it ends. {words} {HERE}")
    return [problem.message for problem in authors.check(Repository(site.root))]


@pytest.mark.parametrize(
    "words",
    [
        "Gers and colleagues added it [@gers2000forget].",
        "Gers, Schmidhuber and Cummins added it [@gers2000forget].",
        "Schmidhuber's group added it [@gers2000forget].",
        "Greff's study has the gate of Gers and colleagues [@greff2017odyssey].",
        "Hochreiter and Schmidhuber published it [@hochreiter1997lstm]; Gers added a gate [@gers2000forget].",
        "Greff compared it [@greff2017odyssey], and Jozefowicz trained it [@jozefowicz2015empirical].",
        "Gers and colleagues say so.",
        "He found it [@greff2017odyssey]. However, Gers and colleagues did it [@gers2000forget].",
        "Keras starts with Glorot uniform kernels [@keras_docs], and Glorot's start is what it says.",
        "Greff in Keras [@keras_docs] and [@greff2017odyssey].",
        "`Greff` and $Greff$ [@gers2000forget].",
        "Long inputs fade [@greff2017odyssey]. Buys more state, as it says [@gers2000forget].",
        "Case by case it holds [@greff2017odyssey].",
        "Hard sharing holds. Large models do. Layer by layer [@greff2017odyssey].",
    ],
)
def test_right(site, words):
    assert say(site, words) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Greff added it [@gers2000forget].", "Greff did not write gers2000forget (Gers, Schmidhuber, Cummins)"),
        ("Gers did [@greff2017odyssey].", "Gers did not write greff2017odyssey (Greff)"),
        (
            "Hochreiter and Schmidhuber added it [@gers2000forget].",
            "Hochreiter and Schmidhuber did not write gers2000forget (Gers, Schmidhuber, Cummins)",
        ),
        (
            "Cummins and colleagues added it [@gers2000forget].",
            "Cummins is not the first author of gers2000forget (Gers, Schmidhuber, Cummins)",
        ),
        (
            "Glorot is good, and Greff added attention [@gers2000forget].",
            "Greff did not write gers2000forget (Gers, Schmidhuber, Cummins)",
        ),
        ("Bengio and colleagues say so.", "Bengio is the first author of no source of this page"),
        ("As He et al. say [@greff2017odyssey].", "He is not the first author of greff2017odyssey (Greff)"),
        ("Gers and Cumins added it [@gers2000forget].", '"Cumins" is no author of a source (did you mean "Cummins"?)'),
        ("Gres and colleagues did.", '"Gres" is no author of a source (did you mean "Gers"?)'),
        ("LeCun et al. did it.", '"LeCun" is no author of a source'),
        ("It was Long who did [@greff2017odyssey].", "Long did not write greff2017odyssey (Greff)"),
        ("It was Buys who did [@greff2017odyssey].", "Buys did not write greff2017odyssey (Greff)"),
        ("It was Case who did [@greff2017odyssey].", "Case did not write greff2017odyssey (Greff)"),
        ("It was Hard who did [@greff2017odyssey].", "Hard did not write greff2017odyssey (Greff)"),
        ("It was Large who did [@greff2017odyssey].", "Large did not write greff2017odyssey (Greff)"),
        ("It was Layer who did [@greff2017odyssey].", "Layer did not write greff2017odyssey (Greff)"),
        ("It was Gref who did [@greff2017odyssey].", '"Gref" is no author of a source (did you mean "Greff"?)'),
    ],
)
def test_wrong(site, words, told):
    assert say(site, words) == [told]


def test_a_row_of_a_table(site):
    site.edit("| Forget | It scales all. |", "| Greff | It scales all [@gers2000forget]. |")
    assert [problem.message for problem in authors.check(Repository(site.root))] == [
        "Greff did not write gers2000forget (Gers)"
    ]
